package sourceday

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Paces returns how the posts of each source were spread over the window up to its
// newest one, as seen at now; posts before the day of since are left out.
func Paces(ctx context.Context, db *database.DB, since, now time.Time, window time.Duration) (map[string]social.Pace, error) {
	p := &pacing{db: db, since: database.DayOf(since), today: database.DayOf(now), now: now, starts: map[string]time.Time{}}
	if err := p.begin(ctx, window); err != nil {
		return nil, err
	}
	days, err := p.days(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(days, func(a, b Day) int { return a.Day.Compare(b.Day) })
	paces := map[string]social.Pace{}
	for _, d := range days {
		paces[d.Source] = after(paces[d.Source], d)
	}
	return paces, nil
}

// pacing is the working out of paces.
type pacing struct {
	db                *database.DB
	since, today, now time.Time
	// live are the days that are counted from the mentions: those out of date, and
	// those that now cuts.
	live    []time.Time
	counted []Day
	// starts are when the windows of the sources begin.
	starts map[string]time.Time
}

// begin finds the windows of all sources.
func (p *pacing) begin(ctx context.Context, window time.Duration) error {
	live, err := dirty(ctx, p.db, p.since)
	if err != nil {
		return err
	}
	p.live = slices.DeleteFunc(live, func(d time.Time) bool { return !d.Before(p.today) })
	if !p.today.Before(p.since) {
		p.live = append(p.live, p.today)
	}
	if p.counted, err = count(ctx, p.db, p.live, p.now); err != nil {
		return err
	}
	type end struct {
		source string
		last   time.Time
	}
	ends, err := collect(ctx, p.db, queries.PaceEnds, p.params(p.since), p.live, func(r driver.Rows) (e end, err error) {
		return e, r.Scan(&e.source, &e.last)
	})
	if err != nil {
		return err
	}
	for _, d := range p.counted {
		if d.dated > 0 {
			ends = append(ends, end{d.Source, d.last})
		}
	}
	for _, e := range ends {
		p.starts[e.source] = database.Later(p.starts[e.source], e.last.UTC().Add(-window))
	}
	return nil
}

func (p *pacing) params(since time.Time) database.Params {
	return database.Params{"since": database.Date(since), "end": database.Date(p.today)}
}

// days are what is within the windows.
func (p *pacing) days(ctx context.Context) ([]Day, error) {
	if len(p.starts) == 0 {
		return nil, nil
	}
	var (
		sources  []string
		starts   []int64
		cut      []time.Time
		earliest = p.today
	)
	for source, start := range p.starts {
		day := database.DayOf(start)
		earliest = database.Earlier(earliest, day)
		sources, starts = append(sources, source), append(starts, start.UnixMicro())
		if !day.Before(p.since) && !slices.ContainsFunc(cut, day.Equal) {
			cut = append(cut, day)
		}
	}
	whole, err := collect(ctx, p.db, queries.PaceDays, p.params(database.Later(earliest, p.since)), p.live, func(r driver.Rows) (d Day, err error) {
		err = r.Scan(&d.Source, &d.Day, &d.dated, &d.first, &d.last, &d.hours, &d.longest)
		d.Day, d.first, d.last = database.Day(d.Day), d.first.UTC(), d.last.UTC()
		return d, err
	})
	if err != nil {
		return nil, err
	}
	out := slices.DeleteFunc(append(whole, p.counted...), func(d Day) bool { return !d.Day.After(database.DayOf(p.starts[d.Source])) })
	edges, err := countFrom(ctx, p.db, cut, p.now, sources, starts, math.MaxInt64)
	if err != nil {
		return nil, err
	}
	for _, d := range edges {
		if d.Day.Equal(database.DayOf(p.starts[d.Source])) {
			out = append(out, d)
		}
	}
	return slices.DeleteFunc(out, func(d Day) bool { return d.dated == 0 }), nil
}

// after is pace with the posts of a later day.
func after(pace social.Pace, d Day) social.Pace {
	if pace.Posts == 0 {
		pace.First = d.first
	} else {
		pace.Longest = max(pace.Longest, d.first.Sub(pace.Last))
	}
	pace.Last, pace.Posts = d.last, pace.Posts+int64(d.dated)
	pace.Longest = max(pace.Longest, time.Duration(d.longest)*time.Microsecond)
	midnight := social.HourOfWeek(d.Day)
	for hour, n := range d.hours {
		pace.ByHour[midnight+hour] += int64(n)
	}
	return pace
}

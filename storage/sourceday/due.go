package sourceday

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Wanted says which posts Due looks for; see queries/due.sql.
type Wanted struct {
	Source string
	// Growing and Except are identifiers of posts.
	Growing, Except []string
	Limit           int
	// Eager also wants posts that are not due, where fewer than Limit are.
	Eager bool
	// Since is the first day of posts, Now when they are to be read.
	Since, Now time.Time
}

// dueDays is how many days are looked through first; after each time twice as many.
const dueDays = 4

// dueDay is a day with the most that a post of it can be overdue, in multiples of the
// time after which it is to be read again.
type dueDay struct {
	day   time.Time
	bound float64
}

// overdue is a post that is due.
type overdue struct {
	key social.Key
	by  float64
}

// Due returns the most overdue posts of a source, the most overdue first. It looks
// through the days of which a post can be among them, and no others.
func Due(ctx context.Context, db *database.DB, w Wanted) ([]social.Key, error) {
	days, err := w.days(ctx, db)
	if err != nil || w.Limit < 1 {
		return nil, err
	}
	var found []overdue
	for n := dueDays; len(days) > 0; n *= 2 {
		some := days[:min(n, len(days))]
		for len(some) < len(days) && math.IsInf(days[len(some)].bound, 1) {
			some = days[:len(some)+1]
		}
		if len(found) >= w.Limit {
			worst := found[w.Limit-1].by
			some = some[:len(some)-countFunc(some, func(d dueDay) bool { return d.bound < worst })]
		}
		if len(some) == 0 {
			break
		}
		more, err := w.of(ctx, db, some)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
		slices.SortFunc(found, func(a, b overdue) int {
			return cmp.Or(-cmp.Compare(a.by, b.by), cmp.Compare(a.key.Platform, b.key.Platform), cmp.Compare(a.key.ID, b.key.ID))
		})
		found = found[:min(len(found), w.Limit)]
		days = days[len(some):]
	}
	keys := make([]social.Key, len(found))
	for i, o := range found {
		keys[i] = o.key
	}
	return keys, nil
}

// countFunc counts the days at the end, which are ordered by their bounds, that is
// holds for.
func countFunc(days []dueDay, is func(dueDay) bool) int {
	n := 0
	for n < len(days) && is(days[len(days)-1-n]) {
		n++
	}
	return n
}

// days are the days that can have posts that are due, those with the most overdue
// ones first. What is not known of a day is taken to be the worst.
func (w Wanted) days(ctx context.Context, db *database.DB) ([]dueDay, error) {
	unknown, err := dirty(ctx, db, w.Since)
	if err != nil {
		return nil, err
	}
	platforms := map[string]bool{}
	known, err := collect(ctx, db, queries.DueDays, database.Params{"source": w.Source, "since": database.Date(w.Since)}, unknown, func(r driver.Rows) (d dueDay, err error) {
		var (
			fetched  uint64
			patience float64
			on       []string
		)
		err = r.Scan(&d.day, &fetched, &patience, &on)
		for _, p := range on {
			platforms[p] = true
		}
		d.day = database.Day(d.day)
		waited := w.Now.Sub(time.UnixMicro(int64(fetched))) + time.Second // which due.sql counts by their beginnings
		d.bound = waited.Seconds() / patience
		return d, err
	})
	if err != nil {
		return nil, err
	}
	for _, day := range unknown {
		known = append(known, dueDay{day, math.Inf(1)})
	}
	growing, err := w.growing(ctx, db, platforms)
	if err != nil {
		return nil, err
	}
	for i := range known {
		if growing[known[i].day] {
			known[i].bound = math.Inf(1)
		}
	}
	known = slices.DeleteFunc(known, func(d dueDay) bool { return d.bound < w.least() })
	slices.SortFunc(known, func(a, b dueDay) int { return cmp.Or(-cmp.Compare(a.bound, b.bound), a.day.Compare(b.day)) })
	return known, nil
}

// least is by how many times the time it has a post must be overdue.
func (w Wanted) least() float64 {
	if w.Eager {
		return 0
	}
	return 1
}

// growing are the days that the growing posts may be of.
func (w Wanted) growing(ctx context.Context, db *database.DB, platforms map[string]bool) (map[time.Time]bool, error) {
	days := map[time.Time]bool{}
	var keys []social.Key
	for platform := range platforms {
		for _, id := range w.Growing {
			keys = append(keys, social.Key{Platform: platform, ID: id})
		}
	}
	if len(keys) == 0 {
		return days, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return days, db.Each(ctx, queries.ClaimedDays, nil, func(r driver.Rows) error {
		var day time.Time
		err := r.Scan(&day)
		days[database.Day(day)] = true
		return err
	}, table)
}

// of are the most overdue posts of some days.
func (w Wanted) of(ctx context.Context, db *database.DB, some []dueDay) ([]overdue, error) {
	days := make([]time.Time, len(some))
	for i, d := range some {
		days[i] = d.day
	}
	p := database.Params{
		"source": w.Source, "growing": database.List(w.Growing), "except": database.List(w.Except), "hashed": social.HashedID, "limit": uint64(w.Limit), "now": w.Now.UnixMicro(), "least": uint64(w.least()),
	}
	return collect(ctx, db, queries.Due, p, days, func(r driver.Rows) (o overdue, err error) {
		return o, r.Scan(&o.key.Platform, &o.key.ID, &o.by)
	})
}

package integrity

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

const (
	// rangeRows is how many rows of a table one comparison of posts goes through,
	// which bounds what ClickHouse holds of them in memory.
	rangeRows = 100_000
	// mostFaults bounds how many mentions of some brand-days are named.
	mostFaults = 100_000
	// daysAtOnce is how many brand-days are gone through mention by mention.
	daysAtOnce = 64
)

// Fault is what is wrong with what is stored of a post; faults add up.
type Fault uint8

const (
	// FaultPost: other tables have the post, and posts has not.
	FaultPost Fault = 1 << iota
	// FaultClaims: its places in mentions are not noted.
	FaultClaims
	// FaultAnalysis: it has no analysis.
	FaultAnalysis
	_
	// FaultState: its analysis is of another state of it.
	FaultState
	// FaultHalf: a later state was being written and is not stored.
	FaultHalf
	// FaultMentions: mentions has other rows of it than its analysis says.
	FaultMentions
)

// Faulty is a post with faults.
type Faulty struct {
	Key   social.Key
	Fault Fault
	// Day is when it was published, or is claimed to be.
	Day time.Time
	// Claimed is the newest version that claimed a place of it; 0 is none.
	Claimed uint64
	// Source read it, where that is known.
	Source string
	// places are the brand-days in which mentions disagrees.
	places []database.BrandDay
}

// Report is what a comparison of the tables found.
type Report struct {
	// Posts and Mentions are how many were compared, Days how many brand-days of them.
	Posts, Mentions, Days int64
	// Faulty are the posts with faults; More counts those beyond what is named.
	Faulty []Faulty
	More   int64
	// Trends are the brand-days of which rollups say something else than mentions.
	Trends map[string][]database.BrandDay
}

// cell is what belongs to one brand-day.
type cell struct {
	mentions, hash uint64
}

// Compare holds the tables of posts against one another. What is written
// meanwhile seems faulty until it is stored, so a caller compares the faulty posts again
// by Recheck. It goes through posts in ranges and uses one core.
func (s *Inspector) Compare(ctx context.Context, progress func(Report)) (Report, error) {
	var r Report
	want := map[database.BrandDay]cell{}
	after := social.Key{}
	for open := false; !open; {
		until, found, err := s.bound(ctx, after)
		if err != nil {
			return r, err
		}
		open = !found
		if err := s.comparePosts(ctx, after, until, open, nil, &r, want); err != nil {
			return r, err
		}
		after = until
		if progress != nil {
			progress(r)
		}
	}
	days, err := s.disagreeing(ctx, want, &r)
	if err != nil {
		return r, err
	}
	if err := s.compareDays(ctx, days, &r); err != nil {
		return r, err
	}
	return r, s.compareTrends(ctx, want, &r)
}

// Recheck compares the faulty posts and rollups of a report again, and returns those
// that are faulty still.
func (s *Inspector) Recheck(ctx context.Context, before Report) (Report, error) {
	r := Report{Posts: before.Posts, Mentions: before.Mentions, Days: before.Days, More: before.More}
	want := map[database.BrandDay]cell{}
	days := map[database.BrandDay]cell{}
	for chunk := range slices.Chunk(before.Faulty, 10_000) {
		keys := make([]social.Key, len(chunk))
		for i, f := range chunk {
			keys[i] = f.Key
		}
		var again Report
		if err := s.comparePosts(ctx, social.Key{}, social.Key{}, true, keys, &again, want); err != nil {
			return r, err
		}
		r.Faulty = append(r.Faulty, again.Faulty...)
	}
	for _, f := range before.Faulty {
		for _, at := range f.places {
			days[at] = cell{}
		}
	}
	var again Report
	if err := s.compareDays(ctx, sorted(days), &again); err != nil {
		return r, err
	}
	r.Faulty = merge(append(r.Faulty, again.Faulty...))
	for _, bd := range before.Trends {
		for _, d := range bd {
			want[d] = cell{}
		}
	}
	return r, s.compareTrends(ctx, want, &r)
}

func (s *Inspector) bound(ctx context.Context, after social.Key) (key social.Key, found bool, err error) {
	keys, err := database.Collect(ctx, s.db, queries.CompareBound, database.Params{"platform": after.Platform, "id": after.ID, "rows": uint64(rangeRows)}, database.ScanKey)
	if err != nil || len(keys) == 0 {
		return key, false, err
	}
	return keys[0], true, nil
}

// comparePosts compares the posts after one key up to another, or those of keys, and
// adds what mentions should hold of them to want.
func (s *Inspector) comparePosts(ctx context.Context, after, until social.Key, open bool, keys []social.Key, r *Report, want map[database.BrandDay]cell) error {
	table, err := database.KeyTable("matching", keys)
	if err != nil {
		return err
	}
	p := database.Params{
		"from_platform": after.Platform, "from_id": after.ID, "platform": until.Platform, "id": until.ID,
		"open": open, "all": keys == nil,
	}
	type row struct {
		day                           database.BrandDay
		mentions, hash, posts, faulty uint64
		platforms, ids                []string
		faults                        []uint8
		claimed                       []uint64
	}
	rows, err := database.Collect(ctx, s.db, queries.ComparePosts, p, func(d driver.Rows) (x row, err error) {
		var faults []uint16
		err = d.Scan(&x.day.Brand, &x.day.Day, &x.mentions, &x.hash, &x.posts, &x.platforms, &x.ids, &faults, &x.claimed, &x.faulty)
		for _, f := range faults {
			x.faults = append(x.faults, uint8(f))
		}
		x.day.Day = database.Day(x.day.Day)
		return x, err
	}, table)
	if err != nil {
		return err
	}
	for _, x := range rows {
		c := want[x.day]
		c.mentions, c.hash = c.mentions+x.mentions, c.hash+x.hash
		want[x.day] = c
		r.Posts += int64(x.posts)
		r.More += int64(x.faulty) - int64(len(x.ids))
		for i := range x.ids {
			r.Faulty = append(r.Faulty, Faulty{Key: social.Key{Platform: x.platforms[i], ID: x.ids[i]}, Fault: Fault(x.faults[i]), Day: x.day.Day, Claimed: x.claimed[i]})
		}
	}
	return nil
}

// disagreeing are the brand-days of which mentions holds something else than it should.
func (s *Inspector) disagreeing(ctx context.Context, want map[database.BrandDay]cell, r *Report) ([]database.BrandDay, error) {
	open := map[database.BrandDay]cell{}
	for day, c := range want {
		if c.mentions > 0 {
			open[day] = c
		}
	}
	r.Days = int64(len(open))
	type row struct {
		day database.BrandDay
		cell
	}
	rows, err := database.Collect(ctx, s.db, queries.CompareMentions, nil, func(d driver.Rows) (x row, err error) {
		err = d.Scan(&x.day.Brand, &x.day.Day, &x.mentions, &x.hash)
		x.day.Day = database.Day(x.day.Day)
		return x, err
	})
	if err != nil {
		return nil, err
	}
	for _, x := range rows {
		r.Mentions += int64(x.mentions)
		if open[x.day] == x.cell {
			delete(open, x.day)
		} else {
			open[x.day] = x.cell
		}
		if _, known := want[x.day]; !known {
			want[x.day] = cell{}
		}
	}
	return sorted(open), nil
}

// compareDays goes through brand-days mention by mention.
func (s *Inspector) compareDays(ctx context.Context, days []database.BrandDay, r *Report) error {
	for chunk := range slices.Chunk(days, daysAtOnce) {
		table, err := database.DayTable("days", chunk)
		if err != nil {
			return err
		}
		found, err := database.Collect(ctx, s.db, queries.CompareDays, database.Params{"most": uint64(mostFaults)}, func(d driver.Rows) (f Faulty, err error) {
			var brand string
			var stored uint8
			var there uint64
			err = d.Scan(&f.Key.Platform, &f.Key.ID, &brand, &f.Day, &stored, &there, &f.Source)
			f.Fault, f.Day = FaultMentions, database.Day(f.Day)
			f.places = []database.BrandDay{{Brand: brand, Day: f.Day}}
			if stored == 0 {
				f.Fault = FaultPost
			}
			return f, err
		}, table)
		if err != nil {
			return err
		}
		r.Faulty = append(r.Faulty, found...)
	}
	r.Faulty = merge(r.Faulty)
	return nil
}

// merge joins what was found of one post.
func merge(all []Faulty) []Faulty {
	slices.SortStableFunc(all, func(a, b Faulty) int {
		return cmp.Or(cmp.Compare(a.Key.Platform, b.Key.Platform), cmp.Compare(a.Key.ID, b.Key.ID))
	})
	var out []Faulty
	for _, f := range all {
		n := len(out)
		if n == 0 || out[n-1].Key != f.Key {
			out = append(out, f)
			continue
		}
		out[n-1].Fault |= f.Fault
		out[n-1].Claimed = max(out[n-1].Claimed, f.Claimed)
		out[n-1].places = append(out[n-1].places, f.places...)
		out[n-1].Source = cmp.Or(out[n-1].Source, f.Source)
	}
	for i := range out {
		if out[i].Fault&FaultPost != 0 { // its mentions are what is left of it
			out[i].Fault = FaultPost
		}
	}
	return out
}

// sorted are brand-days in order.
func sorted(days map[database.BrandDay]cell) []database.BrandDay {
	return slices.SortedFunc(maps.Keys(days), func(a, b database.BrandDay) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Brand, b.Brand))
	})
}

package social

import (
	"cmp"
	"slices"
	"time"
)

// Unheard reports that nobody listened in the row's bucket and nothing is counted
// there: its counts are unknown and not zero.
func (t Trend) Unheard() bool { return t.Listened == NotAtAll && t.Mentions == 0 }

// MarkListened notes at each row how its bucket was listened to, for the row's brand
// and platform, or those of f where it is split by neither. What lies outside of
// f's period or after now is not asked for.
func (l Listened) MarkListened(rows []Trend, f Filter, by Bucket, now time.Time) {
	h := hearers{of: l, filter: f, by: by, now: now, known: map[[2]string]Attention{}}
	for i := range rows {
		rows[i].Listened = h.extent(rows[i].Date, rows[i].Brand, rows[i].Platform)
	}
}

// hearers tells how buckets were listened to, for one brand and platform after the
// other.
type hearers struct {
	of     Listened
	filter Filter
	by     Bucket
	now    time.Time
	known  map[[2]string]Attention
}

func (h hearers) extent(date time.Time, brand, platform string) Extent {
	if brand == "" {
		brand = h.filter.Brand
	}
	key := [2]string{brand, platform}
	attention, ok := h.known[key]
	if !ok {
		platforms := h.filter.Platforms
		if platform != "" {
			platforms = []string{platform}
		}
		attention = h.of.For(brand, platforms)
		h.known[key] = attention
	}
	from, to := date, h.by.Next(date)
	if h.filter.From.After(from) {
		from = h.filter.From
	}
	if !h.filter.To.IsZero() && h.filter.To.Before(to) {
		to = h.filter.To
	}
	if h.now.Before(to) {
		to = h.now
	}
	return attention.Heard(from, to).Extent
}

// Series is a combination of the values of a trend's dimensions.
type Series struct{ Brand, Platform, Language string }

// SeriesOf are the combinations that rows have, each once.
func SeriesOf(rows []Trend) []Series {
	var all []Series
	seen := map[Series]bool{}
	for _, r := range rows {
		if s := (Series{r.Brand, r.Platform, r.Language}); !seen[s] {
			seen[s] = true
			all = append(all, s)
		}
	}
	return all
}

// EveryBucket adds to rows, which are marked, those of the buckets from the one of
// first to the one before end that have none, for each of the combinations all: of counts
// of zero, which are unknown where nobody listened. Without combinations there is one,
// that of f.
func (l Listened) EveryBucket(rows []Trend, all []Series, f Filter, by Bucket, first, end, now time.Time) []Trend {
	type place struct {
		date int64
		Series
	}
	have, every := map[place]bool{}, map[place]int64{}
	for _, r := range rows {
		have[place{r.Date.Unix(), Series{r.Brand, r.Platform, r.Language}}] = true
		every[place{r.Date.Unix(), Series{Platform: r.Platform, Language: r.Language}}] = r.AllBrands
	}
	if len(all) == 0 {
		all = []Series{{Brand: f.Brand}}
	}
	h := hearers{of: l, filter: f, by: by, now: now, known: map[[2]string]Attention{}}
	if f.Zone != nil {
		first = first.In(f.Zone)
	}
	for date := by.Start(first); date.Before(end) && date.Before(now); date = by.Next(date) {
		for _, s := range all {
			if have[place{date.Unix(), s}] {
				continue
			}
			t := Trend{Date: date, Brand: s.Brand, Platform: s.Platform, Language: s.Language}
			t.AllBrands = every[place{date.Unix(), Series{Platform: s.Platform, Language: s.Language}}]
			t.Listened = h.extent(date, s.Brand, s.Platform)
			rows = append(rows, t)
		}
	}
	slices.SortStableFunc(rows, func(a, b Trend) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Brand, b.Brand), cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.Language, b.Language))
	})
	return rows
}

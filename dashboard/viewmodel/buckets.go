package viewmodel

import (
	"time"

	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// Buckets are the steps of a period, oldest first. A step without mentions is
// included and is zero.
type Buckets struct {
	By     social.Bucket
	Starts []time.Time
	from   time.Time
	to     time.Time
	index  map[int64]int
}

// maxBuckets is the most steps of a chart, whatever the URL asks for.
const maxBuckets = 2000

// NewBuckets returns the steps of v.
func NewBuckets(v urlstate.View) Buckets {
	b := Buckets{By: v.Bucket(), from: v.From, to: v.To, index: map[int64]int{}}
	for t := b.By.Start(v.From); t.Before(v.To) && len(b.Starts) < maxBuckets; t = b.By.Next(t) {
		b.index[t.Unix()] = len(b.Starts)
		b.Starts = append(b.Starts, t)
	}
	return b
}

// Unfinished reports whether the last step is not over.
func (b Buckets) Unfinished() bool {
	return len(b.Starts) > 0 && b.to.Before(b.By.Next(b.Starts[len(b.Starts)-1]))
}

// Finished is how many steps are over.
func (b Buckets) Finished() int {
	if b.Unfinished() {
		return len(b.Starts) - 1
	}
	return len(b.Starts)
}

// Begin returns the start of step i, or that of the period if it is later.
func (b Buckets) Begin(i int) time.Time {
	if b.Starts[i].Before(b.from) {
		return b.from
	}
	return b.Starts[i]
}

// End returns the end of step i, or the end of the period if that is earlier.
func (b Buckets) End(i int) time.Time {
	if end := b.By.Next(b.Starts[i]); end.Before(b.to) {
		return end
	}
	return b.to
}

// Sum adds up the rows of each step for each name that key returns. Authors are
// added too, which is exact for rows that differ by platform, as authors are
// distinguished by platform and handle. Rows outside the period are ignored.
func (b Buckets) Sum(rows []social.Trend, key func(social.Trend) string) map[string][]social.Figures {
	sums := map[string][]social.Figures{}
	for _, row := range rows {
		i, ok := b.index[b.By.Start(row.Date.In(b.from.Location())).Unix()]
		if !ok {
			continue
		}
		name := key(row)
		if sums[name] == nil {
			sums[name] = make([]social.Figures, len(b.Starts))
		}
		sums[name][i] = plus(sums[name][i], row.Figures)
	}
	return sums
}

// Total is Sum without a split.
func (b Buckets) Total(rows []social.Trend) []social.Figures {
	if sums := b.Sum(rows, func(social.Trend) string { return "" }); sums[""] != nil {
		return sums[""]
	}
	return make([]social.Figures, len(b.Starts))
}

// WithAllBrands is the total of rows, with AllBrands counted from every, the rows
// of every brand. The rows of one brand do not have it all: a platform on which the
// brand was not mentioned in a step has no row, although others were mentioned
// there.
func WithAllBrands(b Buckets, rows, every []social.Trend) []social.Figures {
	total, all := b.Total(rows), b.Total(every)
	for i := range total {
		total[i].AllBrands = all[i].Mentions
	}
	return total
}

func plus(a, b social.Figures) social.Figures {
	a.Mentions += b.Mentions
	a.Positive += b.Positive
	a.Neutral += b.Neutral
	a.Negative += b.Negative
	a.Unsure += b.Unsure
	a.Authors += b.Authors
	a.AllBrands += b.AllBrands
	if b.Engagement != nil {
		sum := *b.Engagement
		if a.Engagement != nil {
			sum += *a.Engagement
		}
		a.Engagement = &sum
	}
	return a
}

func byPlatform(t social.Trend) string { return t.Platform }
func byBrand(t social.Trend) string    { return t.Brand }

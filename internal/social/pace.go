package social

import "time"

const (
	// hoursOfWeek is how many different hours a week has, Monday 00:00 UTC the first.
	hoursOfWeek = 7 * 24
	// PaceWindow is how far before a source's newest post its pace is taken from.
	PaceWindow = 8 * 7 * 24 * time.Hour
	// A pace is told from at least so many posts over at least so long.
	pacePosts = 20
	paceSpan  = 7 * 24 * time.Hour
	// silentFrom is how many posts are to be expected before their absence is a
	// silence: the chance of none of seven, if they come independently, is
	// exp(-7), less than one in a thousand.
	silentFrom = 7
)

// Pace is how the stored posts of a source were spread over time, in the eight
// weeks up to its newest one.
type Pace struct {
	// First and Last are when the oldest post of the window and the newest were published.
	First, Last time.Time
	// Posts counts them, ByHour by the hour of the week in UTC.
	Posts  int64
	ByHour [hoursOfWeek]int64
	// Longest is the longest time between two of them.
	Longest time.Duration
}

// HourOfWeek is the place of t in Pace.ByHour.
func HourOfWeek(t time.Time) int {
	t = t.UTC()
	return (int(t.Weekday())+6)%7*24 + t.Hour()
}

// Expected is how many posts the source's own pace, hour of the week by hour,
// leads one to expect from its newest post until now; nil where the pace is not
// known: it takes 20 posts over a week.
func (p Pace) Expected(now time.Time) *float64 {
	span := p.Last.Sub(p.First)
	if p.Posts < pacePosts || span < paceSpan {
		return nil
	}
	mean := float64(p.Posts) / span.Hours()
	var week float64
	var rate [hoursOfWeek]float64
	weeks := span.Hours() / hoursOfWeek
	for h, posts := range p.ByHour {
		// One more week at the mean rate keeps an hour seen once or twice from
		// being taken for certain.
		rate[h] = (float64(posts) + mean) / (weeks + 1)
		week += rate[h]
	}
	silence := max(0, now.Sub(p.Last))
	const oneWeek = hoursOfWeek * time.Hour
	expected := float64(silence/oneWeek) * week
	for at, left := p.Last, silence%oneWeek; left > 0; {
		step := min(left, at.Truncate(time.Hour).Add(time.Hour).Sub(at))
		expected += rate[HourOfWeek(at)] * step.Hours()
		at, left = at.Add(step), left-step
	}
	return &expected
}

// Silent tells whether the source has been without a new post for longer than
// ever in the eight weeks before, and so long that at least seven were to be
// expected. False also where the pace is not known.
func (p Pace) Silent(now time.Time) bool {
	expected := p.Expected(now)
	return expected != nil && *expected >= silentFrom && now.Sub(p.Last) > p.Longest
}

package sample

import (
	"math"
	"math/rand/v2"
	"sort"
	"time"
)

// Facts are the things worth finding in the story, so that a test or a guide
// can point at them. All times are UTC and all spans half-open.
type Facts struct {
	// SpikeFrom to SpikeTo: angry posts about noisy, recalled grinders of SpikeBrand.
	SpikeFrom, SpikeTo time.Time
	SpikeBrand         string
	// QuietFrom to QuietTo is a weekend on which hardly anybody posts.
	QuietFrom, QuietTo time.Time
	// WinterFrom to WinterTo: happy pictures of WinterBrand's winter cup.
	WinterFrom, WinterTo time.Time
	WinterBrand          string
	// PicturedFrom to PicturedTo: people show PicturedBrand's things and do not name it.
	PicturedFrom, PicturedTo time.Time
	PicturedBrand            string
	// Rising is the competitor that is talked about more from week to week.
	Rising string
}

func factsAt(now time.Time) Facts {
	hour := now.Truncate(time.Hour)
	day := now.Truncate(24 * time.Hour)
	// The Saturday nearest to two weeks ago.
	saturday := day.AddDate(0, 0, -14)
	back := (int(saturday.Weekday()) + 1) % 7
	if back > 3 {
		back -= 7
	}
	saturday = saturday.AddDate(0, 0, -back)
	return Facts{
		SpikeFrom: hour.Add(-5 * 24 * time.Hour), SpikeTo: hour.Add(-3 * 24 * time.Hour), SpikeBrand: tailspin,
		QuietFrom: saturday, QuietTo: saturday.AddDate(0, 0, 2),
		WinterFrom: day.AddDate(0, 0, -27), WinterTo: day.AddDate(0, 0, -20), WinterBrand: northwind,
		PicturedFrom: hour.Add(-9 * 24 * time.Hour), PicturedTo: hour.Add(-7 * 24 * time.Hour), PicturedBrand: northwind,
		Rising: contoso,
	}
}

// hourly is how much is posted in each hour of a day, in local time.
var hourly = [24]float64{
	.25, .14, .10, .08, .10, .22, .55, 1.05, 1.45, 1.40, 1.25, 1.15,
	1.20, 1.25, 1.15, 1.10, 1.15, 1.20, 1.25, 1.35, 1.45, 1.30, .90, .50,
}

// weekday is how much is posted on each day, Sunday first.
var weekday = [7]float64{.80, 1.05, 1.00, 1.02, 1.04, 1.08, .90}

// clockOffset is where most speakers of a language live, in hours east of UTC.
var clockOffset = map[string]int{"en": -2, "zh": 8, "ja": 9, "de": 1, "fr": 1, "es": 0, "pt": -3}

// calendar deals points in time, more of them when people are awake.
type calendar struct {
	from time.Time
	sums []float64 // cumulated weight of each hour since from
	end  time.Time
}

// newCalendar weighs every hour of [from, to) by the local time of day, the
// day of the week and extra.
func newCalendar(from, to time.Time, lang string, extra func(time.Time) float64) *calendar {
	c := &calendar{from: from, end: to}
	sum := 0.0
	for t := from; t.Before(to); t = t.Add(time.Hour) {
		weight := rhythm(t, lang) * extra(t)
		if left := to.Sub(t); left < time.Hour {
			weight *= left.Hours()
		}
		sum += weight
		c.sums = append(c.sums, sum)
	}
	return c
}

// rhythm is how much speakers of a language post in an hour.
func rhythm(t time.Time, lang string) float64 {
	local := t.Add(time.Duration(clockOffset[lang]) * time.Hour)
	return hourly[local.Hour()] * weekday[local.Weekday()]
}

// weight is that of the whole calendar.
func (c *calendar) weight() float64 {
	if len(c.sums) == 0 {
		return 0
	}
	return c.sums[len(c.sums)-1]
}

func (c *calendar) pick(rng *rand.Rand) time.Time {
	if len(c.sums) == 0 || c.sums[len(c.sums)-1] == 0 {
		return c.from
	}
	hour := sort.SearchFloat64s(c.sums, rng.Float64()*c.sums[len(c.sums)-1])
	start := c.from.Add(time.Duration(hour) * time.Hour)
	span := min(time.Hour, c.end.Sub(start))
	return start.Add(time.Duration(rng.Int64N(int64(span)))).Truncate(time.Millisecond)
}

// everyday is the rhythm of ordinary days: slowly more, and one silent weekend.
func (f Facts) everyday(from, to time.Time) func(time.Time) float64 {
	return func(t time.Time) float64 {
		if !t.Before(f.QuietFrom) && t.Before(f.QuietTo) {
			return 0.14
		}
		return 0.88 + 0.24*t.Sub(from).Hours()/to.Sub(from).Hours()
	}
}

// outcry rises within hours and dies away in two days.
func (f Facts) outcry(t time.Time) float64 {
	h := t.Sub(f.SpikeFrom).Hours()
	return (1 - math.Exp(-(h+1)/3)) * math.Exp(-h/13)
}

// pictured rises for a day and fades.
func (f Facts) pictured(t time.Time) float64 {
	h := t.Sub(f.PicturedFrom).Hours()
	return (h + 2) * math.Exp(-h/12)
}

// delight rises to its third day and fades.
func (f Facts) delight(t time.Time) float64 {
	d := t.Sub(f.WinterFrom).Hours() / 24
	return (d + 0.4) * math.Exp(-d/2.2)
}

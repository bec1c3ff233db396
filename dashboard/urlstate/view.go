// Package urlstate reads and writes the state of a page of the dashboard, which is
// the URL: brand, period, platforms, languages, sentiment and query. A View is
// parsed from a URL, turned into the filter of a query, and written into the URL of
// every link, so that what is on the screen can always be shared.
package urlstate

import (
	"net/url"
	"slices"
	"time"

	"earshot/internal/query"
	"earshot/internal/social"
)

// Period is a span of time that ends now, or Custom.
type Period string

const (
	Day     Period = "24h"
	Week    Period = "7d"
	Month   Period = "30d"
	Quarter Period = "90d"
	// Custom is a span between two given dates.
	Custom Period = "custom"
)

// Periods is every period a reader can choose, shortest first.
func Periods() []Period { return []Period{Day, Week, Month, Quarter, Custom} }

// Split is how the mentions chart is split into lines.
type Split string

const (
	SplitNone      Split = "all"
	SplitPlatform  Split = "platform"
	SplitBrand     Split = "brand"
	SplitSentiment Split = "sentiment"
)

// Splits is every split, in the order it is offered.
func Splits() []Split { return []Split{SplitNone, SplitPlatform, SplitBrand, SplitSentiment} }

// AllBrands is the value of the brand parameter that means every brand together.
const AllBrands = "*"

// TimeZone is the parameter that names a time zone other than that of the workspace.
const TimeZone = "tz"

// Folded and Hidden are the only values of the parameters copies and spam.
const (
	Folded = "folded"
	Hidden = "hidden"
)

// View is the state of a page. An empty list does not restrict.
type View struct {
	// Brand is a brand's name; empty means every brand together.
	Brand  string
	Period Period
	// TimeZone is the name of the time zone chosen for the page; empty is that of
	// the workspace.
	TimeZone string
	// From and To bound the period, half-open, in the time zone of the page. To is never in the
	// future, so that an unfinished period is compared with one of equal length.
	From, To  time.Time
	Platforms []string
	Languages []string
	Labels    []social.Label
	// DateFrom restricts to posts whose date comes from one of these.
	DateFrom []social.DateFrom
	// AnyRead and EveryRead restrict to posts with at least one, or with all, of
	// these values of each reading.
	AnyRead, EveryRead social.ReadValues
	// FoldCopies shows only the first of each group of near copies in view,
	// HideSpam hides likely spam.
	FoldCopies, HideSpam bool
	// Text is the query as typed, also when it is wrong.
	Text string
	// Query is Text parsed; nil when it is empty or wrong.
	Query *query.Query
	Split Split
	Order social.PostOrder
}

// Filter returns the filter of the posts and figures in view.
func (v View) Filter() social.Filter {
	return social.Filter{
		Brand: v.Brand, Platforms: v.Platforms, Languages: v.Languages, Labels: v.Labels, DateFrom: v.DateFrom,
		AnyRead: v.AnyRead, EveryRead: v.EveryRead, FoldCopies: v.FoldCopies, HideSpam: v.HideSpam,
		From: v.From, To: v.To, Zone: v.Zone(), Query: v.Query,
	}
}

// Zone is the time zone of the page.
func (v View) Zone() *time.Location { return v.From.Location() }

// Days is the length of the period in days, rounded up: how far Previous goes back.
// A day of the calendar is one, whether it has 23 hours, 24 or 25.
func (v View) Days() int {
	n := max(1, int((v.To.Sub(v.From)+24*time.Hour-1)/(24*time.Hour)))
	if n > 1 && !v.From.AddDate(0, 0, n-1).Before(v.To) {
		n--
	}
	return n
}

// Previous returns the view of the span of equal length that lies Days
// earlier: same weekdays in a week, same hours in a day.
func (v View) Previous() View {
	if v.Period == Day {
		return v.WithSpan(v.From.Add(-24*time.Hour), v.To.Add(-24*time.Hour))
	}
	return v.WithSpan(daysLater(v.From, -v.Days()), daysLater(v.To, -v.Days()))
}

// Bucket is the width of a step at which the period is drawn: about 24 to 90
// steps, and days for a week.
func (v View) Bucket() social.Bucket {
	switch d := v.Days(); {
	case d <= 2:
		return social.ByHour
	case d <= 100:
		return social.ByDay
	case d <= 730:
		return social.ByWeek
	default:
		return social.ByMonth
	}
}

// Narrowed reports whether anything but brand and period restricts the view.
func (v View) Narrowed() bool {
	return len(v.Platforms)+len(v.Languages)+len(v.Labels)+len(v.DateFrom)+v.AnyRead.Len()+v.EveryRead.Len() > 0 ||
		v.FoldCopies || v.HideSpam || v.Text != ""
}

// WithBrand returns v looking at another brand.
func (v View) WithBrand(name string) View { v.Brand = name; return v }

// WithPeriod returns v over the period p that ends at now, in the zone of now.
func (v View) WithPeriod(p Period, now time.Time) View {
	v.Period = p
	v.From, v.To = span(p, now)
	return v
}

// WithSpan returns v over from <= t < to.
func (v View) WithSpan(from, to time.Time) View {
	v.Period, v.From, v.To = Custom, from.In(v.Zone()), to.In(v.Zone())
	return v
}

// WithTimeZone returns v in the zone of this name, "" for that of the workspace. Its
// dates stay as they are written; the view is meant for a link.
func (v View) WithTimeZone(name string) View { v.TimeZone = name; return v }

// WithPlatforms returns v restricted to these platforms; none lifts the restriction.
func (v View) WithPlatforms(names ...string) View { v.Platforms = names; return v }

// WithLanguages returns v restricted to these languages; none lifts the restriction.
func (v View) WithLanguages(codes ...string) View { v.Languages = codes; return v }

// WithLabels returns v restricted to these sentiments; none lifts the restriction.
func (v View) WithLabels(labels ...social.Label) View { v.Labels = labels; return v }

// WithDateFrom returns v restricted to posts whose dates come from these; none lifts
// the restriction.
func (v View) WithDateFrom(from ...social.DateFrom) View { v.DateFrom = from; return v }

// WithAnyRead returns v restricted to posts with at least one of these values of
// a reading; none lifts the restriction.
func (v View) WithAnyRead(r social.Reading, values ...string) View {
	v.AnyRead = v.AnyRead.With(r, values...)
	return v
}

// WithRead returns v further restricted to posts in which this value was read.
func (v View) WithRead(r social.Reading, value string) View {
	info, _ := r.Info()
	chosen := v.AnyRead[r]
	switch {
	case info.EveryKey == "":
		return v.WithAnyRead(r, value)
	case info.AnyKey != "" && len(v.EveryRead[r]) == 0 && (len(chosen) == 0 || slices.Contains(chosen, value)):
		// Those with one of the chosen values and with this one are those with this one.
		return v.WithAnyRead(r, value)
	default:
		v.EveryRead = v.EveryRead.Plus(r, value)
		return v
	}
}

// WithTerm returns v further restricted to posts that hold this keyword or
// hashtag.
func (v View) WithTerm(term string) View { return v.WithRead(social.ReadTerms, term) }

// WithoutReadings returns v without restrictions by readings.
func (v View) WithoutReadings() View { v.AnyRead, v.EveryRead = nil, nil; return v }

// WithNoise returns v with near copies and likely spam shown.
func (v View) WithNoise() View { v.FoldCopies, v.HideSpam = false, false; return v }

// WithText returns v with another query. The new query is not parsed: the view
// is meant for a link.
func (v View) WithText(text string) View { v.Text, v.Query = text, nil; return v }

// WithSplit returns v with the mentions chart split another way.
func (v View) WithSplit(s Split) View { v.Split = s; return v }

// WithOrder returns v with posts in another order.
func (v View) WithOrder(o social.PostOrder) View { v.Order = o; return v }

// Values returns the parameters that Parse reads v from, without those that
// have their default value.
func (v View) Values() url.Values {
	q := url.Values{}
	if v.Brand == "" {
		q.Set("brand", AllBrands)
	} else {
		q.Set("brand", v.Brand)
	}
	if v.Period != Month {
		q.Set("period", string(v.Period))
	}
	if v.Period == Custom {
		from, to := formatSpan(v.From, v.To)
		q.Set("from", from)
		q.Set("to", to)
	}
	if v.TimeZone != "" {
		q.Set(TimeZone, v.TimeZone)
	}
	q["platform"] = slices.Clone(v.Platforms)
	q["language"] = slices.Clone(v.Languages)
	for _, l := range v.Labels {
		q.Add("sentiment", string(l))
	}
	for _, from := range v.DateFrom {
		q.Add("date_from", string(from))
	}
	for _, info := range social.Readings() {
		if info.AnyKey != "" {
			q[info.AnyKey] = slices.Clone(v.AnyRead[info.Reading])
		}
		if info.EveryKey != "" {
			q[info.EveryKey] = slices.Clone(v.EveryRead[info.Reading])
		}
	}
	if v.FoldCopies {
		q.Set("copies", Folded)
	}
	if v.HideSpam {
		q.Set("spam", Hidden)
	}
	if v.Text != "" {
		q.Set("q", v.Text)
	}
	if v.Split != "" && v.Split != SplitPlatform {
		q.Set("split", string(v.Split))
	}
	if v.Order != "" && v.Order != social.NewestFirst {
		q.Set("order", string(v.Order))
	}
	for name, values := range q {
		if len(values) == 0 {
			delete(q, name)
		}
	}
	return q
}

// URL returns path with the parameters of v.
func (v View) URL(path string) string {
	if q := v.Values().Encode(); q != "" {
		return path + "?" + q
	}
	return path
}

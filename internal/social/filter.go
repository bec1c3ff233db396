package social

import (
	"earshot/internal/query"
	"time"
)

// Filter chooses mentions. The zero value of a field does not restrict.
type Filter struct {
	// Brand is a brand's name; empty means every brand together, each post
	// counted once for each brand it mentions.
	Brand     string
	Platforms []string
	Languages []string
	Labels    []Label
	Sources   []string
	// AnyRead lets through posts in which at least one of the values given of each
	// reading was read, EveryRead posts in which all of them were, spelt like that.
	AnyRead, EveryRead ReadValues
	// FoldCopies leaves of the posts that are near copies of one another the first
	// that all else lets through, by CreatedAt, then platform and ID: of a brand's
	// mentions where mentions are counted, of the posts where these are listed. A
	// post is of one group with its original, stored or not.
	FoldCopies bool
	// HideSpam keeps out what is likely spam; see Spam.Likely.
	HideSpam bool
	// CopiesOf lets through the near copies of this post only, and not the post itself.
	CopiesOf Key
	// From and To bound CreatedAt, half-open: From <= t < To, in UTC.
	From, To time.Time
	// Query further restricts to posts that match it.
	Query *query.Query
	// Unmatched also lets through stored posts that mention no brand. It
	// matters to lists and exports of posts only: what is counted are mentions.
	Unmatched bool
}

// Bucket is the width of one step of a trend.
type Bucket string

const (
	ByHour  Bucket = "hour"
	ByDay   Bucket = "day"
	ByWeek  Bucket = "week" // ISO 8601 weeks, named by their Monday
	ByMonth Bucket = "month"
)

// ParseBucket reads a bucket's name.
func ParseBucket(s string) (Bucket, error) {
	switch b := Bucket(s); b {
	case ByHour, ByDay, ByWeek, ByMonth:
		return b, nil
	default:
		return "", Errorf(CodeInvalid, "unknown bucket %q: hour, day, week or month", s)
	}
}

// Start returns the start of the bucket that holds t, in UTC.
func (b Bucket) Start(t time.Time) time.Time {
	t = t.UTC()
	switch b {
	case ByHour:
		return t.Truncate(time.Hour)
	case ByWeek:
		d := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
		return d.AddDate(0, 0, -(int(d.Weekday())+6)%7)
	case ByMonth:
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	default:
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
}

// Next returns the start of the bucket after the one that starts at t.
func (b Bucket) Next(t time.Time) time.Time {
	switch b {
	case ByHour:
		return t.Add(time.Hour)
	case ByWeek:
		return t.AddDate(0, 0, 7)
	case ByMonth:
		return t.AddDate(0, 1, 0)
	default:
		return t.AddDate(0, 0, 1)
	}
}

// Dimension is what a trend is split by, besides time.
type Dimension string

const (
	DimBrand    Dimension = "brand"
	DimPlatform Dimension = "platform"
	DimLanguage Dimension = "language"
)

// Dimensions is every dimension, in the order of the trend CSV.
func Dimensions() []Dimension { return []Dimension{DimBrand, DimPlatform, DimLanguage} }

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
	// Labels are classes of a mention's own sentiment; see Sentiment.Class.
	Labels  []Label
	Sources []string
	// DateFrom lets through posts whose date comes from one of these.
	DateFrom []DateFrom
	// AnyRead lets through posts in which at least one of the values given of each
	// reading was read, EveryRead posts in which all of them were, spelt like that.
	AnyRead, EveryRead ReadValues
	// Pictured lets through mentions of which a picture is evidence, also where AnyRead
	// chooses among other evidence; see Pictorial.
	Pictured bool
	// FoldCopies leaves of the posts that are near copies of one another the first
	// that all else lets through, by CreatedAt, then platform and ID: of a brand's
	// mentions where mentions are counted, of the posts where these are listed. A
	// post is of one group with its original, stored or not.
	FoldCopies bool
	// HideSpam keeps out what is likely spam; see Spam.Likely.
	HideSpam bool
	// CopiesOf lets through the near copies of this post only, and not the post itself.
	CopiesOf Key
	// From and To bound CreatedAt, half-open: From <= t < To.
	From, To time.Time
	// Zone is the time zone in which trends are cut into steps; nil is UTC. It lets
	// nothing through and keeps nothing out.
	Zone *time.Location
	// WithoutAuthors leaves Figures.Authors out, which cost more to count than all else. It
	// lets nothing through and keeps nothing out.
	WithoutAuthors bool
	// WithoutAllBrands leaves Figures.AllBrands out, for which every brand is counted. It
	// changes nothing else.
	WithoutAllBrands bool
	// Query further restricts to posts that match it.
	Query *query.Query
	// Unmatched also lets through stored posts that mention no brand. It
	// matters to lists and exports of posts only: what is counted are mentions.
	Unmatched bool
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

package social

import "time"

// Figures are the counts of a set of mentions.
type Figures struct {
	// Mentions counts posts that match a brand's query, each post once for a
	// brand however often it was crawled or names it.
	Mentions int64
	// Positive, Neutral, Negative and Unsure count mentions by the class of their
	// sentiment; see Sentiment.Class. Mentions without text have none, so the four may
	// sum to less than Mentions.
	Positive, Neutral, Negative, Unsure int64
	// Engagement is the sum of Engagement.Total over the mentions where it is
	// known; nil when it is known for none.
	Engagement *int64
	// Authors counts the distinct authors, told apart by platform and handle, or
	// shown name where there is no handle; posts without either are left out.
	Authors int64
	// AllBrands counts the mentions of every brand under the same filter; it is
	// the whole of which ShareOfVoice is the share.
	AllBrands int64
}

// Sure counts the mentions that are positive, neutral or negative.
func (f Figures) Sure() int64 { return f.Positive + f.Neutral + f.Negative }

// Judged counts the mentions whose sentiment was judged, surely or not.
func (f Figures) Judged() int64 { return f.Sure() + f.Unsure }

// Unjudged counts the mentions that have no text to judge.
func (f Figures) Unjudged() int64 { return f.Mentions - f.Judged() }

// ShareSure is Sure / Judged, from 0 to 1; nil when nothing was judged. It is the
// part of the judged mentions that NetSentiment speaks of.
func (f Figures) ShareSure() *float64 {
	n := f.Judged()
	if n == 0 {
		return nil
	}
	v := float64(f.Sure()) / float64(n)
	return &v
}

// NetSentiment is (positive - negative) / (positive + negative), from -1 to 1;
// nil when there is neither. Mentions that are unsure are left out.
func (f Figures) NetSentiment() *float64 {
	n := f.Positive + f.Negative
	if n == 0 {
		return nil
	}
	v := float64(f.Positive-f.Negative) / float64(n)
	return &v
}

// KnownAuthors is Authors; nil where there are mentions and none of them names its
// author.
func (f Figures) KnownAuthors() *int64 {
	if f.Mentions > 0 && f.Authors == 0 {
		return nil
	}
	return &f.Authors
}

// ShareOfVoice is Mentions / AllBrands, from 0 to 1; nil when AllBrands is 0.
func (f Figures) ShareOfVoice() *float64 {
	if f.AllBrands == 0 {
		return nil
	}
	v := float64(f.Mentions) / float64(f.AllBrands)
	return &v
}

// Trend is one row of a trend: the figures of one bucket and one value of each
// dimension the trend is split by. Dimensions not split by are empty.
type Trend struct {
	// Date is the start of the bucket, in the time zone of the filter.
	Date     time.Time
	Brand    string
	Platform string
	Language string
	// Listened is how the bucket was listened to; empty where that was not asked.
	Listened Extent
	// VisualOnly counts the mentions in which pictures alone name the brand; nil where
	// that was not asked. See NoteVisual.
	VisualOnly *int64
	Figures
}

// TermCount is how often a term, or another thing that is read, occurs in mentions.
type TermCount struct {
	Term string
	// Mentions counts the mentions that hold the term, Previous those of the
	// period before, of the same length.
	Mentions, Previous int64
	// Positive, Neutral, Negative and Unsure count Mentions by the class of their
	// sentiment; for an aspect, by how the post judges that aspect.
	Positive, Neutral, Negative, Unsure int64
}

// PostOrder is the order posts are listed in.
type PostOrder string

const (
	// NewestFirst orders by CreatedAt.
	NewestFirst PostOrder = "newest"
	// MostEngaged orders by Engagement.Total; unknown comes last.
	MostEngaged PostOrder = "engaged"
)

// PostPage is one page of a list of posts.
type PostPage struct {
	Posts []StoredPost
	// Next continues the list when given back; empty at the end.
	Next string
}

// Facet is one value that mentions can be filtered by, with how many have it.
type Facet struct {
	Value    string
	Mentions int64
}

// Facets are the values present under a filter, most mentions first.
type Facets struct {
	Brands    []Facet
	Platforms []Facet
	Languages []Facet
}

// Copies is how often a post was repeated in nearly the same words.
type Copies struct {
	// Posts counts the stored near copies, the first post not among them;
	// Platforms, the platforms these copies stand on.
	Posts, Platforms int64
}

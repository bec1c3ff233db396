package social

import (
	"slices"
	"strings"
	"time"

	"earshot/internal/query"
)

// PictureHaving restricts a gallery to pictures of which something is known.
type PictureHaving string

const (
	HavingAny PictureHaving = ""
	// HavingText: text was read in the picture.
	HavingText PictureHaving = "text"
	// HavingNoAlt: an author gave the picture no description.
	HavingNoAlt PictureHaving = "no-alt"
	// HavingLogo: a logo was found in it.
	HavingLogo PictureHaving = "logo"
	// HavingUnread: nothing has looked for text in it yet.
	HavingUnread PictureHaving = "unread"
	// HavingPoster: it is the poster of a video.
	HavingPoster PictureHaving = "poster"
	// HavingFrames: it is made of frames of a video.
	HavingFrames PictureHaving = "frames"
	// HavingCard: it is the picture of a page that a post links to.
	HavingCard PictureHaving = "card"
)

// PictureHavings is every one, in the order they are offered.
func PictureHavings() []PictureHaving {
	return []PictureHaving{HavingAny, HavingText, HavingLogo, HavingNoAlt, HavingUnread, HavingPoster, HavingFrames, HavingCard}
}

// ShownFamily is a family of pictures as the posts show it that a filter lets through.
type ShownFamily struct {
	// Name is that of the family, a digest; empty for a picture that is not stored.
	Name string
	// Posts counts the posts let through that show one of its pictures, Pictures the
	// different files in these.
	Posts, Pictures int64
	// AllPosts counts all stored posts that show one of its pictures, and AllPictures the
	// different files in these, as FamilyPage does.
	AllPosts, AllPictures int64
	Platforms             []string
	// First is the first post that shows it, URL where it shows it, Last when it was
	// shown last.
	First StoredPost
	URL   string
	Last  time.Time
	// Previous counts the posts in the period of equal length before, and Score tells how
	// surprising the difference is, as EmergingTerm.Z; only where the gallery is Rising.
	Previous int64
	Score    float64
}

// GalleryPage is a page of families, those shown last first.
type GalleryPage struct {
	Families []ShownFamily
	// Next is where the next page begins; empty at the end. A page that has looked through
	// many posts ends before it is full.
	Next string
	// Looked is how many posts were looked through for it; More says of a page of what rises
	// that the period has older ones.
	Looked int
	More   bool
}

// GalleryAsk says which pictures a gallery shows.
type GalleryAsk struct {
	Having PictureHaving
	// Find matches what is known of the picture alone: what it shows and says, and how its
	// author describes it; nil is any picture.
	Find *query.Query
	// Object and Scene are among what a vision model says is in it; empty is any.
	Object, Scene string
	// Rising shows those that emerge, as terms do, most surprising first: all on one page,
	// of the posts of the period that the page looks through.
	Rising bool
	Limit  int
	// After is a former page's Next.
	After string
}

// IsZero tells whether it shows every picture.
func (a GalleryAsk) IsZero() bool {
	return a.Having == HavingAny && a.Find == nil && a.Object == "" && a.Scene == ""
}

// Shows tells whether a picture of a post is shown, of which m is what is known.
func (a GalleryAsk) Shows(image Image, m Media) bool {
	switch a.Having {
	case HavingText:
		if m.OCR == "" {
			return false
		}
	case HavingNoAlt:
		if image.Alt != "" {
			return false
		}
	case HavingLogo:
		if !slices.ContainsFunc(m.Logos, func(l Logo) bool { return !l.Perhaps }) {
			return false
		}
	case HavingUnread:
		if m.OCRReader != "" {
			return false
		}
	}
	if (a.Having == HavingPoster || a.Having == HavingFrames || a.Having == HavingCard) && string(image.Of) != string(a.Having) {
		return false
	}
	if a.Object != "" && !slices.ContainsFunc(m.Description.Objects, func(o string) bool { return strings.EqualFold(o, a.Object) }) {
		return false
	}
	if a.Scene != "" && !strings.EqualFold(m.Description.Scene, a.Scene) {
		return false
	}
	if a.Find == nil {
		return true
	}
	image.Of = OfPost // what a card shows is searched here as well
	document := NewDocument(Post{Images: []Image{image}}, Analysis{}, m)
	return a.Find.Match(&document)
}

// FamilyPage is all that is known of a family.
type FamilyPage struct {
	Name string
	// Pictures are its files, one for each address at which a post shows it.
	Pictures []Media
	// Posts are those that show it, the first one first; More says that there are more, and
	// Total how many in all.
	Posts []StoredPost
	More  bool
	Total int64
}

package social

import "time"

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
)

// PictureHavings is every one, in the order they are offered.
func PictureHavings() []PictureHaving {
	return []PictureHaving{HavingAny, HavingText, HavingLogo, HavingNoAlt, HavingUnread}
}

// ShownFamily is a family of pictures as the posts show it that a filter lets through.
type ShownFamily struct {
	// Name is that of the family, a digest; empty for a picture that is not stored.
	Name string
	// Posts counts the posts that show one of its pictures, Pictures the different files.
	Posts, Pictures int64
	Platforms       []string
	// First is the first post that shows it, URL where it shows it, Last when it was
	// shown last.
	First StoredPost
	URL   string
	Last  time.Time
}

// GalleryPage is a page of families, those shown last first.
type GalleryPage struct {
	Families []ShownFamily
	// Next is where the next page begins; empty at the end.
	Next string
}

// GalleryAsk says which pictures a gallery shows.
type GalleryAsk struct {
	Having PictureHaving
	// Words all stand in what is known of the picture: caption, text, description, tags, alt text.
	Words []string
	Limit int
	// After is a former page's Next.
	After string
}

// FamilyPage is all that is known of a family.
type FamilyPage struct {
	Name string
	// Pictures are its files, one for each address at which a post shows it.
	Pictures []Media
	// Posts are those that show it, the first one first; More says that there are more.
	Posts []StoredPost
	More  bool
}

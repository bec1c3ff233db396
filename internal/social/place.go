package social

import "time"

// Place is where a post was read: an article is read in a feed, on its page and in
// other feeds, and is one post. One that was read at one place only has none noted.
type Place struct {
	// Platform and ID are the identity that the post has there.
	Platform string `json:"platform"`
	ID       string `json:"id"`
	Source   string `json:"source"`
	URL      string `json:"url"`
	// FirstSeen is when the post was first read there after places were noted for
	// it, FetchedAt when it was last.
	FirstSeen time.Time `json:"first_seen"`
	FetchedAt time.Time `json:"fetched_at"`
	// Length is how many characters of running text it has there.
	Length int `json:"-"`
}

// Repost is a post that only shows another one again, by its identifier and address.
type Repost struct {
	ID  string `json:"id"`
	URL string `json:"url,omitempty"`
}

// Key is the identity of the post at the place.
func (p Place) Key() Key { return Key{Platform: p.Platform, ID: p.ID} }

// Address says of which post something is the address. An address is that of an
// article in the form of identity.Article, or "id:" with a platform and an
// identifier that other tools know a post of it by.
type Address struct {
	Address string
	Key     Key
	// Shared says that several posts have the address, so that it tells none.
	Shared bool
}

// Merged counts what was read of posts under another identity than their own, or
// twice, by what it was. None of it is counted as a post of its own.
type Merged struct {
	// Pages are feed entries read beside their pages, and pages beside their feed
	// entries.
	Pages int64 `json:"pages,omitempty"`
	// Feeds are entries of an article that another feed has as well.
	Feeds int64 `json:"feeds,omitempty"`
	// Renamed are posts that came back under another identifier.
	Renamed int64 `json:"renamed,omitempty"`
	// Reposts are posts that only show another one again.
	Reposts int64 `json:"reposts,omitempty"`
	// Duplicates are in their document twice.
	Duplicates int64 `json:"duplicates,omitempty"`
}

// Total is how many there are.
func (m Merged) Total() int64 { return m.Pages + m.Feeds + m.Renamed + m.Reposts + m.Duplicates }

// Plus adds up.
func (m Merged) Plus(o Merged) Merged {
	return Merged{
		Pages: m.Pages + o.Pages, Feeds: m.Feeds + o.Feeds, Renamed: m.Renamed + o.Renamed,
		Reposts: m.Reposts + o.Reposts, Duplicates: m.Duplicates + o.Duplicates,
	}
}

// Less is m without one of them, of the kind that is left when it made a post new.
func (m Merged) Less() Merged {
	for _, n := range []*int64{&m.Reposts, &m.Renamed, &m.Pages, &m.Feeds, &m.Duplicates} {
		if *n > 0 {
			*n--
			break
		}
	}
	return m
}

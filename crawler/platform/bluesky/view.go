package bluesky

import (
	"strings"
	"time"

	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/internal/social"
)

// postView is a post as the AppView shows it (app.bsky.feed.defs#postView).
type postView struct {
	URI       string       `json:"uri"`
	Author    profileView  `json:"author"`
	Record    lenient.Node `json:"record"`
	Embed     embed        `json:"embed"`
	IndexedAt string       `json:"indexedAt"`
	Labels    labels       `json:"labels"`
	Replies   count        `json:"replyCount"`
	Reposts   count        `json:"repostCount"`
	Likes     count        `json:"likeCount"`
	Quotes    count        `json:"quoteCount"`
}

// profileView is an account (app.bsky.actor.defs#profileView and similar).
type profileView struct {
	DID         string `json:"did"`
	Handle      string `json:"handle"`
	DisplayName string `json:"displayName"`
	Description string `json:"description"`
	Labels      labels `json:"labels"`
}

// labels are what authors and moderators say of a post or account
// (com.atproto.label.defs#label).
type labels []struct {
	Value   string `json:"val"`
	Negated bool   `json:"neg"`
}

// withheld tells whether l asks to show something after a login only.
func (l labels) withheld() bool {
	asked := false
	for _, label := range l {
		if label.Value == "!no-unauthenticated" {
			asked = !label.Negated
		}
	}
	return asked
}

// withheld tells whether an account wants to be left out: it asks not to be
// shown to those without a login, or says #nobot in its description.
func (p profileView) withheld() bool {
	if p.Labels.withheld() {
		return true
	}
	for _, word := range strings.Fields(p.Description) {
		if strings.HasPrefix(strings.ToLower(word), "#nobot") {
			return true
		}
	}
	return false
}

// actor is the name to use in addresses of p. A handle that its domain does not
// confirm is shown as handle.invalid and belongs to nobody.
func (p profileView) actor() string {
	if p.Handle == "" || p.Handle == "handle.invalid" || !validActor(p.Handle) {
		return p.DID
	}
	return p.Handle
}

func (p profileView) author() social.Author {
	return social.Author{Handle: p.actor(), Name: markup.Plain(p.DisplayName), URL: profileURL(p.actor())}
}

// post reads a view.
func (v postView) post() (social.Post, error) {
	at, err := parseURI(v.URI, postCollection)
	if err != nil {
		return social.Post{}, social.Errorf(social.CodeBroken, "%w", err)
	}
	if !validActor(v.Author.DID) {
		v.Author.DID = at.authority
	}
	p := social.Post{
		Platform: Name,
		ID:       v.URI,
		URL:      postURL(v.Author.actor(), at.rkey),
		Author:   v.Author.author(),
		Engagement: social.Engagement{
			Likes: v.Likes.n, Shares: sum(v.Reposts.n, v.Quotes.n), Comments: v.Replies.n,
		},
	}
	indexed, _ := parseTime(v.IndexedAt)
	r, err := readRecord(v.Record)
	if err != nil {
		return social.Post{}, err
	}
	r.fill(&p, indexed)
	p.Text = markup.Shown(p.Text, v.Embed.words()...)
	p.Images = v.Embed.shown()
	p.Recordings = v.Embed.recordings("")
	p.Links = add(p.Links, v.Embed.links()...)
	return p, nil
}

// count is a number of likes and the like; nil is unknown.
type count struct{ n *int64 }

// ReadNode takes a number that is not negative.
func (c *count) ReadNode(v lenient.Node) string {
	c.n = v.Count()
	return ""
}

// sum adds what is known; nil when nothing is.
func sum(counts ...*int64) *int64 {
	var total *int64
	for _, n := range counts {
		if n == nil {
			continue
		}
		if total == nil {
			total = new(int64)
		}
		*total += *n
	}
	return total
}

// parseTime reads a date and time (https://atproto.com/specs/lexicon#datetime).
func parseTime(s string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, s)
	return t.UTC(), err == nil
}

package unite

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"earshot/internal/social"
)

// versionStep is longer than the step in which storage tells states apart.
const versionStep = 5 * time.Millisecond

// state is a post with the places at which it was read, as far as these are several.
type state struct {
	post   social.Post
	places []social.Place
}

// gathered is the state of a post with what was read of it now.
type gathered struct {
	state
	merged social.Merged
	read   []social.Post
	// own counts what was read under the post's own identity.
	own  int
	done bool
}

// add adds what was read at one place. What comes out does not depend on the order
// in which places are read: the fullest text stands with all that belongs to it,
// and what it lacks is filled in from the others.
func (g *gathered) add(it item) {
	e := entryOf(it)
	g.read = append(g.read, it.read...)
	g.merged = g.merged.Plus(e.Merged)
	if it.elsewhere() {
		g.merged = g.merged.Plus(kindOf(it, g.post.Source))
	} else {
		g.own++
	}
	p := e.Post
	p.Platform, p.ID = it.target.Platform, it.target.ID
	if p.ThreadID == it.own.ID && it.own != it.target {
		p.ThreadID = it.target.ID
	}
	if g.post.ID == "" || g.post.Deleted {
		g.state = state{post: p, places: []social.Place{placeOf(it, p)}}
		return
	}
	if len(g.places) == 0 {
		g.places = []social.Place{placeOf(item{own: it.target}, g.post)}
	}
	place, isNew := g.place(it, p)
	if p.FetchedAt.Before(place.FirstSeen) {
		place.FirstSeen = p.FetchedAt.UTC()
	}
	if !isNew && p.FetchedAt.Before(place.FetchedAt) {
		return
	}
	place.FetchedAt, place.Length = p.FetchedAt.UTC(), length(p.Text)
	before := g.post
	g.post = join(before, p, g.stands(place))
	g.post.Source = g.source(before.Source)
	if !p.FetchedAt.After(before.FetchedAt) {
		g.post.FetchedAt = before.FetchedAt
		if !same(before, g.post) {
			// Storage would take it for the state that it has.
			g.post.FetchedAt = before.FetchedAt.Add(versionStep)
		}
	}
}

// source is the source that read the post first under the post's own identity, of two
// at once that whose name comes first; known where none did.
func (g *gathered) source(known string) string {
	var first *social.Place
	for i := range g.places {
		at := &g.places[i]
		if at.Key() != g.post.Key() {
			continue
		}
		if first == nil || cmp.Or(at.FirstSeen.Compare(first.FirstSeen), cmp.Compare(at.Source, first.Source)) < 0 {
			first = at
		}
	}
	if first == nil {
		return known
	}
	return first.Source
}

// maxReposts bounds how many places a post has where others only show it again.
const maxReposts = 50

// place finds the place of what was read, or adds it.
func (g *gathered) place(it item, p social.Post) (place *social.Place, isNew bool) {
	for i := range g.places {
		if g.places[i].Key() == it.place() && g.places[i].Source == p.Source {
			return &g.places[i], false
		}
	}
	added := placeOf(it, p)
	if it.post.Via.ID != "" && len(g.places) >= maxReposts {
		return &added, true
	}
	g.places = append(g.places[:len(g.places):len(g.places)], added)
	return &g.places[len(g.places)-1], true
}

// stands tells whether the text at a place is the fullest; of equally full ones it
// is that of the place read first.
func (g *gathered) stands(place *social.Place) bool {
	for i := range g.places {
		o := &g.places[i]
		if o == place {
			continue
		}
		if o.Length > place.Length || o.Length == place.Length && o.FirstSeen.Before(place.FirstSeen) {
			return false
		}
	}
	return true
}

// entry is what is to be stored.
func (g *gathered) entry() social.Entry {
	e := social.Entry{Post: g.post, Read: g.read, Merged: g.merged, Elsewhere: g.own == 0}
	if len(g.places) > 1 {
		e.Places = g.places
	}
	return e
}

func placeOf(it item, p social.Post) social.Place {
	at, url := it.place(), p.URL
	if it.post.Via.ID != "" {
		url = it.post.Via.URL
	}
	return social.Place{
		Platform: at.Platform, ID: at.ID, Source: p.Source, URL: url,
		FirstSeen: p.FetchedAt.UTC(), FetchedAt: p.FetchedAt.UTC(), Length: length(p.Text),
	}
}

// length is how many characters of a text are no space.
func length(text string) int {
	n := 0
	for _, r := range text {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// paywalled is the tag of a page that shows the beginning of its text only; the
// fuller text of another place is without it.
const paywalled = "paywalled"

// join is a stored post with what was read at another place; incoming says that
// the text of that stands.
func join(stored, read social.Post, incoming bool) social.Post {
	p, other := stored, read
	if incoming {
		p, other = read, stored
	}
	if p.Title == "" {
		p.Title = other.Title
	}
	if p.Text == "" {
		p.Text = other.Text
	}
	if p.Author.Label() == "" {
		p.Author = other.Author
	}
	if p.Language == "" {
		p.Language = other.Language
	}
	if len(p.Tags) == 0 {
		p.Tags = slices.DeleteFunc(slices.Clone(other.Tags), func(tag string) bool { return tag == paywalled })
	}
	if len(p.Links) == 0 {
		p.Links = other.Links
	}
	p.Images = pictures(p.Images, other.Images)
	if len(p.Recordings) == 0 {
		p.Recordings = other.Recordings
	}
	if p.Transcript == "" {
		p.Transcript, p.TranscriptFrom, p.TranscriptLanguage = other.Transcript, other.TranscriptFrom, other.TranscriptLanguage
	}
	if p.URL == "" || strings.Contains(p.URL, "?") && other.URL != "" && !strings.Contains(other.URL, "?") {
		p.URL = other.URL
	}
	if other.EditedAt.After(p.EditedAt) {
		p.EditedAt = other.EditedAt
	}
	p.CreatedAt, p.DateFrom, p.Backlog = published(p, other)
	newer, older := read, stored
	if read.FetchedAt.Before(stored.FetchedAt) {
		newer, older = stored, read
	}
	p.Engagement = social.Engagement{
		Likes: latest(newer.Engagement.Likes, older.Engagement.Likes), Shares: latest(newer.Engagement.Shares, older.Engagement.Shares),
		Comments: latest(newer.Engagement.Comments, older.Engagement.Comments), Views: latest(newer.Engagement.Views, older.Engagement.Views),
	}
	p.FetchedAt = newer.FetchedAt
	if stored.Keep == social.KeepAll || read.Keep == social.KeepAll {
		p.Keep = social.KeepAll
	}
	return p
}

func latest(newer, older *int64) *int64 {
	if newer == nil {
		return older
	}
	return newer
}

// published is when a post that two places date was published: as the one says
// that knows it better, or else the earlier. Midnight sharp is a day whose time is
// not known.
func published(a, b social.Post) (time.Time, social.DateFrom, bool) {
	better := b.CreatedAt.Before(a.CreatedAt)
	switch ra, rb := dateRank(a.DateFrom), dateRank(b.DateFrom); {
	case ra != rb:
		better = rb < ra
	case isDay(a.CreatedAt) != isDay(b.CreatedAt) && a.CreatedAt.Sub(b.CreatedAt).Abs() < 36*time.Hour:
		better = isDay(a.CreatedAt)
	}
	if better {
		return b.CreatedAt, b.DateFrom, b.Backlog
	}
	return a.CreatedAt, a.DateFrom, a.Backlog
}

// dateRank ranks what dates come from; 0 is what is known best.
func dateRank(from social.DateFrom) int {
	switch from {
	case social.DatePage:
		return 1
	case social.DateAddress:
		return 2
	case social.DateSeen:
		return 3
	default:
		return 0
	}
}

func isDay(t time.Time) bool { return t.Equal(t.Truncate(24 * time.Hour)) }

// same tells whether two states say the same.
func same(a, b social.Post) bool {
	a.FetchedAt, b.FetchedAt = time.Time{}, time.Time{}
	return reflect.DeepEqual(a, b)
}

// kindOf is what a post that was read elsewhere is, beside one of a source.
func kindOf(it item, source string) social.Merged {
	switch {
	case it.post.Via.ID != "":
		return social.Merged{Reposts: 1}
	case isArticle(it.own.Platform) && it.own.Platform != it.target.Platform:
		return social.Merged{Pages: 1}
	case isArticle(it.own.Platform) && source != "" && it.post.Source != source:
		return social.Merged{Feeds: 1}
	default:
		return social.Merged{Renamed: 1}
	}
}

package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"strings"
	"time"

	"earshot/internal/identity"
	"earshot/internal/social"
)

// isGloballyUnique recognises identifiers that are unique everywhere and not only in
// their feed.
var isGloballyUnique = regexp.MustCompile(`^(?:https?://[^/]+/.|tag:[^,]+,\d|urn:\w|at://.|yt:\w+:.|doi:.)`)

// identityOf is the guid if it is unique everywhere, else the guid within its
// feed, else the link.
func identityOf(feed, guid, link string) string {
	switch {
	case guid == "":
		return link
	case isGloballyUnique.MatchString(guid):
		return guid
	default:
		return feed + "#" + guid
	}
}

// identity is identityOf an entry, or else what it says and when: an entry with
// neither guid nor a link of its own is told from others by nothing else. "" is an
// entry without words.
func (m maker) identity(e entry, p social.Post) string {
	guid := strings.TrimSpace(e.guid)
	if guid != "" || p.URL != "" && !isHome(p.URL) && p.URL != m.home().String() {
		return identityOf(m.lane, guid, p.URL)
	}
	if p.Title == "" && p.Text == "" {
		return p.URL
	}
	return m.lane + "#" + hash(strings.Join([]string{p.Title, strings.TrimSpace(e.published), p.Text}, "\n"))
}

// isHome tells whether an address is that of a site as a whole.
func isHome(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == ""
}

// told is a post and the guid that its entry states.
type told struct {
	post social.Post
	guid string
}

// tellApart returns the posts of a document, each once. Entries with one guid and
// several links are several posts; those with one link, title and date are one,
// whatever their guids, and the first of them, in feeds the newest, stands. A link
// that several posts have, or that is the feed's own page, tells none of them.
func tellApart(read []told, lane, home string) []social.Post {
	first := map[string]told{}
	shared := map[string]bool{identity.Article(home): true}
	for i := range read {
		t := &read[i]
		t.post.Address = ownAddress(t.post, t.guid, home)
		address := addressOf(t.post)
		if f, seen := first[address]; !seen {
			first[address] = *t
		} else if isOther(f, *t) {
			shared[address] = true
		}
	}
	links := map[string]map[string]bool{}
	for _, t := range read {
		if links[t.post.ID] == nil {
			links[t.post.ID] = map[string]bool{}
		}
		links[t.post.ID][addressOr(t.post)] = true
	}
	var posts []social.Post
	place, byID := map[string]int{}, map[string]int{}
	for _, t := range read {
		p := t.post
		address := addressOf(p)
		p.SharedURL = address != "" && shared[address]
		switch {
		case len(links[p.ID]) > 1:
			p.ID += "#" + addressOr(p)
		case t.guid == "" && p.SharedURL && p.ID == p.URL:
			// The first of them now is not the first of them tomorrow.
			p.ID += "#" + hash(heading(p))
		}
		at, again := byID[p.ID]
		if again && (p.SharedURL || address == "") && isOther(told{post: posts[at], guid: t.guid}, t) {
			// Neither guid nor link tells these apart.
			p.ID += "#" + hash(heading(p))
			at, again = byID[p.ID]
		}
		if !again && address != "" && !p.SharedURL {
			at, again = place[address]
		}
		if again {
			p.Merged, p.ID = posts[at].Merged, posts[at].ID
			if lastChange(p).After(lastChange(posts[at])) {
				// An entry that was edited and is listed again.
				posts[at] = p
			}
			posts[at].Merged.Duplicates++
			continue
		}
		place[address], byID[p.ID] = len(posts), len(posts)
		posts = append(posts, p)
	}
	return posts
}

// lastChange is when a post was written or last edited.
func lastChange(p social.Post) time.Time {
	if p.EditedAt.After(p.CreatedAt) {
		return p.EditedAt
	}
	return p.CreatedAt
}

// isOther tells whether two entries with one link are two posts. With one guid they
// are two states of one, unless both title and date are others; with several, they
// are one if both are the same.
func isOther(a, b told) bool {
	sameTitle, sameDate := heading(a.post) == heading(b.post), a.post.CreatedAt.Equal(b.post.CreatedAt)
	if a.guid == b.guid && a.guid != "" {
		return !sameTitle && !sameDate
	}
	return !sameTitle || a.guid != b.guid && !sameDate
}

// ownAddress is the address of an entry about another site's article, where it has
// one on the feed's own site: that of its guid.
func ownAddress(p social.Post, guid, home string) string {
	if identity.Article(guid) == "" || !identity.SameSite(guid, home) || identity.SameSite(p.URL, home) || p.URL == "" {
		return ""
	}
	return guid
}

// addressOf is the address of an entry's article, "" for none.
func addressOf(p social.Post) string {
	if p.Address != "" {
		return identity.Article(p.Address)
	}
	return identity.Article(p.URL)
}

func addressOr(p social.Post) string {
	if address := addressOf(p); address != "" {
		return address
	}
	return p.URL
}

// heading is what tells entries with one link apart.
func heading(p social.Post) string {
	if p.Title != "" {
		return strings.ToLower(p.Title)
	}
	return strings.ToLower(p.Text)
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}

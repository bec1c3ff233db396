package crawlertest_test

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
)

// floor is the least share of items that must be right in every field.
const floor = 0.99

var scoredFields = []string{"id", "url", "author", "text", "time", "images", "engagement"}

// score counts, for one platform, what was right.
type score struct {
	captures, items int
	// whole tells that all of the text is expected, and not only its headline.
	whole bool
	// left counts the items that are left out on purpose.
	left   int
	right  map[string]int
	misses []string
}

func (s *score) miss(format string, args ...any) {
	s.misses = append(s.misses, fmt.Sprintf(format, args...))
}

func (s *score) report(t *testing.T, platform string) {
	if s.items == 0 {
		t.Logf("%s: nothing to compare", platform)
		return
	}
	line := fmt.Sprintf("%s: %d captures, %d items (and %d left out on purpose)", platform, s.captures, s.items, s.left)
	for _, f := range scoredFields {
		share := float64(s.right[f]) / float64(s.items)
		line += fmt.Sprintf(", %s %.2f %%", f, 100*share)
		if share < floor {
			t.Errorf("%s: only %.2f %% right in %s", platform, 100*share, f)
		}
	}
	t.Log(line)
	for _, m := range s.misses {
		t.Log("  " + m)
	}
}

// compare matches the expected items with the posts, by identity or else by place.
func compare(t *testing.T, s *score, want expected, posts []social.Post, body []byte) {
	if s.right == nil {
		s.right = map[string]int{}
	}
	uris, left := statusURIs(body)
	unseen := invisible(body)
	for i, item := range want.Items {
		s.items++
		id := strings.Trim(string(item.ID), `"`)
		if err := json.Unmarshal(item.ID, &id); err != nil || id == "null" {
			id = strings.Trim(string(item.ID), `"`)
		}
		if uri, ok := uris[id]; ok {
			id = uri
		}
		folder, _, _ := strings.Cut(want.File, "/")
		id = expectedID(folder, id, item.URL)
		at := slices.IndexFunc(posts, func(p social.Post) bool {
			return id != "" && id != "null" && sameID(p.ID, id) || (id == "" || id == "null") && p.URL == item.URL
		})
		if at < 0 && i < len(posts) && len(posts) == len(want.Items) {
			at = i
		}
		if at < 0 && (left[id] || item.Deleted || (id == "null" || s.whole) && string(item.CreatedAt) == "null") {
			// Not for everybody, deleted, or nobody can say when it was written.
			s.items--
			s.left++
			continue
		}
		if at < 0 {
			s.miss("%s: item %d (%s) is not there", want.File, i+1, id)
			continue
		}
		p := posts[at]
		for field, ok := range map[string]bool{
			"id": id == "" || id == "null" && p.ID != "" || sameID(p.ID, id),
			"url": item.URL == "" || p.URL == item.URL || s.whole && p.URL == strings.Replace(item.URL, "http://", "https://", 1) || slices.Contains(p.Links, item.URL) || strings.HasSuffix(p.URL, item.URL) ||
				// The article, where the link leads to it by way of a counter.
				strings.Contains(string(body), ">"+p.URL+"</feedburner:origLink>"),
			"author":     item.Author == nil || sameAuthor(p.Author, *item.Author),
			"text":       !s.whole && sameText(p, item.Text) || s.whole && sameWhole(p, item.Text),
			"time":       sameTime(p.CreatedAt, item.CreatedAt),
			"images":     sameImages(p.Images, item.Images, unseen),
			"engagement": sameEngagement(p.Engagement, item.Engagement),
		} {
			if ok {
				s.right[field]++
				continue
			}
			s.miss("%s: item %d: %s: want %s %v %q %s %s %v %s, have %+v", want.File, i+1, field, id, item.Author, item.Text, item.CreatedAt, item.URL, item.Images, item.Engagement, p)
		}
	}
}

// statusURIs maps the ids of a Mastodon server to the global ones, and tells
// which of them are private or by authors who asked not to be indexed.
func statusURIs(body []byte) (uris map[string]string, left map[string]bool) {
	uris, left = map[string]string{}, map[string]bool{}
	var list []struct {
		ID, URI, Visibility string
		Reblog              *struct{ URI string }
		Account             struct {
			NoIndex       bool
			OtherSettings struct{ NoIndex bool } `json:"other_settings"`
		}
	}
	if json.Unmarshal(asTimeline(body), &list) == nil {
		for _, s := range list {
			if s.URI == "" {
				continue
			}
			uris[s.ID] = s.URI
			if s.Reblog != nil {
				uris[s.ID] = s.Reblog.URI
				continue
			}
			public := s.Visibility == "public" || s.Visibility == "unlisted"
			left[s.URI] = !public || s.Account.NoIndex || s.Account.OtherSettings.NoIndex
		}
	}
	return uris, left
}

var (
	imgTag = regexp.MustCompile(`(?is)<img\b[^>]*>`)
	unseen = regexp.MustCompile(`(?i)(?:width|height)\s*[=:]\s*["']?[01](?:px)?["'\s;/>]|display:\s*none|class=["'][^"']*(?:emoji|wp-smiley)`)
)

// invisible is all img tags of a capture that show nothing; escaping, of which
// there may be two layers, and backslashes of JSON are taken off.
func invisible(body []byte) string {
	text := strings.ReplaceAll(html.UnescapeString(html.UnescapeString(string(body))), `\`, "")
	var tags []string
	for _, tag := range imgTag.FindAllString(text, -1) {
		if unseen.MatchString(tag) {
			tags = append(tags, tag)
		}
	}
	return words(strings.Join(tags, ""))
}

func sameAuthor(got social.Author, want string) bool {
	handle, _, _ := strings.Cut(got.Handle, "@")
	return want == got.URL || words(want) == words(got.Handle) || words(want) == words(got.Name) || want == handle || strings.Contains(words(want), words(got.Name)) && got.Name != ""
}

// sameText: the independent reader gives the headline of what has one, else the text.
func sameText(p social.Post, want string) bool {
	w := words(want)
	return strings.Contains(words(p.Title), w) || strings.Contains(words(p.Text), w) || strings.Contains(w, words(p.Title)) && p.Title != ""
}

func sameTime(got time.Time, raw json.RawMessage) bool {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		n, err := strconv.ParseFloat(string(raw), 64)
		return err != nil || got.Unix() == int64(n)
	}
	for _, layout := range []string{time.RFC3339Nano, time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2006-01-02T15:04", time.DateOnly, time.RubyDate} {
		if t, err := time.Parse(layout, s); err == nil {
			name, _ := t.Zone()
			// time.Parse does not know what a zone's name stands for.
			return t.Equal(got) || name != "UTC" && name != "GMT" && name != "" && t.Sub(got).Abs() <= 14*time.Hour
		}
	}
	return s == "" || !got.IsZero()
}

// sameImages: every expected picture is there, but for those nobody can see
// (that reader also lists the ones that only count readers) and films.
func sameImages(got []social.Image, want []string, unseen string) bool {
	for _, w := range want {
		if w = strings.TrimLeft(words(w), "./"); w == "" || strings.Contains(unseen, w) || strings.HasSuffix(w, ".mp4") {
			continue
		}
		if !slices.ContainsFunc(got, func(im social.Image) bool { return strings.HasSuffix(words(im.URL), w) }) {
			return false
		}
	}
	return true
}

func sameEngagement(got social.Engagement, want map[string]json.RawMessage) bool {
	for name, count := range map[string]*int64{"replies": got.Comments, "comments": got.Comments, "favourites": got.Likes, "points": got.Likes, "reblogs": got.Shares, "views": got.Views, "upvotes": got.Likes, "likes": got.Likes, "votes_up": got.Likes, "answers": got.Comments, "renotes": got.Shares, "reactions": got.Likes,
		"like": got.Likes, "comment": got.Comments, "forward": got.Shares, "reply": got.Comments, "view": got.Views, "share": got.Shares, "reposts": got.Shares, "votes": got.Likes} {
		raw, given := want[name]
		if !given {
			continue
		}
		if name == "reactions" {
			raw = sum(raw)
		}
		n, err := strconv.ParseInt(strings.Trim(string(raw), `"`), 10, 64)
		if (err == nil) != (count != nil) || err == nil && n != *count {
			return false
		}
	}
	return true
}

package bluesky

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"earshot/crawler/markup"
	"earshot/internal/social"
)

const (
	// ahead is how far a post's claimed time may be after the time it was first
	// seen, as clocks go wrong by that much.
	ahead = 10 * time.Minute
	// earliest is the first year a post can claim: old posts of other platforms
	// are brought along with their times, zeros of clocks are not.
	earliest = 1990
	// maxMarks bounds the hashtags and the links of a post.
	maxMarks = 100
)

// record is a post as its author wrote it (app.bsky.feed.post). Nobody has
// checked one that comes by Jetstream.
type record struct {
	Text      string            `json:"text"`
	CreatedAt lenient[string]   `json:"createdAt"`
	Langs     lenient[[]string] `json:"langs"`
	Tags      lenient[[]string] `json:"tags"`
	Facets    lenient[[]facet]  `json:"facets"`
	Reply     lenient[struct {
		Parent ref `json:"parent"`
		Root   ref `json:"root"`
	}] `json:"reply"`
	Embed lenient[embed] `json:"embed"`
}

// ref names another record (com.atproto.repo.strongRef).
type ref struct {
	URI string `json:"uri"`
}

// facet says what a stretch of a text is (app.bsky.richtext.facet). Its ends are
// counted in bytes of UTF-8.
type facet struct {
	Index struct {
		Start int `json:"byteStart"`
		End   int `json:"byteEnd"`
	} `json:"index"`
	Features []struct {
		Type string `json:"$type"`
		URI  string `json:"uri"`
		Tag  string `json:"tag"`
	} `json:"features"`
}

// within tells whether f is about a stretch of text. Readers are not shown what
// is not, so it is not read either.
func (f facet) within(text string) bool {
	start, end := f.Index.Start, f.Index.End
	return 0 <= start && start < end && end <= len(text) &&
		utf8.RuneStart(text[start]) && (end == len(text) || utf8.RuneStart(text[end]))
}

// fill reads r into p. indexed is when the post was first seen by somebody else
// than its author, zero where nobody says so.
func (r record) fill(p *social.Post, indexed time.Time) error {
	p.Text = r.Text
	p.CreatedAt = written(r.CreatedAt.value, indexed)
	if p.CreatedAt.IsZero() {
		return social.Errorf(social.CodeBroken, "createdAt %.50q is no time, and there is no indexedAt", r.CreatedAt.value)
	}
	// A client may name several languages, mostly those its user reads.
	if langs := r.Langs.value; len(langs) == 1 && len(langs[0]) <= 35 {
		p.Language = langs[0]
	}
	p.ParentID, p.ThreadID = r.Reply.value.Parent.id(), r.Reply.value.Root.id()
	for _, f := range r.Facets.value {
		if !f.within(r.Text) {
			continue
		}
		for _, feature := range f.Features {
			switch feature.Type {
			case "app.bsky.richtext.facet#link":
				p.Links = add(p.Links, markup.Resolve(nil, feature.URI))
			case "app.bsky.richtext.facet#tag":
				p.Tags = add(p.Tags, hashtag(feature.Tag))
			}
		}
	}
	for _, tag := range r.Tags.value {
		p.Tags = add(p.Tags, hashtag(tag))
	}
	return nil
}

// id is the identity of the post r names, "" when that is no post.
func (r ref) id() string {
	if _, err := parseURI(r.URI, postCollection); err != nil {
		return ""
	}
	return r.URI
}

// written is when a post was published: when its author says so, or when it was
// first seen where that cannot be.
func written(claimed string, indexed time.Time) time.Time {
	at, ok := parseTime(claimed)
	switch {
	case !ok:
		return indexed
	case indexed.IsZero():
		return at
	case at.Year() < earliest, at.Sub(indexed) > ahead:
		return indexed
	default:
		return at
	}
}

// add appends what is not empty and not there yet.
func add(list []string, more ...string) []string {
	for _, s := range more {
		if s = strings.TrimSpace(s); s != "" && len(list) < maxMarks && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

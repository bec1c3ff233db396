package bluesky

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/internal/social"
)

const (
	// ahead is how far a post's claimed time may be after the time it was first
	// seen, as clocks may be wrong by that much.
	ahead = 10 * time.Minute
	// earliest is the first year a post can claim: posts imported from other
	// platforms may be old, but earlier years come from zero times.
	earliest = 1990
	// maxMarks limits the hashtags and the links of a post.
	maxMarks = 100
)

// record is a post as its author wrote it (app.bsky.feed.post). Records from
// Jetstream are not validated.
type record struct {
	text, createdAt string
	langs, tags     []string
	facets          []facet
	parent, root    string
	embed           embed
}

// readRecord reads a record; a field that is not of its type counts as absent,
// so that one invalid field does not lose the post. Without a text it is no
// post. It reads the record in one pass, as a stream has a thousand a second.
func readRecord(raw lenient.Node) (record, error) {
	var r record
	if !raw.IsObject() {
		return r, social.Errorf(social.CodeBroken, "no record")
	}
	fault := false
	raw.ForEach(func(key, value lenient.Node) bool {
		switch key.Str {
		case "text":
			r.text, fault = value.Str, !value.IsText()
		case "createdAt":
			r.createdAt = value.String()
		case "langs":
			r.langs = texts(value)
		case "tags":
			r.tags = texts(value)
		case "facets":
			for _, one := range value.Objects() {
				var f facet
				one.Decode(&f)
				r.facets = append(r.facets, f)
			}
		case "reply":
			r.parent, r.root = reference(value.Get("parent")), reference(value.Get("root"))
		case "embed":
			if !value.Decode(&r.embed) && !value.None() {
				value.Fault("is " + value.Kind())
			}
		}
		return true
	})
	if fault {
		return r, social.Errorf(social.CodeBroken, "the text of a post is no text")
	}
	return r, nil
}

// texts are the strings in a list.
func texts(list lenient.Node) []string {
	var out []string
	for _, value := range list.Array() {
		switch {
		case !value.IsText():
			value.Fault("is " + value.Kind())
		case len(out) < maxMarks:
			out = append(out, value.Str)
		}
	}
	return out
}

// reference is the identity of the post that a strong reference names
// (com.atproto.repo.strongRef), "" when that is no post.
func reference(r lenient.Node) string {
	address := r.Get("uri").String()
	if _, err := parseURI(address, postCollection); err != nil {
		return ""
	}
	return address
}

// facet says what a range of a text is (app.bsky.richtext.facet). Its ends are
// byte offsets in UTF-8.
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

// within tells whether f is about a range inside the text. Others are not shown
// to readers, so they are not read either.
func (f facet) within(text string) bool {
	start, end := f.Index.Start, f.Index.End
	return 0 <= start && start < end && end <= len(text) &&
		utf8.RuneStart(text[start]) && (end == len(text) || utf8.RuneStart(text[end]))
}

// fill reads r into p. indexed is when the platform first saw the post, zero
// where unknown.
func (r record) fill(p *social.Post, indexed time.Time) {
	p.Text = r.text
	p.CreatedAt = written(r.createdAt, indexed)
	// A client may name several languages, mostly those its user reads.
	if langs := r.langs; len(langs) == 1 && len(langs[0]) <= 35 {
		p.Language = langs[0]
	}
	p.ParentID, p.ThreadID = r.parent, r.root
	for _, f := range r.facets {
		if !f.within(r.text) {
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
	for _, tag := range r.tags {
		p.Tags = add(p.Tags, hashtag(tag))
	}
}

// written is when a post was published: as its author says, or when it was
// first seen where that is not believable.
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

// add appends a value that is not empty and not in the list.
func add(list []string, more ...string) []string {
	for _, s := range more {
		if s = strings.TrimSpace(s); s != "" && len(list) < maxMarks && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

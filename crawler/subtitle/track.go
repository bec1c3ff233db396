package subtitle

import (
	"encoding/json"
	"strings"

	"earshot/crawler"
	"earshot/internal/social"
)

// Step is the step of a request for a transcript.
const Step = "transcript"

const (
	// MaxAsked is how many transcripts one page leads to; those of further posts are left.
	MaxAsked = 50
	// maxCarried is the largest post, in bytes of JSON, that waits for its transcript.
	maxCarried = 32 << 10
	// within is for requests whose number nothing bounds but the pages of a lane: a missing
	// transcript is an item that is skipped.
	within = 1 << 20

	varPost, varType, varFrom, varLanguage = "post", "type", "from", "language"
)

// Track is a transcript that a platform offers.
type Track struct {
	URL string
	// Type is its MIME type, Language its BCP 47 tag; either may be empty.
	Type, Language string
	// Machine says that a machine wrote it, People that people did; neither is unknown.
	Machine, People bool
}

// types are the formats by how little they lose.
var types = []string{"text/vtt", "application/x-subrip", "application/srt", "text/srt", "application/json", "text/html", "text/plain"}

// Best chooses among the tracks of a recording in a language: people's before a machine's,
// its own language before others, formats that say who speaks and when before others, and
// else the first. It is false where there is none.
func Best(tracks []Track, language string) (best Track, found bool) {
	rank := func(t Track) int {
		r := len(types)
		for i, kind := range types {
			if strings.HasPrefix(strings.ToLower(t.Type), kind) {
				r = i
				break
			}
		}
		if !sameLanguage(t.Language, language) {
			r += 100
		}
		if t.Machine {
			r += 1000
		}
		return r
	}
	for _, t := range tracks {
		if t.URL != "" && (!found || rank(t) < rank(best)) {
			best, found = t, true
		}
	}
	return best, found
}

// sameLanguage tells whether a track may be in a language; what is not said may be.
func sameLanguage(track, language string) bool {
	first := func(tag string) string {
		tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
		return tag
	}
	return track == "" || language == "" || first(track) == first(language)
}

// Ask makes the request for a track of a post, which Complete adds to it. It is false for
// a post that is too large to wait; it stands as it is.
func Ask(t Track, post social.Post) (crawler.Request, bool) {
	carried, ok := Carry(post)
	if !ok {
		return crawler.Request{}, false
	}
	return crawler.Request{
		URL: t.URL, Header: map[string]string{"Accept": "text/vtt, application/x-subrip, application/json, text/html;q=0.8, text/plain;q=0.7, */*;q=0.1"},
		Step: Step, Vars: map[string]string{varPost: carried, varType: t.Type, varFrom: string(t.from()), varLanguage: t.Language}, Below: true, Within: within,
	}, true
}

// from says who wrote a track.
func (t Track) from() social.TranscriptFrom {
	switch {
	case t.Machine:
		return social.TranscriptAutomatic
	case t.People:
		return social.TranscriptPeople
	default:
		return social.TranscriptPlatform
	}
}

// Carry writes a post for a request that is made because of it. It is false for one that is
// too large.
func Carry(post social.Post) (string, bool) {
	carried, err := json.Marshal(post)
	return string(carried), err == nil && len(carried) <= maxCarried
}

// Carried reads what Carry wrote.
func Carried(written string) (social.Post, error) {
	var post social.Post
	if err := json.Unmarshal([]byte(written), &post); err != nil {
		return social.Post{}, social.Errorf(social.CodeInternal, "the request lost its post: %w", err)
	}
	return post, nil
}

// Complete is the post of a request of Ask with its transcript.
func Complete(resp crawler.Response) (social.Post, error) {
	post, err := Carried(resp.Request.Vars[varPost])
	if err != nil {
		return social.Post{}, err
	}
	kind := resp.Header.Get("Content-Type")
	if said := resp.Request.Vars[varType]; said != "" && !strings.Contains(kind, "charset") {
		kind = said
	}
	text, err := Text(resp.Body, kind)
	if err != nil {
		return social.Post{}, err
	}
	post.Transcript, post.Merged = text, social.Merged{}
	post.TranscriptFrom, post.TranscriptLanguage = social.TranscriptFrom(resp.Request.Vars[varFrom]), strings.TrimSpace(resp.Request.Vars[varLanguage])
	return post, nil
}

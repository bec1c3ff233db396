package conformance

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net/url"
	"regexp"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// CheckAnswer checks what the adapter makes of an answer, and returns that too.
func CheckAnswer(adapter crawler.Adapter, a Answer) (Outcome, []Fault) {
	r := report{check: "answer"}
	got := a.Parse(adapter, a.Body)
	if again := a.Parse(adapter, a.Body); !same(got, again) {
		r.fault("parsing twice gives two answers")
	}
	r.outcome(adapter.Info(), got)
	return got, r.faults
}

// markup finds tags that must not be left in plain text.
var markup = regexp.MustCompile(`</?(?:p|br|div|span|a|img|b|i|em|strong|li|ul|script)(?:\s[^<>]*)?/?>`)

// outcome checks what holds for every answer, also for a damaged one.
func (r *report) outcome(info crawler.Info, out Outcome) {
	switch out.Code {
	case "", social.CodeBroken, social.CodeBlocked, social.CodeLogin, social.CodeCaptcha, social.CodeRateLimited, social.CodeEmpty:
	default:
		r.fault("code %q is not for an answer: %s", out.Code, out.Error)
	}
	seen := map[string]bool{}
	for _, p := range out.Posts {
		r.post(info, p, seen[p.ID])
		seen[p.ID] = true
	}
	for _, next := range out.Next {
		r.request(next)
	}
	for _, s := range out.Skipped {
		if s.Where == "" || s.Error == "" {
			r.fault("a skip that names no place or no reason: %+v", s)
		}
	}
}

func (r *report) post(info crawler.Info, p social.Post, twice bool) {
	switch {
	case p.Platform != info.Platform:
		r.fault("post %q is of platform %q, want %q", p.ID, p.Platform, info.Platform)
	case p.ID == "":
		r.fault("a post without an id: %+v", p)
	case twice:
		r.fault("post %q is there twice", p.ID)
	case p.CreatedAt.Location() != time.UTC || p.EditedAt.Location() != time.UTC:
		r.fault("post %q: times %v and %v are not both UTC", p.ID, p.CreatedAt, p.EditedAt)
	case p.Source != "" || p.Keep != "" || !p.FetchedAt.IsZero():
		r.fault("post %q sets fields that are the runner's", p.ID)
	case markup.MatchString(p.Text):
		r.fault("post %q: markup in %q", p.ID, p.Text)
	}
	for what, address := range addresses(p) {
		if !webAddress(address) && address != "" {
			r.fault("post %q: %s %q is no web address", p.ID, what, address)
		}
	}
	e := p.Engagement
	for _, count := range []struct {
		what string
		n    *int64
	}{{"likes", e.Likes}, {"shares", e.Shares}, {"comments", e.Comments}, {"views", e.Views}} {
		if count.n != nil && (*count.n < 0 || !info.Engagement) {
			r.fault("post %q: %d %s on a platform that gives none", p.ID, *count.n, count.what)
		}
	}
}

func addresses(p social.Post) map[string]string {
	list := map[string]string{"url": p.URL, "author url": p.Author.URL}
	for _, l := range p.Links {
		list["link "+l] = l
	}
	for _, im := range p.Images {
		list["image "+im.URL] = im.URL
	}
	return list
}

func webAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

func (r *report) request(req crawler.Request) {
	if !webAddress(req.URL) {
		r.fault("request for %q, which is no web address", req.URL)
	}
	data, err := json.Marshal(req)
	if err != nil {
		r.fault("request cannot be stored: %v", err)
		return
	}
	var back crawler.Request
	if err := json.Unmarshal(data, &back); err != nil || !same(req, back) {
		r.fault("request does not survive storing: %+v becomes %+v: %v", req, back, err)
	}
}

// CheckDamaged feeds the adapter what is left of an answer when something went
// wrong. It may refuse all of it or skip parts, but never take it for silence.
func CheckDamaged(adapter crawler.Adapter, a Answer) []Fault {
	r := report{check: "damaged"}
	whole := a.Parse(adapter, a.Body)
	mustRefuse := map[string]string{
		"empty": "", "white space": " \n ", "a web page": "<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Please sign in.</p></body></html>",
		"words": "Service temporarily unavailable", "half an object": `{"a":`, "deep list": strings.Repeat("[", 50_000),
		"deep object": strings.Repeat(`{"a":`, 50_000), "deep elements": "<rss><channel><item>" + strings.Repeat("<a:b>", 50_000),
		"zero bytes": strings.Repeat("\x00", 64),
	}
	for name, body := range mustRefuse {
		out := a.Parse(adapter, []byte(body))
		r.outcome(adapter.Info(), out)
		if out.Code == "" && len(out.Skipped) == 0 {
			r.fault("%s is taken for an answer with nothing in it", name)
		}
	}
	for _, part := range []int{1, 2, 3, 5, 7, 9} {
		cut := bytes.TrimSpace(a.Body)
		cut = cut[:len(cut)*part/10]
		out := a.Parse(adapter, cut)
		r.outcome(adapter.Info(), out)
		if out.Code == "" && len(out.Skipped) == 0 && len(out.Posts) < len(whole.Posts) {
			r.fault("%d %% of the answer: %d of %d posts and nothing said of the others", part*10, len(out.Posts), len(whole.Posts))
		}
	}
	if len(a.Body) == 0 {
		return r.faults
	}
	random := rand.New(rand.NewPCG(1, uint64(len(a.Body))))
	for range 30 {
		garbled := bytes.Clone(a.Body)
		for range 1 + random.IntN(8) {
			garbled[random.IntN(len(garbled))] = byte(random.Uint32())
		}
		r.outcome(adapter.Info(), a.Parse(adapter, garbled))
	}
	return r.faults
}

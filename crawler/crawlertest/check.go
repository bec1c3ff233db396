package crawlertest

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/internal/social"
)

func checkGolden(t *testing.T, adapter crawler.Adapter, f Fixture) {
	got := f.parse(adapter, f.body)
	if diff := cmp.Diff(got, f.parse(adapter, f.body)); diff != "" {
		t.Errorf("parsing twice gives two answers:\n%s", diff)
	}
	checkOutcome(t, adapter.Info(), got)
	name := f.name + ".golden.json"
	if *update {
		data, err := json.MarshalIndent(got, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var want outcome
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// markup finds tags that must not be left in plain text.
var markup = regexp.MustCompile(`</?(?:p|br|div|span|a|img|b|i|em|strong|li|ul|script)(?:\s[^<>]*)?/?>`)

// checkOutcome checks what holds for every answer, also for a damaged one.
func checkOutcome(t *testing.T, info crawler.Info, out outcome) {
	t.Helper()
	switch out.Code {
	case "", social.CodeBroken, social.CodeBlocked, social.CodeLogin, social.CodeCaptcha, social.CodeRateLimited:
	default:
		t.Errorf("code %q is not for an answer: %s", out.Code, out.Error)
	}
	seen := map[string]bool{}
	for _, p := range out.Posts {
		switch {
		case p.Platform != info.Platform:
			t.Errorf("post %q is of platform %q, want %q", p.ID, p.Platform, info.Platform)
		case p.ID == "":
			t.Errorf("a post without an id: %+v", p)
		case seen[p.ID]:
			t.Errorf("post %q is there twice", p.ID)
		case p.CreatedAt.IsZero() || p.CreatedAt.Location() != time.UTC || p.EditedAt.Location() != time.UTC:
			t.Errorf("post %q: times %v and %v are not both UTC", p.ID, p.CreatedAt, p.EditedAt)
		case p.Source != "" || p.Keep != "" || !p.FetchedAt.IsZero():
			t.Errorf("post %q sets fields that are the runner's", p.ID)
		case markup.MatchString(p.Text):
			t.Errorf("post %q: markup in %q", p.ID, p.Text)
		}
		seen[p.ID] = true
		for what, address := range addresses(p) {
			if u, err := url.Parse(address); address != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
				t.Errorf("post %q: %s %q is no web address", p.ID, what, address)
			}
		}
		e := p.Engagement
		for what, n := range map[string]*int64{"likes": e.Likes, "shares": e.Shares, "comments": e.Comments, "views": e.Views} {
			if n != nil && (*n < 0 || !info.Engagement) {
				t.Errorf("post %q: %d %s on a platform that gives none", p.ID, *n, what)
			}
		}
	}
	for _, r := range out.Next {
		checkRequest(t, r)
	}
	for _, s := range out.Skipped {
		if s.Where == "" || s.Error == "" {
			t.Errorf("a skip that names no place or no reason: %+v", s)
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

func checkRequest(t *testing.T, r crawler.Request) {
	t.Helper()
	u, err := url.Parse(r.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		t.Errorf("request for %q, which is no web address", r.URL)
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatalf("request cannot be stored: %v", err)
	}
	var back crawler.Request
	if err := json.Unmarshal(data, &back); err != nil || !cmp.Equal(r, back, cmp.Transformer("empty", func(m map[string]string) int { return len(m) })) {
		t.Errorf("request does not survive storing: %+v becomes %+v: %v", r, back, err)
	}
}

// checkDamaged feeds the adapter what is left of an answer when something went
// wrong. It may refuse all of it or skip parts, but never take it for silence.
func checkDamaged(t *testing.T, adapter crawler.Adapter, f Fixture) {
	whole := f.parse(adapter, f.body)
	mustRefuse := map[string]string{
		"empty": "", "white space": " \n ", "a web page": "<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Please sign in.</p></body></html>",
		"words": "Service temporarily unavailable", "half an object": `{"a":`, "deep list": strings.Repeat("[", 50_000),
		"deep object": strings.Repeat(`{"a":`, 50_000), "deep elements": "<rss><channel><item>" + strings.Repeat("<a:b>", 50_000),
		"zero bytes": strings.Repeat("\x00", 64),
	}
	for name, body := range mustRefuse {
		out := f.parse(adapter, []byte(body))
		checkOutcome(t, adapter.Info(), out)
		if out.Code == "" && len(out.Skipped) == 0 {
			t.Errorf("%s is taken for an answer with nothing in it", name)
		}
	}
	for _, part := range []int{1, 2, 3, 5, 7, 9} {
		cut := bytes.TrimSpace(f.body)
		cut = cut[:len(cut)*part/10]
		out := f.parse(adapter, cut)
		checkOutcome(t, adapter.Info(), out)
		if out.Code == "" && len(out.Skipped) == 0 && len(out.Posts) < len(whole.Posts) {
			t.Errorf("%d %% of the answer: %d of %d posts and nothing said of the others", part*10, len(out.Posts), len(whole.Posts))
		}
	}
	random := rand.New(rand.NewPCG(1, uint64(len(f.body))))
	for range 30 {
		garbled := bytes.Clone(f.body)
		for range 1 + random.IntN(8) {
			garbled[random.IntN(len(garbled))] = byte(random.Uint32())
		}
		checkOutcome(t, adapter.Info(), f.parse(adapter, garbled))
	}
}

// joinedInvalid tells whether every error of a joined one has code invalid.
func joinedInvalid(err error) bool {
	var many interface{ Unwrap() []error }
	if !errors.As(err, &many) {
		return false
	}
	for _, e := range many.Unwrap() {
		if social.CodeOf(e) != social.CodeInvalid {
			return false
		}
	}
	return true
}

package dashboard_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"earshot/dashboard"
)

// parts are what a page fetches by itself: the address of each, and what it looks for there.
func parts(doc *goquery.Document) map[string][]string {
	all := map[string][]string{}
	doc.Find("[hx-get][hx-trigger^='load']").Each(func(_ int, s *goquery.Selection) {
		address := s.AttrOr("hx-get", "")
		all[address] = append(all[address], s.AttrOr("hx-select", ""))
	})
	return all
}

// TestWhatWaitsIsFilled sends every page before anything is known: each part that it
// fetches then is found at its address once the database answers, and waits no more.
func TestWhatWaitsIsFilled(t *testing.T) {
	answering := options()
	silent := answering
	silent.Reader, silent.Patience = stalled{}, 20*time.Millisecond
	for path, want := range map[string]int{
		"/": 8, "/topics": 4, "/posts": 2, "/pictures": 1, "/posts?after=abc": 2, "/pictures?after=abc": 1,
	} {
		doc := document(t, get(t, silent, path), http.StatusOK)
		if total := doc.Find("[data-total]"); total.Length() > 0 {
			t.Errorf("%s counts %s of what is not known", path, total.AttrOr("data-total", ""))
		}
		found := 0
		for address, selected := range parts(doc) {
			if strings.Contains(path, "after=") != strings.Contains(address, "after=") {
				t.Errorf("%s is filled by %s, which is another part of the list", path, address)
				continue
			}
			if strings.Contains(address, "after=") {
				found += len(selected)
				continue // the list of the sample is too short to have such a place
			}
			filled := document(t, get(t, answering, address, func(r *http.Request) { r.Header.Set("HX-Request", "true") }), http.StatusOK)
			for _, part := range selected {
				found++
				if part != "" && filled.Find(part).Length() != 1 {
					t.Errorf("%s: %s holds %d of %s", path, address, filled.Find(part).Length(), part)
				}
			}
			if waiting := parts(filled); len(waiting) > 0 {
				t.Errorf("%s: %s waits for %v", path, address, waiting)
			}
		}
		if found < want {
			t.Errorf("%s fetches %d parts, want %d at least", path, found, want)
		}
	}
}

// TestSourcesAreAskedAgain while not all is known of them, head and all.
func TestSourcesAreAskedAgain(t *testing.T) {
	for name, o := range map[string]dashboard.Options{"known": options(), "in part": withoutDatabase()} {
		o.Patience = max(o.Patience, time.Millisecond)
		page := document(t, get(t, o, "/sources"), http.StatusOK)
		part := document(t, get(t, o, "/sources", func(r *http.Request) { r.Header.Set("HX-Request", "true") }), http.StatusOK)
		for _, doc := range []*goquery.Document{page, part} {
			polls := doc.Find("#sources[hx-get^='/sources']").Length() == 1
			inPart := strings.Contains(doc.Find("#sources .page-head").Text(), "Not all is known")
			running := slices.Contains(doc.Find("#sources .since").Map(func(_ int, s *goquery.Selection) string { return strings.TrimSpace(s.Text()) }), "being read now")
			if inPart != (name == "in part") || polls != (inPart || running) {
				t.Errorf("%s: known in part %v, a source is read %v, asks again %v", name, inPart, running, polls)
			}
		}
	}
}

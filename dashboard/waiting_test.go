package dashboard_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"earshot/dashboard"
	"earshot/dashboard/preview"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
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
	repeated := document(t, get(t, answering, "/posts"), http.StatusOK).Find("[data-testid=copies]").First().AttrOr("href", "")
	if repeated == "" {
		t.Fatal("no post has copies")
	}
	for path, want := range map[string]int{
		strings.TrimSuffix(repeated, "/copies"): 1, repeated: 2, repeated + "?after=abc": 2,
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

// uncounting is a reader that never counts copies, and looks for none.
type uncounting struct {
	dashboard.Reader
	dashboard.Corrections
}

func (uncounting) Copies(ctx context.Context, _ []social.Key) (map[social.Key]social.Copies, error) {
	return never[map[social.Key]social.Copies](ctx)
}

func (uncounting) Twins(ctx context.Context, _ social.Key) ([]social.Key, error) {
	return never[[]social.Key](ctx)
}

// TestAPostDoesNotWaitForItsCopies: what is known of a post is sent, and the parts that
// tell of its copies are fetched once these are known.
func TestAPostDoesNotWaitForItsCopies(t *testing.T) {
	answering := options()
	reader := preview.NewReader(preview.Posts())
	corrections := preview.NewCorrections(reader)
	answering.Reader, answering.Corrections = reader, corrections
	path := document(t, get(t, answering, "/posts"), http.StatusOK).Find("[data-testid=post]:has([data-testid=copies]) .post-text").First().AttrOr("href", "")
	var platform, id string
	if _, err := fmt.Sscanf(strings.ReplaceAll(path, "/", " "), " posts %s %s", &platform, &id); err != nil {
		t.Fatal(err)
	}
	key, err := viewmodel.PostKey(platform, id)
	if err != nil {
		t.Fatal(err)
	}
	if err := corrections.Correct(t.Context(), social.Correction{Key: key, Label: social.Negative}); err != nil {
		t.Fatal(err)
	}
	late := answering
	late.Reader, late.Corrections, late.Patience = uncounting{Reader: reader}, uncounting{Corrections: corrections}, 200*time.Millisecond
	sent, whole := document(t, get(t, late, path), http.StatusOK), document(t, get(t, answering, path), http.StatusOK)
	for _, part := range []string{"#post-notes", "#judgement"} {
		if fetched := slices.Concat(slices.Collect(maps.Values(parts(sent)))...); !slices.Contains(fetched, part) || sent.Find(part+" [data-waiting]").Length() != 1 || whole.Find(part).Length() != 1 || whole.Find("[data-waiting]").Length() != 0 {
			t.Errorf("%s: %v are fetched; sent %s", part, parts(sent), sent.Find(part).Text())
		}
	}
	if sent.Find(".detail-text").Text() != whole.Find(".detail-text").Text() || sent.Find("[data-testid=pass-on], [data-testid=copies]").Length() != 0 {
		t.Errorf("sent: %s", sent.Find("#post").Text())
	}
	if whole.Find("[data-testid=pass-on]").Length() != 1 || whole.Find("[data-testid=copies]").Length() != 1 {
		t.Errorf("known: %s", whole.Find("#post").Text())
	}
	if gone := get(t, late, "/posts/mastodon/bm9uZQ"); gone.Code != http.StatusNotFound {
		t.Errorf("a post that is not stored: status %d", gone.Code)
	}
}

// TestALatePartThatIsNotThereSaysSo: what a part of a page finds in the place of what it looks for
// is the sentence about the fault, which it would otherwise look past.
func TestALatePartThatIsNotThereSaysSo(t *testing.T) {
	const path = "/posts/mastodon/bm9uZQ"
	late := options()
	late.Reader, late.Patience = stalled{}, 20*time.Millisecond
	waiting := parts(document(t, get(t, late, path), http.StatusOK))
	if fetched := slices.Concat(slices.Collect(maps.Values(waiting))...); !slices.Equal(fetched, []string{"#post"}) {
		t.Fatalf("the page of a post that is late fetches %v", waiting)
	}
	answer := get(t, options(), path, func(r *http.Request) { r.Header.Set("HX-Request", "true") })
	selected := answer.Header().Get("HX-Reselect")
	if selected == "" {
		t.Fatal("the part looks for #post in an answer that has none")
	}
	if said := document(t, answer, http.StatusNotFound).Find(selected); said.Length() != 1 || strings.TrimSpace(said.Text()) == "" {
		t.Errorf("the part finds %d of %s: %q", said.Length(), selected, said.Text())
	}
}

package dashboard_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/dashboard"
	"earshot/dashboard/preview"
	"earshot/internal/social"
)

// unconfigured has no sources.
type unconfigured struct{ dashboard.Sources }

func (unconfigured) Health(context.Context) ([]social.SourceHealth, error) { return nil, nil }

func (unconfigured) Listened(context.Context, time.Time) (social.Listened, error) {
	return social.Listened{}, nil
}

func TestFirstStartSaysWhatToDo(t *testing.T) {
	o := options()
	o.Reader, o.Sources = preview.NewReader(nil), unconfigured{}
	for title, brands := range map[string][]social.Brand{"No source is configured yet": o.Brands, "No brand is configured yet": nil} {
		o.Brands = brands
		notice := document(t, get(t, o, "/"), http.StatusOK).Find(".notice")
		if notice.Find(".notice-title").Text() != title || !strings.Contains(notice.Text(), "earshot.yaml") {
			t.Errorf("got %s, want %s", notice.Text(), title)
		}
	}
}

func TestEmptySaysWhyAndWhatNext(t *testing.T) {
	o := options()
	o.Reader = preview.NewReader(nil)
	doc := document(t, get(t, o, "/"), http.StatusOK)
	notice := doc.Find(".notice")
	if !strings.Contains(notice.Text(), "Listening has begun") || notice.Find("a[href='/sources']").Length() != 1 {
		t.Errorf("empty: %s", notice.Text())
	}
}

func TestAPageOrPanelAloneSaysWhyItIsEmpty(t *testing.T) {
	o := options()
	o.Reader, o.Sources = preview.NewReader(nil), unconfigured{}
	for _, path := range []string{"/panels/lead", "/topics"} {
		doc := document(t, get(t, o, path), http.StatusOK)
		if title := doc.Find(".notice-title").First().Text(); title != "No source is configured yet" {
			t.Errorf("%s says %q", path, title)
		}
	}
}

// TestNobodyListenedIsNoZero: before the first answer nothing is counted as 0, on the
// list of posts, in a panel that comes alone, and of a source.
func TestNobodyListenedIsNoZero(t *testing.T) {
	o := options()
	o.Reader, o.Sources = preview.NewReader(nil), unheard{}
	for path, want := range map[string]string{
		"/posts": "Mentions in the last 30 days: not listened yet", "/panels/mentions": "Not listened yet",
		"/panels/posts": "Not listened yet", "/panels/shares": "not listened yet",
	} {
		text := document(t, get(t, o, path), http.StatusOK).Find("main, body").First().Text()
		if !strings.Contains(text, want) || strings.Contains(text, "0 mentions") || strings.Contains(text, "Clear the filters") {
			t.Errorf("%s says %q", path, text)
		}
	}
	row := document(t, get(t, o, "/sources"), http.StatusOK).Find("tr#blogs")
	if posts := strings.TrimSpace(row.Find("[data-label='Posts in last run']").Text()); !strings.HasPrefix(posts, "–") {
		t.Errorf("the posts of a source that is being read for the first time: %q", posts)
	}
}

// unheard is a source that is being read for the first time.
type unheard struct{ unconfigured }

func (unheard) Health(context.Context) ([]social.SourceHealth, error) {
	run := social.Run{Source: "blogs", Platform: "feed", State: social.SourceRunning, Started: preview.Now}
	return []social.SourceHealth{{Source: "blogs", Platform: "feed", State: social.SourceRunning, Last: &run}}, nil
}

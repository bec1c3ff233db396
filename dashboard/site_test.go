package dashboard_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"earshot/dashboard"
	"earshot/dashboard/preview"
	"earshot/internal/query"
	"earshot/internal/social"
)

func options() dashboard.Options {
	return dashboard.Options{
		Reader: preview.NewReader(preview.Posts()), Sources: preview.Sources{}, Pictures: preview.Pictures{}, Brands: preview.Brands(),
		Now: func() time.Time { return preview.Now }, Log: slog.New(slog.DiscardHandler), Patience: time.Minute,
	}
}

func get(t *testing.T, o dashboard.Options, path string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	h, err := dashboard.New(o)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func document(t *testing.T, w *httptest.ResponseRecorder, status int) *goquery.Document {
	t.Helper()
	if w.Code != status {
		t.Fatalf("status %d, want %d: %.300s", w.Code, status, w.Body)
	}
	doc, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestEveryPageIsCompleteAndStrict(t *testing.T) {
	for _, path := range []string{
		"/", "/?brand=*&period=24h", "/?period=90d&split=brand", "/?period=7d&split=sentiment", "/?split=all&platform=mastodon", "/posts",
		"/posts?order=engaged&sentiment=negative", "/posts?emotion=joy&intent=question&copies=folded&spam=hidden", "/pictures", "/sources", "/definitions",
		"/topics", "/topics?period=7d&brand=*&aspect=grinder+noise&entity=Leeds",
	} {
		t.Run(path, func(t *testing.T) {
			w := get(t, options(), path)
			if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self'") || strings.Contains(csp, "unsafe") {
				t.Errorf("policy %q", csp)
			}
			doc := document(t, w, http.StatusOK)
			if n := doc.Find("[style], [onclick], script:not([src]):not([type='application/json'])").Length(); n > 0 {
				t.Errorf("%d elements the policy forbids", n)
			}
			if doc.Find("h1").Length() != 1 || doc.Find("main").Length() != 1 {
				t.Error("a page has one h1 and one main")
			}
			if text := doc.Find(".notice-fault").Text(); text != "" {
				t.Errorf("fault %q", text)
			}
			doc.Find("img").Each(func(_ int, s *goquery.Selection) {
				if s.AttrOr("alt", "") == "" {
					t.Error("a picture without alternative text")
				}
			})
		})
	}
}

func TestOverviewSaysWhatTheFiguresSay(t *testing.T) {
	doc := document(t, get(t, options(), "/?period=7d"), http.StatusOK)
	sentence := doc.Find("[data-testid=sentence]")
	figure := doc.Find("[data-testid=figures] .figure-value").First().Text()
	if !strings.HasPrefix(strings.TrimSpace(sentence.Text()), figure+" mentions in the last 7 days") {
		t.Errorf("figure %s, sentence %s", figure, sentence.Text())
	}
	for _, panel := range []string{"mentions", "insights", "sentiment", "shares", "terms", "pictures", "posts"} {
		if doc.Find("[data-testid=panel-"+panel+"]").Length() != 1 {
			t.Errorf("no panel %s", panel)
		}
	}
	if !strings.Contains(doc.Find("[data-testid=insights]").Text(), "Spike on Tue 17 Nov") {
		t.Errorf("no spike in %s", doc.Find("[data-testid=insights]").Text())
	}
}

func TestBadQueryKeepsTheRest(t *testing.T) {
	doc := document(t, get(t, options(), "/?q=battery+NEAR&platform=reddit"), http.StatusOK)
	if !strings.Contains(doc.Find("[data-testid=query-fault]").Text(), "^") {
		t.Error("no caret under the fault")
	}
	if doc.Find("#q").AttrOr("value", "") != "battery NEAR" || doc.Find("input[value=reddit][checked]").Length() != 1 {
		t.Error("what was typed and chosen is lost")
	}
}

// TestQueryNoticesAreShown: what is easily missed in the query that was typed, and
// in that of the brand in view, is said, and the query is used.
func TestQueryNoticesAreShown(t *testing.T) {
	o := options()
	for i := range o.Brands {
		o.Brands[i].Notices = []query.Notice{{Column: 3, Message: "commas make no difference"}}
	}
	doc := document(t, get(t, o, "/?q=battery+not+good"), http.StatusOK)
	notices := doc.Find("[data-testid=query-notice]")
	for _, want := range []string{"operators are written in capitals: NOT", "In the query of " + o.Brands[0].Name + ", character 3: commas make no difference."} {
		if !strings.Contains(notices.Text(), want) {
			t.Errorf("%q is not in %q", want, notices.Text())
		}
	}
	if notices.Length() != 2 || doc.Find("[data-testid=query-fault]").Length() != 0 {
		t.Errorf("%d notices", notices.Length())
	}
}

// TestArabicWordsSayWhatTheyFind: in the query that was typed, and not in those of
// brands, which stand on every page.
func TestArabicWordsSayWhatTheyFind(t *testing.T) {
	o := options()
	o.Brands[0].Query = query.MustParse("قهوة")
	const notice = "[data-testid=query-spellings] li"
	if got := document(t, get(t, o, "/"), http.StatusOK).Find(notice).Text(); got != "" {
		t.Errorf("%q is said of a brand's query", got)
	}
	got := document(t, get(t, o, "/?q="+url.QueryEscape("مقهى")), http.StatusOK).Find(notice).Text()
	if !strings.Contains(got, "مقهي is found behind particles too: المقهي") {
		t.Errorf("of an Arabic word is said %q", got)
	}
}

func TestOlderPostsContinueTheList(t *testing.T) {
	first := document(t, get(t, options(), "/posts"), http.StatusOK)
	next := first.Find(".older a").AttrOr("hx-get", "")
	second := document(t, get(t, options(), next), http.StatusOK)
	seen := map[string]bool{}
	for _, doc := range []*goquery.Document{first, second} {
		doc.Find("[data-testid=post] .post-text").Each(func(_ int, s *goquery.Selection) {
			href := s.AttrOr("href", "")
			if seen[href] {
				t.Errorf("%s is listed twice", href)
			}
			seen[href] = true
		})
	}
	if len(seen) != 50 {
		t.Errorf("%d posts on two pages, want 50", len(seen))
	}
}

func TestPostShowsWhyAndWhatIsUnknown(t *testing.T) {
	list := document(t, get(t, options(), "/posts?platform=reddit&sentiment=negative"), http.StatusOK)
	doc := document(t, get(t, options(), list.Find(".post-text").First().AttrOr("href", "")), http.StatusOK)
	detail := doc.Find("[data-testid=post-detail]")
	if !strings.Contains(detail.Text(), "shares unknown") || detail.Find("mark").Length() == 0 {
		t.Errorf("detail: %s", detail.Text())
	}
	if doc.Find("[data-testid=judgement] .why li").Length() == 0 {
		t.Error("no reasons for the judgement")
	}
}

func TestDeletedPostSaysSoAndShowsNothing(t *testing.T) {
	o := options()
	o.Reader = preview.NewReader([]social.StoredPost{{Post: social.Post{Platform: "mastodon", ID: "1", Deleted: true, FetchedAt: preview.Now}}})
	doc := document(t, get(t, o, "/posts/mastodon/MQ"), http.StatusOK)
	if text := doc.Find("main").Text(); !strings.Contains(text, "This post was deleted") || !strings.Contains(text, "Mastodon showed it no longer") {
		t.Errorf("the page says %q", text)
	}
	if doc.Find("[data-testid='post-detail']").Length() != 0 || doc.Find("h1").Length() != 1 {
		t.Error("the page of a deleted post shows a post")
	}
}

func TestFaults(t *testing.T) {
	for path, want := range map[string]int{
		"/nowhere": 404, "/posts/mastodon/!!": 404, "/posts/mastodon/bm9uZQ": 404, "/panels/none": 404, "/export/none.csv": 404,
		"/media/none": 404, "/assets/none.js": 404, "/posts?after=" + strings.Repeat("x", 600): 400,
	} {
		if w := get(t, options(), path); w.Code != want {
			t.Errorf("%s: status %d, want %d", path, w.Code, want)
		}
	}
	fragment := get(t, options(), "/panels/none", func(r *http.Request) { r.Header.Set("HX-Request", "true") })
	if body := fragment.Body.String(); strings.Contains(body, "<html") || !strings.Contains(body, "notice-fault") {
		t.Errorf("htmx would swap in %.200s", body)
	}
}

func TestOldAddressesLeadToNewOnes(t *testing.T) {
	for from, to := range map[string]string{"/said": "/topics", "/panels/standouts": "/panels/insights"} {
		w := get(t, options(), from+"?period=7d&q=a+%26+b")
		if got := w.Header().Get("Location"); w.Code != http.StatusMovedPermanently || got != to+"?period=7d&q=a+%26+b" {
			t.Errorf("%s: status %d to %s", from, w.Code, got)
		}
	}
}

func TestRunNowIsRefusedFromAnotherSite(t *testing.T) {
	h, err := dashboard.New(options())
	if err != nil {
		t.Fatal(err)
	}
	post := func(site string) int {
		r := httptest.NewRequest(http.MethodPost, "/sources/fosstodon/run", nil)
		r.Header.Set("Sec-Fetch-Site", site)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	if code := post("cross-site"); code != http.StatusForbidden {
		t.Errorf("from another site: %d", code)
	}
	if code := post("same-origin"); code != http.StatusSeeOther {
		t.Errorf("from the dashboard: %d", code)
	}
}

func TestPicturesAreServedSafely(t *testing.T) {
	w := get(t, options(), "/media/scene0")
	h := w.Header()
	if h.Get("Content-Type") != "image/jpeg" || h.Get("X-Content-Type-Options") != "nosniff" ||
		!strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || !strings.Contains(h.Get("Cache-Control"), "immutable") {
		t.Errorf("headers %v", h)
	}
	if other := get(t, options(), "/media/scene1").Header().Get("ETag"); h.Get("ETag") == "" || other == h.Get("ETag") {
		t.Errorf("the tag is %s, and %s of another picture", h.Get("ETag"), other)
	}
	if w := get(t, options(), "/media/scene0", func(r *http.Request) { r.Header.Set("If-None-Match", h.Get("ETag")) }); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("asked again by its tag: %d, %d bytes", w.Code, w.Body.Len())
	}
	o := options()
	o.Pictures = page{}
	if w := get(t, o, "/media/any"); w.Code != http.StatusNotFound || strings.Contains(w.Body.String(), "alert(1)") {
		t.Errorf("markup was served as a picture: %d", w.Code)
	}
}

// page holds markup where a picture should be.
type page struct{}

func (page) Get(context.Context, string) ([]byte, string, error) {
	return []byte("<script>alert(1)</script>"), "text/html", nil
}

func TestSampleSaysSo(t *testing.T) {
	o := options()
	o.Sample = true
	o.Progress = func() dashboard.Progress {
		return dashboard.Progress{Stored: 800, Expected: 2000, SourcesDone: 3, SourcesTotal: 6}
	}
	doc := document(t, get(t, o, "/"), http.StatusOK)
	banner := doc.Find("[data-testid=sample-banner]")
	if !strings.Contains(banner.Text(), "Sample data") || !strings.Contains(banner.Text(), "800 of 2,000 posts") || banner.AttrOr("hx-get", "") == "" {
		t.Errorf("banner: %s", banner.Text())
	}
	o.Progress = func() dashboard.Progress { return dashboard.Progress{Done: true} }
	done := document(t, get(t, o, "/progress"), http.StatusOK).Find("[data-testid=sample-banner]")
	if done.AttrOr("hx-get", "") != "" || done.Find("progress").Length() != 0 {
		t.Error("a full sample still asks")
	}
}

// TestDamageIsShown: pages with figures say that some of what was stored is gone, and
// the Sources page says what.
func TestDamageIsShown(t *testing.T) {
	o := options()
	o.Damage = func(context.Context) []social.Damage {
		return []social.Damage{
			{Kind: social.DamageMissing, Table: "posts", Part: "all_1_1_1", Rows: 47},
			{Kind: social.DamageDetached, Table: "mentions", Part: "broken-on-start_202603_1_1_0", Rows: -1},
		}
	}
	for _, path := range []string{"/", "/posts"} {
		if got := document(t, get(t, o, path), http.StatusOK).Find("[data-testid=damage]").Text(); !strings.Contains(got, "47 rows or more") {
			t.Errorf("%s says %q", path, got)
		}
	}
	doc := document(t, get(t, o, "/sources"), http.StatusOK)
	if got := doc.Find("[data-testid=damaged]").Text(); !strings.Contains(got, "part all_1_1_1 is gone, with 47 rows") || !strings.Contains(got, "set aside, with an unknown number") {
		t.Errorf("the Sources page says %q", got)
	}
	if doc.Find("[data-testid=damage]").Length() != 0 {
		t.Error("the Sources page says it twice")
	}
}

package dashboard_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"earshot/dashboard"
	"earshot/dashboard/panel"
	"earshot/dashboard/preview"
	"earshot/internal/asker"
	"earshot/internal/social"
)

// stalled answers nothing until it is asked no more, as a database that was stopped.
// It has every method of its own, so that none that is added answers.
type stalled struct{}

var _ dashboard.Reader = stalled{}

func never[T any](ctx context.Context) (none T, err error) {
	<-ctx.Done()
	return none, ctx.Err()
}

func (stalled) Figures(ctx context.Context, _ social.Filter) (social.Figures, error) {
	return never[social.Figures](ctx)
}
func (stalled) Backlog(ctx context.Context, _ social.Filter) (int64, error) {
	return never[int64](ctx)
}
func (stalled) Trends(ctx context.Context, _ social.Filter, _ social.Bucket, _ []social.Dimension) ([]social.Trend, error) {
	return never[[]social.Trend](ctx)
}
func (stalled) Posts(ctx context.Context, _ social.Filter, _ social.PostOrder, _ int, _ string) (social.PostPage, error) {
	return never[social.PostPage](ctx)
}
func (stalled) PostsWithPictures(ctx context.Context, _ social.Filter, _ social.PostOrder, _ int, _ string) (social.PostPage, error) {
	return never[social.PostPage](ctx)
}
func (stalled) PostsShowing(ctx context.Context, _ social.Filter, _ social.PostOrder, _, _ int) ([]social.StoredPost, error) {
	return never[[]social.StoredPost](ctx)
}
func (stalled) Terms(ctx context.Context, _ social.Filter, _ int) ([]social.TermCount, error) {
	return never[[]social.TermCount](ctx)
}
func (stalled) Readings(ctx context.Context, _ social.Filter, _ social.Reading, _ int) ([]social.TermCount, error) {
	return never[[]social.TermCount](ctx)
}
func (stalled) Facets(ctx context.Context, _ social.Filter) (social.Facets, error) {
	return never[social.Facets](ctx)
}
func (stalled) Copies(ctx context.Context, _ []social.Key) (map[social.Key]social.Copies, error) {
	return never[map[social.Key]social.Copies](ctx)
}
func (stalled) Post(ctx context.Context, _ social.Key) (social.StoredPost, error) {
	return never[social.StoredPost](ctx)
}
func (stalled) EachPost(ctx context.Context, _ social.Filter, _ func(social.StoredPost) error) error {
	_, err := never[int](ctx)
	return err
}

func (stalled) Gallery(ctx context.Context, _ social.Filter, _ social.GalleryAsk) (social.GalleryPage, error) {
	return never[social.GalleryPage](ctx)
}
func (stalled) Family(ctx context.Context, _ string) (social.FamilyPage, error) {
	return never[social.FamilyPage](ctx)
}

// silentSources know what runs, and not what is stored.
type silentSources struct{ preview.Sources }

func (s silentSources) Health(ctx context.Context) ([]social.SourceHealth, error) {
	all, err := s.Sources.Health(ctx)
	for i := range all {
		all[i].PastUnknown, all[i].Stored, all[i].Recent, all[i].Last = true, 0, nil, nil
	}
	return all, errors.Join(err, context.DeadlineExceeded)
}

func (silentSources) Listened(ctx context.Context, _ time.Time) (social.Listened, error) {
	return never[social.Listened](ctx)
}

// withoutDatabase is a dashboard whose database has not answered for a while.
func withoutDatabase() dashboard.Options {
	o := options()
	o.Reader, o.Sources, o.Patience = stalled{}, silentSources{}, 20*time.Millisecond
	o.Outages = func() []social.Outage {
		return []social.Outage{{Part: social.PartStorage, Kind: social.OutageSilent, Since: preview.Now}}
	}
	o.Outdated = func(ctx context.Context) (social.Outdated, error) { return never[social.Outdated](ctx) }
	return o
}

// countedZero is what a page must not say of what it could not count.
var countedZero = regexp.MustCompile(`No posts|No pictures|No mentions|No keyword|Nothing (?:new|stands|to judge)|\b0 (?:posts|mentions|of)`)

// TestEveryPageSaysThatTheDatabaseIsSilent, with its frame, and counts nothing that is not known.
func TestEveryPageSaysThatTheDatabaseIsSilent(t *testing.T) {
	for path, want := range map[string]int{
		"/": 200, "/topics": 200, "/posts": 200, "/pictures": 200, "/sources": 200, "/definitions": 200, "/corrections": 200,
		"/posts/mastodon/MQ": 200, "/posts/mastodon/MQ/copies": 200, "/export/posts.csv": 503, "/nowhere": 404,
	} {
		w := get(t, withoutDatabase(), path)
		doc := document(t, w, want)
		if text := doc.Find("[data-testid=outage]").Text(); !strings.Contains(text, "has not answered since 1") {
			t.Errorf("%s says of the outage %q", path, text)
		}
		if doc.Find("nav").Length() == 0 {
			t.Errorf("%s has no navigation", path)
		}
		if got := w.Header().Get("Retry-After"); (got != "") != (want == 503) {
			t.Errorf("%s: Retry-After %q", path, got)
		}
		doc.Find(".def, .definitions").Remove()
		if zero := countedZero.FindString(doc.Find("main").Text() + " " + doc.Find("nav").Text()); zero != "" {
			t.Errorf("%s says %q of what is not known", path, zero)
		}
	}
	sources := document(t, get(t, withoutDatabase(), "/sources"), http.StatusOK)
	if rows := sources.Find("[data-testid=sources] tbody tr"); rows.Length() == 0 || !strings.Contains(rows.Text(), "usual not known now") || strings.Contains(rows.Text(), "not read yet") || strings.Contains(rows.Text(), "not listened yet") {
		t.Errorf("sources: %s", rows.Text())
	}
}

// TestEveryPanelSaysThatItWaits and asks again, and a file is refused.
func TestEveryPanelSaysThatItWaits(t *testing.T) {
	h, err := dashboard.New(withoutDatabase())
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for _, page := range panel.Pages() {
		for _, p := range append([]panel.Panel{page.Lead}, page.Panels...) {
			if p.Name == "" {
				continue
			}
			all.Go(func() {
				doc := document(t, send(h, http.MethodGet, "/panels/"+p.Name, nil, "HX-Request", "true"), http.StatusOK)
				again := doc.Find("[hx-get^='/panels/" + p.Name + "']")
				if again.Length() == 0 || !strings.Contains(doc.Text(), "has not answered since") {
					t.Errorf("%s: %s", p.Name, doc.Text())
				}
			})
		}
	}
	all.Wait()
	for _, file := range []string{"posts.csv", "posts.ndjson", "posts.xlsx"} {
		w := send(h, http.MethodGet, "/export/"+file, nil)
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("%s: %d %v", file, w.Code, w.Header())
		}
	}
}

// endless is a reader whose posts never end, and that says how many files are under way.
type endless struct {
	dashboard.Reader
	begun chan struct{}
}

func (e endless) EachPost(ctx context.Context, _ social.Filter, _ func(social.StoredPost) error) error {
	e.begun <- struct{}{}
	<-ctx.Done()
	return ctx.Err()
}

// TestFilesAreBounded: a reader has two at once, and all have four; one who leaves makes room.
func TestFilesAreBounded(t *testing.T) {
	o := options()
	reader := endless{o.Reader, make(chan struct{})}
	o.Reader = reader
	h, err := dashboard.New(o)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(ctx context.Context, from string) int {
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/export/posts.csv", nil)
		r.RemoteAddr = from + ":1"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	ctx, leave := context.WithCancel(t.Context())
	var under sync.WaitGroup
	begin := func(from string) {
		under.Go(func() { ask(ctx, from) })
		<-reader.begun
	}
	begin("192.0.2.1")
	begin("192.0.2.1")
	if code := ask(ctx, "192.0.2.1"); code != http.StatusServiceUnavailable {
		t.Errorf("a reader's third file: %d", code)
	}
	begin("192.0.2.2")
	begin("192.0.2.3")
	if code := ask(ctx, "192.0.2.4"); code != http.StatusServiceUnavailable {
		t.Errorf("the fifth file of all: %d", code)
	}
	leave()
	under.Wait()
	ctx, leave = context.WithCancel(t.Context())
	begin("192.0.2.4")
	leave()
	under.Wait()
}

// TestAFileThatFailsBeforeItsFirstPostIsAnErrorPage, and an empty one is a file.
func TestAFileThatFailsBeforeItsFirstPostIsAnErrorPage(t *testing.T) {
	o := options()
	o.Reader = broken{o.Reader, social.Errorf(social.CodeUnavailable, "no answer")}
	if w := get(t, o, "/export/posts.csv"); w.Code != http.StatusServiceUnavailable || w.Header().Get("Content-Disposition") != "" {
		t.Errorf("a file of a database that is gone: %d %v", w.Code, w.Header())
	}
	for _, file := range []string{"posts.csv", "posts.ndjson", "posts.xlsx"} {
		if w := get(t, options(), "/export/"+file+"?from=2001-01-01&to=2001-01-02"); w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Disposition"), file[5:]) {
			t.Errorf("an empty %s: %d %v", file, w.Code, w.Header())
		}
	}
}

type broken struct {
	dashboard.Reader
	err error
}

func (b broken) EachPost(context.Context, social.Filter, func(social.StoredPost) error) error {
	return b.err
}

// witness tells for whom it is asked.
type witness struct {
	dashboard.Reader
	saw chan asker.Asker
}

func (w witness) Post(ctx context.Context, key social.Key) (social.StoredPost, error) {
	w.saw <- asker.Of(ctx)
	return w.Reader.Post(ctx, key)
}

func (w witness) EachPost(ctx context.Context, f social.Filter, yield func(social.StoredPost) error) error {
	w.saw <- asker.Of(ctx)
	return w.Reader.EachPost(ctx, f, yield)
}

// TestReadersAreToldApart by their address, and what a change follows from is not shared.
func TestReadersAreToldApart(t *testing.T) {
	posts := preview.Posts()
	path := "/posts/mastodon/none"
	for _, c := range []struct {
		method, path, from, through string
		want                        asker.Asker
	}{
		{"GET", path, "192.0.2.7:80", "", asker.Asker{Kind: asker.Page, Reader: "192.0.2.7"}},
		{"GET", path, "192.0.2.7:80", "198.51.100.1", asker.Asker{Kind: asker.Page, Reader: "192.0.2.7"}},
		{"GET", path, "127.0.0.1:80", "203.0.113.9, 198.51.100.1", asker.Asker{Kind: asker.Page, Reader: "198.51.100.1"}},
		{"GET", path, "[::1]:80", "nonsense", asker.Asker{Kind: asker.Page, Reader: "::1"}},
		{"GET", "/export/posts.csv", "192.0.2.7:80", "", asker.Asker{Kind: asker.File, Reader: "192.0.2.7"}},
		{"POST", "", "192.0.2.7:80", "", asker.Asker{Reader: "192.0.2.7"}},
	} {
		o := options()
		reader := witness{preview.NewReader(posts), make(chan asker.Asker, 9)}
		o.Reader, o.Corrections = reader, preview.NewCorrections(preview.NewReader(posts))
		h, err := dashboard.New(o)
		if err != nil {
			t.Fatal(err)
		}
		to, body := c.path, url.Values{}
		if c.method == "POST" {
			to = document(t, send(h, http.MethodGet, "/posts", nil), http.StatusOK).Find(".post-text").First().AttrOr("href", "") + "/label"
			body.Set("label", "negative")
		}
		r := httptest.NewRequest(c.method, to, strings.NewReader(body.Encode()))
		r.RemoteAddr = c.from
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("HX-Request", "true")
		if c.through != "" {
			r.Header.Set("X-Forwarded-For", c.through)
		}
		h.ServeHTTP(httptest.NewRecorder(), r)
		if got := <-reader.saw; got != c.want {
			t.Errorf("%s: asked for %+v, want %+v", fmt.Sprint(c), got, c.want)
		}
	}
}

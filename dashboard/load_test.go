package dashboard_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"earshot/dashboard"
	"earshot/dashboard/panel"
	"earshot/internal/social"
)

// failing answers every query but Terms, which fails with err, or never returns
// when err is nil.
type failing struct {
	dashboard.Reader
	err error
}

func (f failing) Terms(ctx context.Context, _ social.Filter, _ int) ([]social.TermCount, error) {
	if f.err == nil {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return nil, f.err
}

func TestAPanelFailsAlone(t *testing.T) {
	o := options()
	o.Reader = failing{o.Reader, errors.New("secret detail")}
	doc := document(t, get(t, o, "/"), http.StatusOK)
	if doc.Find("[data-testid=panel-terms] .notice-fault a").Length() != 1 {
		t.Error("the panel does not say how to try again")
	}
	if doc.Find("[data-testid=panel-shares] .notice-fault").Length() != 0 || doc.Find("[data-testid=shares] li").Length() != 3 {
		t.Error("another panel was touched")
	}
	if strings.Contains(doc.Text(), "secret detail") {
		t.Error("the page tells what only the log should")
	}
}

// TestEveryPanelComesAlone fails when a panel reads a query that it does not ask.
func TestEveryPanelComesAlone(t *testing.T) {
	for _, page := range panel.Pages() {
		for _, p := range append([]panel.Panel{page.Lead}, page.Panels...) {
			if p.Name == "" {
				continue
			}
			doc := document(t, get(t, options(), "/panels/"+p.Name+"?period=7d&brand=*"), http.StatusOK)
			if doc.Find("#"+p.Name).Length() != 1 || doc.Find(".notice-fault, .skeleton").Length() != 0 {
				t.Errorf("%s: %s", p.Name, doc.Text())
			}
		}
	}
}

func TestASlowPanelFetchesItself(t *testing.T) {
	o := options()
	o.Reader, o.Patience = failing{Reader: o.Reader}, 300*time.Millisecond
	doc := document(t, get(t, o, "/"), http.StatusOK)
	if load := doc.Find("[data-testid=panel-terms] .skeleton").AttrOr("hx-get", ""); !strings.HasPrefix(load, "/panels/terms?") {
		t.Errorf("the skeleton fetches %q", load)
	}
	fast := document(t, get(t, options(), "/panels/terms?brand=Northwind"), http.StatusOK)
	if fast.Find("#terms [data-testid=terms] li").Length() == 0 {
		t.Error("the panel's own address has no terms")
	}
}

// slow answers Terms once let is closed, and counts how often it runs.
type slow struct {
	dashboard.Reader
	runs *atomic.Int32
	let  chan struct{}
}

func (s slow) Terms(ctx context.Context, f social.Filter, limit int) ([]social.TermCount, error) {
	s.runs.Add(1)
	<-s.let
	return s.Reader.Terms(ctx, f, limit)
}

func TestASkeletonWaitsForTheRunningQuery(t *testing.T) {
	for page, panel := range map[string]string{"/": "terms", "/topics?period=7d": "emerging"} {
		o := options()
		reader := slow{o.Reader, new(atomic.Int32), make(chan struct{})}
		o.Reader, o.Patience = reader, 300*time.Millisecond
		h, err := dashboard.New(o)
		if err != nil {
			t.Fatal(err)
		}
		ask := func(path string) *goquery.Document {
			w := httptest.NewRecorder()
			ctx, leave := context.WithCancel(t.Context())
			h.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil))
			leave()
			return document(t, w, http.StatusOK)
		}
		load := ask(page).Find("[data-testid=panel-"+panel+"] .skeleton").AttrOr("hx-get", "")
		close(reader.let)
		if panel := ask(load); panel.Find("[data-testid=terms] li").Length() == 0 {
			t.Errorf("%s has no terms", load)
		}
		if n := reader.runs.Load(); n != 1 {
			t.Errorf("%s ran the query %d times, want once", page, n)
		}
	}
}

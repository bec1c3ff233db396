package panel

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"earshot/dashboard/urlstate"
)

func testQueries(t *testing.T) *Queries {
	t.Helper()
	s := &Site{Now: func() time.Time { return time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC) }, Log: slog.New(slog.DiscardHandler)}
	return s.Queries(t.Context(), urlstate.View{Brand: "Northwind"})
}

func TestAQueryIsSharedByItsNameAndType(t *testing.T) {
	q := testQueries(t)
	runs := 0
	number := func() *Pending[int] {
		return Ask(q, "answer", func(context.Context) (int, error) { runs++; return 42, nil })
	}
	text := Ask(q, "answer", func(context.Context) (string, error) { return "forty-two", nil })
	if err := wait(t.Context(), number(), number(), text); err != nil {
		t.Fatal(err)
	}
	if runs != 1 || number().Value() != 42 || text.Value() != "forty-two" {
		t.Errorf("%d runs, %d and %q", runs, number().Value(), text.Value())
	}
}

func TestAQueryOutlivesItsRequestAndAPanicIsAnError(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	q := testQueries(t).Site.Queries(ctx, urlstate.View{})
	leave()
	alive := Ask(q, "alive", func(ctx context.Context) (bool, error) { return ctx.Err() == nil, nil })
	broken := Ask(q, "broken", func(context.Context) (bool, error) { panic("no") })
	if err := wait(t.Context(), alive); err != nil || !alive.Value() {
		t.Errorf("cancelled with its request: %v", err)
	}
	if err := wait(t.Context(), broken); err == nil || errors.Is(err, ErrLate) {
		t.Errorf("a panic gives %v", err)
	}
}

func TestTheCacheHoldsPagesThatAreLate(t *testing.T) {
	var cache Cache
	page := Page{Path: "/"}
	q := testQueries(t)
	site, v := q.Site, q.View
	let := make(chan struct{})
	slow := Ask(q, "slow", func(context.Context) (int, error) { <-let; return 1, nil })
	slow.Start()
	cache.Keep(page, q)
	if cache.Page(t.Context(), site, page, v) != q || cache.Panel(t.Context(), site, page, v) != q {
		t.Error("a late page does not come from the cache")
	}
	if cache.Panel(t.Context(), site, Page{Path: "/other"}, v) == q {
		t.Error("another page shares its queries")
	}
	close(let)
	if err := wait(t.Context(), slow); err != nil {
		t.Fatal(err)
	}
	if cache.Page(t.Context(), site, page, v) == q || cache.Panel(t.Context(), site, page, v) != q {
		t.Error("once it is complete the page is counted anew, and its panels are not")
	}
	now := site.Now()
	site.Now = func() time.Time { return now.Add(cacheFor + time.Second) }
	if cache.Panel(t.Context(), site, page, v) == q {
		t.Error("the cache does not expire")
	}
}

func TestAFailedQueryLeavesTheCache(t *testing.T) {
	var cache Cache
	page := Page{Path: "/"}
	q := testQueries(t)
	let := make(chan struct{})
	failing := Ask(q, "failing", func(context.Context) (int, error) { <-let; return 0, errors.New("no") })
	failing.Start()
	cache.Keep(page, q)
	close(let)
	if err := wait(t.Context(), failing); err == nil {
		t.Fatal("no error")
	}
	if cache.Panel(t.Context(), q.Site, page, q.View) == q {
		t.Error("a failed query is served again")
	}
}

func TestAnAnswerThatIsNotThereIsNotRead(t *testing.T) {
	p := Ask(testQueries(t), "never started", func(context.Context) (int, error) { return 1, nil })
	defer func() {
		if recover() == nil {
			t.Error("the answer was read before the query returned")
		}
	}()
	p.Value()
}

package storage_test

import (
	"fmt"
	"sync"
	"testing"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/database"
	"earshot/storage/storagetest"
)

// TestSeveralProcessesRefreshOneStore: analyzers that share a store each call
// RefreshTrends, and an import does beside them. Here one stands still after each of the
// statements of a refresh, while posts are stored and another one refreshes.
func TestSeveralProcessesRefreshOneStore(t *testing.T) {
	t.Parallel()
	for _, after := range []string{"refresh_days", "refresh_months", "insert_source_days"} {
		t.Run(after, func(t *testing.T) {
			t.Parallel()
			dsn := storagetest.DSN(t)
			slow, other := storagetest.OpenAt(t, dsn), storagetest.OpenAt(t, dsn)
			storagetest.Write(t, slow, storagetest.Entry("1", "Northwind"))
			stands, goOn := make(chan struct{}), make(chan struct{})
			var once sync.Once
			slow.Observe(func(c database.Cost) {
				if c.Query == after {
					once.Do(func() { close(stands); <-goOn })
				}
			})
			var running sync.WaitGroup
			running.Go(func() { refresh(t, slow, 3) })
			<-stands
			storagetest.Write(t, other, storagetest.Entry("2", "Northwind"))
			refresh(t, other, 3)
			told(t, other, 2)
			close(goOn)
			running.Wait()
			told(t, other, 2)
			slow.MonthsApart, other.MonthsApart = 0, 0
			refresh(t, other, 3)
			told(t, slow, 2)
			r, err := slow.Compare(t.Context(), nil)
			if err != nil || len(r.Faulty) > 0 || len(r.Trends) > 0 {
				t.Errorf("not exact: %+v, %v", r, err)
			}
		})
	}
}

// told wants that many posts told of by what is counted in each way.
func told(t *testing.T, s *storage.Store, posts int64) {
	t.Helper()
	f := social.Filter{Brand: "Northwind"}
	figures, err := s.Figures(t.Context(), f)
	if err != nil || figures.Mentions != posts {
		t.Errorf("%d mentions are told, want %d, %v", figures.Mentions, posts, err)
	}
	terms, err := s.Terms(t.Context(), f, 1)
	if err != nil || len(terms) != 1 || terms[0].Mentions != posts {
		t.Errorf("the terms %v are told, want %d, %v", terms, posts, err)
	}
	counts, err := s.SourceCounts(t.Context())
	var sum int64
	for _, n := range counts {
		sum += n
	}
	if err != nil || sum != posts {
		t.Errorf("%v posts of sources are told, want %d, %v", counts, posts, err)
	}
}

// TestWhoseTurnItIs: another process is waited for while it shows that it lives, and not
// when it died, or when the clock of the server was set.
func TestWhoseTurnItIs(t *testing.T) {
	t.Parallel()
	dsn := storagetest.DSN(t)
	s := storagetest.OpenAt(t, dsn)
	for i, c := range []struct {
		row  string
		wait bool
	}{
		{"'refresh', 'lives', now64(6), 0", true},
		{"'refresh', 'lives', now64(6), 1", false},
		{"'refresh', 'died', now64(6) - INTERVAL 21 SECOND, 0", false},
		{"'refresh', 'of before the clock was set back', now64(6) + INTERVAL 1 HOUR, 0", false},
		{"'something else', 'lives', now64(6), 0", false},
	} {
		execOn(t, dsn, "INSERT INTO turns (what, holder, at, ended) SELECT "+c.row)
		storagetest.Write(t, s, storagetest.Entry(fmt.Sprint(i), "Northwind"))
		days, err := s.RefreshTrends(t.Context())
		if err != nil || (days == 0) != c.wait {
			t.Errorf("%s: %d days are refreshed, %v", c.row, days, err)
		}
	}
}

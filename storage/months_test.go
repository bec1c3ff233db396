package storage_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// TestReadingsOfMonthsAreExact counts readings over whole months, whose rollup is made
// once they rest, over parts of them, and while some of them have changed.
func TestReadingsOfMonthsAreExact(t *testing.T) {
	t.Parallel()
	h := history{rand.New(rand.NewPCG(5, 5))}
	dsn, m := storagetest.DSN(t), newModel()
	s := storagetest.OpenAt(t, dsn)
	day := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC) }
	periods := [][2]time.Time{
		{day(2, 1), day(4, 1)}, {day(3, 1), day(3, 29)}, {day(3, 1).Add(7 * time.Hour), day(4, 2)}, {{}, day(4, 1)}, {day(2, 1), day(3, 1)}, {{}, {}},
	}
	filters := []social.Filter{
		{}, {Brand: "A"}, {FoldCopies: true}, {Brand: "A", HideSpam: true}, {Labels: []social.Label{social.Positive, social.Unknown}},
		{Brand: "B", Labels: []social.Label{social.Unsure}, FoldCopies: true}, {Platforms: []string{"feed"}},
	}
	same := func(stage string) {
		t.Helper()
		for i, f := range filters {
			for _, limit := range []int{2, 100} {
				period := periods[h.IntN(len(periods))]
				if i == 0 {
					period = periods[0]
				}
				f.From, f.To = period[0], period[1]
				of := social.Readings()[h.IntN(len(social.Readings()))].Reading
				got, err := s.Readings(t.Context(), f, of, limit)
				if err != nil {
					t.Fatal(err)
				}
				want := m.readings(f, of)
				if f.From.IsZero() || f.To.IsZero() {
					for i := range want {
						want[i].Previous = 0
					}
				}
				if diff := gocmp.Diff(want[:min(len(want), limit)], got, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s: %s under %+v (-want +got):\n%s", stage, of, f, diff)
				}
			}
		}
	}
	for round := range 3 {
		var entries []social.Entry
		for i := range 80 {
			e := h.entry()
			e.Post.ID = fmt.Sprint(h.IntN(150))
			e.Post.FetchedAt = e.Post.FetchedAt.Add(time.Duration(round*1000+i) * time.Minute)
			entries = append(entries, e)
		}
		m.write(entries)
		write(t, s, entries...)
		same("changed")
		// The first recomputes days, the others months that rest. What was counted is left
		// alone for a while; here the while is over for another process.
		refresh(t, s, 8)
		same("at rest")
		s = storagetest.OpenAt(t, dsn)
		s.MonthsApart = 0
		refresh(t, s, 8)
		same("counted again")
	}
}

// TestAMonthIsNotCountedTwiceUnderAQuestion: the rows that a question was told of a moment
// ago are there when it reads them.
func TestAMonthIsNotCountedTwiceUnderAQuestion(t *testing.T) {
	t.Parallel()
	dsn := storagetest.DSN(t)
	s := storagetest.OpenAt(t, dsn)
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	// counts are those of the month whose rows are there, beside one another.
	counts := func() (n uint64) {
		t.Helper()
		if err := onConn(opts, func(c driver.Conn) error {
			return c.QueryRow(t.Context(), "SELECT uniqExact(version) FROM reading_months").Scan(&n)
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for i := range 4 {
		if i == 2 {
			s = storagetest.OpenAt(t, dsn) // another process, or this one anew
		}
		storagetest.Write(t, s, storagetest.Entry(fmt.Sprint(i), "Northwind"))
		refresh(t, s, 3)
		found, err := s.Terms(t.Context(), social.Filter{Brand: "Northwind"}, 1)
		if err != nil || len(found) != 1 || found[0].Mentions != int64(i+1) {
			t.Errorf("%d posts: the terms %v, %v", i+1, found, err)
		}
		if n := counts(); n != 1 {
			t.Errorf("%d posts: the month was counted %d times", i+1, n)
		}
	}
}

func refresh(t *testing.T, s *storage.Store, times int) {
	t.Helper()
	for range times {
		if _, err := s.RefreshTrends(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

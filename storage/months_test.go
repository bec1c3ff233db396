package storage_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestReadingsOfMonthsAreExact counts readings over whole months, whose rollup is made
// once they rest, over parts of them, and while some of them have changed.
func TestReadingsOfMonthsAreExact(t *testing.T) {
	t.Parallel()
	h := history{rand.New(rand.NewPCG(5, 5))}
	s, m := storagetest.Open(t), newModel()
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
		// The first recomputes days, the others months that rest.
		for range 8 {
			if _, err := s.RefreshTrends(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		same("at rest")
	}
}

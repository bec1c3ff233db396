package figure_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestTrendsInPartsAreThoseOfTheWhole: in whatever zone and steps, where the period begins
// and ends within a step, and where nothing says when it does.
func TestTrendsInPartsAreThoseOfTheWhole(t *testing.T) {
	s := storagetest.Open(t)
	random := rand.New(rand.NewPCG(9, 10))
	var entries []social.Entry
	for i := range 200 {
		e := storagetest.Entry(string(rune('a'+i%26))+time.Duration(i).String(), []string{"Northwind", "Contoso"}[random.IntN(2)])
		e.Post.CreatedAt = storagetest.Noon.Add(time.Duration(random.IntN(500*24)) * time.Hour)
		e.Post.FetchedAt = e.Post.CreatedAt.Add(time.Hour)
		entries = append(entries, e)
	}
	storagetest.Write(t, s, entries...)
	zone, err := time.LoadLocation("America/Santiago")
	if err != nil {
		t.Fatal(err)
	}
	from, to := storagetest.Noon.Add(31*time.Hour+17*time.Minute), storagetest.Noon.Add(400*24*time.Hour)
	for name, f := range map[string]social.Filter{
		"all": {Zone: zone}, "a brand": {Brand: "Northwind"}, "within": {From: from, To: to, Zone: zone}, "folded": {FoldCopies: true, To: to}, "none": {Brand: "Tailspin"},
	} {
		for _, by := range []social.Bucket{social.ByDay, social.ByWeek, social.ByMonth, social.ByHour} {
			if f := &f; by == social.ByHour {
				f.From, f.To = from, from.Add(20*24*time.Hour)
			}
			want, err := s.Trends(t.Context(), f, by, social.Dimensions())
			if err != nil {
				t.Fatal(err)
			}
			var got []social.Trend
			err = s.EachTrends(t.Context(), f, by, social.Dimensions(), storagetest.Noon, func(_, _ time.Time, rows []social.Trend) error {
				for i := range rows { // which only files have
					if seen := rows[i].VisualOnly; seen == nil || *seen != 0 {
						t.Errorf("%s by %s: %v mentions by pictures alone, no post has a picture", name, by, seen)
					}
					rows[i].VisualOnly = nil
				}
				got = append(got, rows...)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) && a.String() == b.String() })); diff != "" {
				t.Errorf("%s by %s (-want +got):\n%s", name, by, diff)
			}
		}
	}
}

package figure_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/figure"
	"earshot/storage/storagetest"
)

// TestWindowsTileThePeriod: whatever months there are, and wherever the period begins and
// ends, no moment in which there may be mentions is left out or looked at twice.
func TestWindowsTileThePeriod(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	base := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for range 2000 {
		months := map[[2]time.Time]uint64{}
		first, last := time.Time{}, time.Time{}
		for i := range 40 {
			if random.IntN(3) > 0 {
				continue
			}
			begin := base.AddDate(0, i, random.IntN(10))
			end := begin.AddDate(0, 0, random.IntN(18))
			months[[2]time.Time{begin, end}] = uint64(1 + random.IntN(1_000_000))
			if first.IsZero() {
				first = begin
			}
			last = end.AddDate(0, 0, 1)
		}
		from := base.Add(time.Duration(random.IntN(40*30*24)) * time.Hour)
		to := from.Add(time.Duration(random.IntN(40*30*24*60)) * time.Minute)
		windows := figure.Windows(from, to, months)
		for i, w := range windows {
			if !w[0].Before(w[1]) || w[0].Before(from) || w[1].After(to) || i > 0 && !w[1].Equal(windows[i-1][0]) {
				t.Fatalf("window %d of %v in %v to %v of %v", i, windows, from, to, months)
			}
		}
		if len(months) == 0 || !from.Before(last) || !to.After(first) || !from.Before(to) {
			continue // nothing to find
		}
		if len(windows) == 0 || !windows[0][1].Equal(to) || windows[len(windows)-1][0].After(later(from, first)) {
			t.Fatalf("%v leave out some of %v to %v with %v", windows, from, to, months)
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// TestNewestListsAreThoseOfTheWhole: page by page, folded or not, the list is what the
// export of the same filter has, the other way round.
func TestNewestListsAreThoseOfTheWhole(t *testing.T) {
	s := storagetest.Open(t)
	scatter(t, s, rand.New(rand.NewPCG(7, 8)), 150)
	early := storagetest.Noon.Add(100 * time.Hour)
	for name, f := range map[string]social.Filter{
		"all": {Unmatched: true}, "brand": {Brand: "Contoso"}, "folded": {FoldCopies: true}, "folded, some days": {FoldCopies: true, From: early, Unmatched: true},
		"folded, of a platform": {FoldCopies: true, Platforms: []string{"feed"}, To: storagetest.Noon.Add(400 * time.Hour)},
	} {
		var want []social.Key
		err := s.EachPost(t.Context(), f, func(p social.StoredPost) error {
			want = append(want, p.Post.Key())
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var got, pictured, withPictures []social.Key
		for _, p := range byKey(t, s, f) {
			got = append(got, p.Post.Key())
			if len(p.Post.Images) > 0 {
				withPictures = append(withPictures, p.Post.Key())
			}
		}
		if diff := gocmp.Diff(want, got); diff != "" || len(got) == 0 {
			t.Errorf("%s: %d posts (-want +got):\n%s", name, len(got), diff)
		}
		for after := ""; ; {
			page, err := s.PostsWithPictures(t.Context(), f, social.NewestFirst, 20, after)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range page.Posts {
				pictured = append(pictured, p.Post.Key())
			}
			if after = page.Next; after == "" {
				break
			}
		}
		byIdentity := func(a, b social.Key) int { return cmp.Or(cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.ID, b.ID)) }
		slices.SortFunc(withPictures, byIdentity)
		slices.SortFunc(pictured, byIdentity)
		if diff := gocmp.Diff(withPictures, pictured); diff != "" {
			t.Errorf("%s with pictures (-want +got):\n%s", name, diff)
		}
	}
}

package figure_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// scatter writes posts at random: some at the same time, some with pictures that are
// known or not, read at several places, written again with another date, or deleted.
func scatter(t *testing.T, s *storage.Store, random *rand.Rand, n int) {
	t.Helper()
	brands := [][]string{nil, {"Northwind"}, {"Contoso"}, {"Northwind", "Contoso"}}
	var media []social.Media
	for range 3 {
		var entries []social.Entry
		for range n {
			e := storagetest.Entry(fmt.Sprint(random.IntN(2*n)), brands[random.IntN(len(brands))]...)
			e.Post.Platform = []string{"feed", "mastodon", "zulip"}[random.IntN(3)]
			e.Post.CreatedAt = storagetest.Noon.Add(time.Duration(random.IntN(40)) * 13 * time.Hour)
			e.Post.FetchedAt = e.Post.CreatedAt.Add(time.Duration(random.IntN(1000)) * time.Hour)
			e.Post.Images = nil
			for i := range random.IntN(3) {
				image := social.Image{URL: fmt.Sprintf("https://example.social/%d.jpg", random.IntN(n)), Alt: "a cup", Width: i}
				e.Post.Images = append(e.Post.Images, image)
				if random.IntN(2) == 0 {
					media = append(media, social.Media{URL: image.URL, State: social.MediaReady, SHA256: fmt.Sprint("sha", random.IntN(n/4)), Caption: "a cup", Tags: []string{"cup"}, FetchedAt: e.Post.FetchedAt})
				}
			}
			if e.Analysis.Original = (social.Key{}); random.IntN(4) == 0 {
				e.Analysis.Original = social.Key{Platform: "feed", ID: fmt.Sprint(random.IntN(2 * n))}
			}
			if random.IntN(8) == 0 {
				e.Places = []social.Place{
					{Platform: e.Post.Platform, ID: e.Post.ID, Source: "tags", URL: e.Post.URL, FirstSeen: e.Post.FetchedAt, FetchedAt: e.Post.FetchedAt, Length: 3},
					{Platform: "feed", ID: "elsewhere", Source: "other", URL: "https://example.com/", FirstSeen: e.Post.FetchedAt, FetchedAt: e.Post.FetchedAt, Length: 3},
				}
			}
			if random.IntN(10) == 0 {
				e = storagetest.Deleted(e)
			}
			entries = append(entries, e)
		}
		storagetest.Write(t, s, entries...)
	}
	if err := s.WriteMedia(t.Context(), media); err != nil {
		t.Fatal(err)
	}
}

// byKey lists posts page by page, each looked up by its identity, the oldest first.
func byKey(t *testing.T, s *storage.Store, f social.Filter) []social.StoredPost {
	t.Helper()
	var posts []social.StoredPost
	for after := ""; ; {
		page, err := s.Posts(t.Context(), f, social.NewestFirst, 7, after)
		if err != nil {
			t.Fatal(err)
		}
		posts = append(posts, page.Posts...)
		if after = page.Next; after == "" {
			slices.Reverse(posts)
			return posts
		}
	}
}

// TestPostsInOrderAreThoseOfTheList: what is read in one go is what is looked up post by
// post, however it is parted.
func TestPostsInOrderAreThoseOfTheList(t *testing.T) {
	s := storagetest.Open(t)
	random := rand.New(rand.NewPCG(1, 2))
	scatter(t, s, random, 150)
	spans := map[string][3]uint64{"one span": {1000, 1000, 1000}, "many posts": {1000, 1000, 0}, "short spans": {5, 40, 20}}
	filters := map[string]social.Filter{
		"all": {Unmatched: true}, "mentions": {}, "a brand": {Brand: "Northwind"}, "folded": {FoldCopies: true, Unmatched: true},
		"some days": {From: storagetest.Noon.Add(50 * time.Hour), To: storagetest.Noon.Add(200 * time.Hour)}, "none": {Brand: "Tailspin"},
	}
	for name, f := range filters {
		want := byKey(t, s, f)
		for parted, sizes := range spans {
			s.SetSpans(sizes[0], sizes[1], sizes[2])
			var got []social.StoredPost
			err := s.EachPost(t.Context(), f, func(p social.StoredPost) error {
				got = append(got, p)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s in %s (-want +got):\n%s", name, parted, diff)
			}
		}
	}
}

// TestReadersWhoLeaveStopTheirQueries: whoever has enough leaves, again and again, and
// the engine goes on.
func TestReadersWhoLeaveStopTheirQueries(t *testing.T) {
	s := storagetest.Open(t)
	scatter(t, s, rand.New(rand.NewPCG(3, 4)), 150)
	enough := errors.New("enough")
	for i := range 20 {
		seen := 0
		err := s.EachPost(t.Context(), social.Filter{Unmatched: true}, func(social.StoredPost) error {
			if seen++; seen > i {
				return enough
			}
			return nil
		})
		if !errors.Is(err, enough) {
			t.Fatalf("error = %v", err)
		}
	}
	if n := len(byKey(t, s, social.Filter{})); n == 0 {
		t.Error("no posts")
	}
}

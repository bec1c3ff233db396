package storage_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// pages reads a whole list.
func pages(t *testing.T, s *storage.Store, f social.Filter, by social.PostOrder, size int) []string {
	t.Helper()
	var ids []string
	for after := ""; ; {
		page, err := s.Posts(t.Context(), f, by, size, after)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Posts) > size {
			t.Errorf("a page of %d posts, asked for %d", len(page.Posts), size)
		}
		for _, p := range page.Posts {
			ids = append(ids, p.Post.ID)
		}
		if after = page.Next; after == "" {
			return ids
		}
	}
}

func TestMostEngagedFirst(t *testing.T) {
	s := storagetest.Open(t)
	// Equal counts and times: the list must not lose or repeat posts over ties.
	var want []string
	var entries []social.Entry
	for _, total := range []*int64{social.Count(9), social.Count(5), social.Count(0), nil} {
		for i := range 3 {
			e := entry(fmt.Sprintf("%d", 10*len(entries)+9-i), "Northwind", "Contoso")
			e.Post.Engagement = social.Engagement{Likes: total, Views: social.Count(1000)}
			entries = append(entries, e)
		}
	}
	for _, e := range entries {
		want = append(want, e.Post.ID)
	}
	write(t, s, entries...)
	for _, size := range []int{1, 2, 3, 5, 12, 100} {
		got := pages(t, s, social.Filter{}, social.MostEngaged, size)
		if len(got) != len(want) {
			t.Fatalf("pages of %d list %d posts, want %d", size, len(got), len(want))
		}
		rank := map[string]int{}
		for i, e := range entries {
			rank[e.Post.ID] = i / 3
		}
		seen := map[string]bool{}
		for i, id := range got {
			if seen[id] {
				t.Errorf("pages of %d list %s twice", size, id)
			}
			seen[id] = true
			if rank[id] != i/3 {
				t.Errorf("pages of %d list %s at %d", size, id, i)
			}
		}
	}
}

func TestPostsMatchingAQuery(t *testing.T) {
	s := storagetest.Open(t)
	var entries []social.Entry
	for i := range 30 {
		e := entry(fmt.Sprintf("%02d", i), "Northwind")
		if i%5 == 0 {
			e.Post.Text = "espresso by Northwind"
		}
		entries = append(entries, e)
	}
	write(t, s, entries...)
	f := social.Filter{Query: query.MustParse("espresso")}
	if diff := cmp.Diff([]string{"25", "20", "15", "10", "05", "00"}, pages(t, s, f, social.NewestFirst, 2)); diff != "" {
		t.Errorf("posts (-want +got):\n%s", diff)
	}
	figures, err := s.Figures(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	if figures.Mentions != 6 || figures.AllBrands != 6 {
		t.Errorf("figures = %+v", figures)
	}
}

func TestWrongQuestions(t *testing.T) {
	s := storagetest.Open(t)
	tests := map[string]func() error{
		"cursor": func() error {
			_, err := s.Posts(t.Context(), social.Filter{}, social.NewestFirst, 10, "no cursor!")
			return err
		},
		"cursor of nothing": func() error {
			_, err := s.Posts(t.Context(), social.Filter{}, social.NewestFirst, 10, "bm90aGluZw")
			return err
		},
		"order": func() error {
			_, err := s.Posts(t.Context(), social.Filter{}, "loudest", 10, "")
			return err
		},
		"bucket": func() error {
			_, err := s.Trends(t.Context(), social.Filter{}, "year", nil)
			return err
		},
		"dimension": func() error {
			_, err := s.Trends(t.Context(), social.Filter{}, social.ByDay, []social.Dimension{"mood"})
			return err
		},
		"dsn": func() error {
			_, err := storage.Open(t.Context(), "clickhouse://", discard)
			return err
		},
	}
	for name, ask := range tests {
		t.Run(name, func(t *testing.T) {
			if err := ask(); social.CodeOf(err) != social.CodeInvalid {
				t.Errorf("error = %v", err)
			}
		})
	}
}

func TestEachPostStops(t *testing.T) {
	s := storagetest.Open(t)
	write(t, s, entry("1", "A"), entry("2", "A"), entry("3", "A"))
	enough := errors.New("enough")
	seen := 0
	err := s.EachPost(t.Context(), social.Filter{}, func(social.StoredPost) error {
		if seen++; seen == 2 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || seen != 2 {
		t.Errorf("stopped after %d with %v", seen, err)
	}
}

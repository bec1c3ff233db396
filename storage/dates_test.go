package storage_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestBacklogIsListedAndNotCounted: posts of unknown age that were there at the
// first reading are in lists and in no figure, dirty or refreshed; where dates come
// from is stored and filtered by.
func TestBacklogIsListedAndNotCounted(t *testing.T) {
	s := storagetest.Open(t)
	backlog, seen, stated := entry("backlog", "Northwind"), entry("seen", "Northwind"), entry("stated", "Northwind")
	backlog.Post.DateFrom, backlog.Post.Backlog, seen.Post.DateFrom = social.DateSeen, true, social.DateSeen
	backlog.Analysis.Original = social.Key{}
	write(t, s, backlog, seen, stated)
	counted := func() []int64 {
		t.Helper()
		var got []int64
		for _, f := range []social.Filter{{}, {DateFrom: []social.DateFrom{social.DateSeen}}, {Brand: "Northwind", From: storagetest.Noon.Add(-time.Hour)}} {
			figures, err := s.Figures(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, figures.Mentions)
		}
		terms, err := s.Readings(t.Context(), social.Filter{}, social.ReadEntities, 10)
		if err != nil || len(terms) != 1 {
			t.Fatalf("readings %+v, %v", terms, err)
		}
		return append(got, terms[0].Mentions)
	}
	want := []int64{2, 1, 2, 2}
	if diff := cmp.Diff(want, counted()); diff != "" {
		t.Errorf("counted before the refresh (-want +got):\n%s", diff)
	}
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, counted()); diff != "" {
		t.Errorf("counted after the refresh (-want +got):\n%s", diff)
	}
	page, err := s.Posts(t.Context(), social.Filter{DateFrom: []social.DateFrom{social.DateSeen}}, social.NewestFirst, 10, "")
	if err != nil || len(page.Posts) != 2 {
		t.Fatalf("listed %d posts, %v", len(page.Posts), err)
	}
	for _, f := range []social.Filter{{}, {FoldCopies: true}, {Brand: "Northwind", Platforms: []string{"mastodon"}}} {
		if n, err := s.Backlog(t.Context(), f); err != nil || n != 1 {
			t.Errorf("%d backlog, %v under %+v; want 1", n, err, f)
		}
	}
	for _, f := range []social.Filter{{Brand: "Contoso"}, {DateFrom: []social.DateFrom{social.DateStated}}, {From: storagetest.Noon.Add(time.Hour)}} {
		if n, err := s.Backlog(t.Context(), f); err != nil || n != 0 {
			t.Errorf("%d backlog, %v under %+v; want none", n, err, f)
		}
	}
	known, err := s.Datings(t.Context(), []social.Key{backlog.Post.Key(), seen.Post.Key(), stated.Post.Key(), {Platform: "mastodon", ID: "none"}})
	if err != nil {
		t.Fatal(err)
	}
	wantDatings := map[social.Key]social.Dating{backlog.Post.Key(): backlog.Post.Dating(), seen.Post.Key(): seen.Post.Dating(), stated.Post.Key(): stated.Post.Dating()}
	if diff := cmp.Diff(wantDatings, known); diff != "" {
		t.Errorf("datings (-want +got):\n%s", diff)
	}
	platforms, err := s.UndatedPlatforms(t.Context())
	if diff := cmp.Diff([]string{"mastodon"}, platforms); err != nil || diff != "" {
		t.Errorf("platforms (-want +got), %v:\n%s", err, diff)
	}
}

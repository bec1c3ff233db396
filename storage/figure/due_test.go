package figure_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

func TestDue(t *testing.T) {
	s := storagetest.Open(t)
	now := storagetest.Noon.Add(200 * 24 * time.Hour)
	var posts []social.Entry
	// A post of that age, last read so long ago.
	post := func(id string, age, ago time.Duration) {
		e := storagetest.Entry(id, "Northwind", "Contoso")
		e.Post.CreatedAt, e.Post.FetchedAt = now.Add(-age), now.Add(-ago)
		posts = append(posts, e)
	}
	const day = 24 * time.Hour
	post("just read", 3*time.Hour, 30*time.Minute)
	post("fresh", 3*time.Hour, 61*time.Minute)
	post("a day old, not yet", 24*time.Hour, 4*time.Hour)
	post("a day old", 24*time.Hour, 6*time.Hour)
	post("a month old, not yet", 30*day, 5*day)
	post("a month old", 30*day, 7*day)
	post("old", 170*day, 31*day)
	post("too old", 190*day, 100*day)
	post("growing", 10*time.Hour, 40*time.Minute)
	post("growing, just read", 10*time.Hour, 20*time.Minute)
	post("unanswered", 10*day, 9*day)
	other := storagetest.Entry("of another source", "Northwind")
	other.Post.Source, other.Post.CreatedAt, other.Post.FetchedAt = "blogs", now.Add(-10*day), now.Add(-9*day)
	gone := storagetest.Entry("deleted", "Northwind")
	gone.Post.CreatedAt, gone.Post.FetchedAt = now.Add(-10*day), now.Add(-9*day)
	storagetest.Write(t, s, append(posts, other, gone)...)
	storagetest.Write(t, s, storagetest.Deleted(gone))

	ids := func(limit int) []string {
		due, err := s.Due(t.Context(), "tags", []string{"growing", "growing, just read"}, []string{"unanswered"}, limit, false, now)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, p := range due {
			if p.URL == "" || p.Engagement.Total() == nil {
				t.Errorf("%s comes without its address or engagement", p.ID)
			}
			ids = append(ids, p.ID)
		}
		return ids
	}
	// By how many times its interval each was not read: 1.33, 1.22, 1.13, 1.03, 1.017.
	want := []string{"a day old", "a month old", "growing", "old", "fresh"}
	for _, from := range []string{"mentions", "counted days"} {
		if diff := cmp.Diff(want, ids(10)); diff != "" {
			t.Errorf("due by %s (-want +got):\n%s", from, diff)
		}
		if diff := cmp.Diff(want[:2], ids(2)); diff != "" {
			t.Errorf("the two most overdue by %s (-want +got):\n%s", from, diff)
		}
		if _, err := s.RefreshTrends(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	// Those that are not due make up the number, the longest unread for their age first.
	eager, err := s.Due(t.Context(), "tags", nil, []string{"unanswered"}, 8, true, now)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range eager {
		all = append(all, p.ID)
	}
	if diff := cmp.Diff([]string{"a day old", "a month old", "old", "fresh", "a day old, not yet", "a month old, not yet", "just read", "growing"}, all); diff != "" {
		t.Errorf("eagerly (-want +got):\n%s", diff)
	}
	if due, err := s.Due(t.Context(), "nobody", nil, nil, 10, false, now); err != nil || len(due) > 0 {
		t.Errorf("of a source without posts: %v, %v", due, err)
	}
}

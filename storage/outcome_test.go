package storage_test

import (
	"testing"
	"time"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// TestAWriteThatFailedIsCountedOnce: posts whose places were claimed by a write
// that failed are new when it is repeated, and stored ones are told by what they
// show.
func TestAWriteThatFailedIsCountedOnce(t *testing.T) {
	dsn := storagetest.DSN(t)
	s, err := storage.Open(t.Context(), dsn, discard)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	conn := storagetest.Connect(t, dsn)
	first, second := entry("1", "Northwind"), entry("2")
	for _, table := range []string{"mentions", "posts"} {
		if err := conn.Exec(t.Context(), "RENAME TABLE "+table+" TO away"); err != nil {
			t.Fatal(err)
		}
		if w, err := s.Write(t.Context(), []social.Entry{first, second}); err == nil {
			t.Fatalf("written without %s: %+v", table, w)
		}
		if err := conn.Exec(t.Context(), "RENAME TABLE away TO "+table); err != nil {
			t.Fatal(err)
		}
	}
	if w := write(t, s, first, second); w != (social.Written{New: 2}) {
		t.Errorf("after two that failed: %+v", w)
	}
	later, changed := first, second
	later.Post.FetchedAt = later.Post.FetchedAt.Add(time.Hour)
	changed.Post.FetchedAt, changed.Post.Engagement.Likes = changed.Post.FetchedAt.Add(time.Hour), social.Count(77)
	if w := write(t, s, later, changed); w != (social.Written{Unchanged: 1, Updated: 1}) {
		t.Errorf("one read again, one changed: %+v", w)
	}
}

// A post whose analysis was written again is unchanged when the same state of it
// comes once more, and stale where that is an older one.
func TestAPostAnalysedAgainIsUnchanged(t *testing.T) {
	s := storagetest.Open(t)
	first, second := entry("1", "Northwind"), entry("2", "Northwind")
	write(t, s, first, second)
	if err := s.Regroup(t.Context(), []social.CopyOf{{Key: second.Post.Key(), Original: first.Post.Key()}}); err != nil {
		t.Fatal(err)
	}
	older := second
	older.Post.FetchedAt = older.Post.FetchedAt.Add(-time.Hour)
	if w := write(t, s, second); w != (social.Written{Unchanged: 1}) {
		t.Errorf("the same state: %+v", w)
	}
	if w := write(t, s, older); w != (social.Written{Stale: 1}) {
		t.Errorf("an older state: %+v", w)
	}
}

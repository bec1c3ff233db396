package storage_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

func TestDeletedPostIsErased(t *testing.T) {
	s := storagetest.Open(t)
	post, other := entry("1", "Northwind", "Contoso"), entry("2", "Northwind")
	other.Post.Images = other.Post.Images[:1]
	write(t, s, post, other)
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	only, err := s.PicturesOnlyOf(t.Context(), []social.Key{post.Post.Key()})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"https://example.social/2.jpg"}, only); diff != "" {
		t.Errorf("pictures that no other post shows (-want +got):\n%s", diff)
	}
	gone := storagetest.Deleted(post)
	if w := write(t, s, gone); w != (social.Written{Erased: 1}) {
		t.Errorf("erasing wrote %+v", w)
	}
	// A state read before it was deleted, and written late, changes nothing.
	if w := write(t, s, post); w != (social.Written{Stale: 1}) {
		t.Errorf("the older state wrote %+v", w)
	}
	got, err := s.Post(t.Context(), post.Post.Key())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(social.StoredPost{Post: gone.Post}, got); diff != "" {
		t.Errorf("what is left (-want +got):\n%s", diff)
	}
	m := newModel()
	m.write([]social.Entry{post, other, gone})
	sameAsModel(t, s, m)
	counts, err := s.SourceCounts(t.Context())
	if err != nil || counts["tags"] != 1 {
		t.Errorf("counts %v, %v, want one post left", counts, err)
	}
	shown, err := s.PicturesShown(t.Context(), []string{"https://example.social/1.jpg", "https://example.social/2.jpg"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]bool{"https://example.social/1.jpg": true}, shown); diff != "" {
		t.Errorf("pictures still shown (-want +got):\n%s", diff)
	}
	// Neither a judgement nor an analysis brings anything of it back.
	if err := s.Correct(t.Context(), social.Correction{Key: post.Post.Key(), Label: social.Negative}); social.CodeOf(err) != social.CodeNotFound {
		t.Errorf("correcting it: %v", err)
	}
	again := post
	again.Post.FetchedAt = gone.Post.FetchedAt
	if w, err := s.WriteAnalyses(t.Context(), []social.Entry{again}); err != nil || w != (social.Written{Stale: 1}) {
		t.Errorf("analysing it again: %+v, %v", w, err)
	}
	sameAsModel(t, s, m)
	// Shown again later, it is a post again.
	post.Post.FetchedAt = gone.Post.FetchedAt.Add(time.Minute)
	write(t, s, post)
	m.write([]social.Entry{post})
	sameAsModel(t, s, m)
}

func TestDeletedPostThatWasNeverStored(t *testing.T) {
	s := storagetest.Open(t)
	gone := storagetest.Deleted(entry("1", "Northwind"))
	if w := write(t, s, gone); w != (social.Written{Unknown: 1}) {
		t.Errorf("wrote %+v", w)
	}
	if _, err := s.Post(t.Context(), gone.Post.Key()); social.CodeOf(err) != social.CodeNotFound {
		t.Errorf("reading it: %v, want not_found", err)
	}
	if only, err := s.PicturesOnlyOf(t.Context(), []social.Key{gone.Post.Key()}); err != nil || len(only) != 0 {
		t.Errorf("its pictures: %v, %v", only, err)
	}
}

// TestDeletionBeforeItsPost: news that a post is gone stands where another process has the
// post in work and has not stored it yet, and nothing else is kept of it.
func TestDeletionBeforeItsPost(t *testing.T) {
	t.Parallel()
	dsn := storagetest.DSN(t)
	one, other := storagetest.OpenAt(t, dsn), storagetest.OpenAt(t, dsn)
	m := newModel()
	post, again := entry("1", "Northwind"), entry("2", "Northwind")
	gone, before := storagetest.Deleted(post), storagetest.Deleted(again)
	before.Post.FetchedAt = again.Post.FetchedAt.Add(-time.Minute)
	if w := write(t, one, gone, before); w != (social.Written{Unknown: 2}) {
		t.Errorf("wrote the news %+v", w)
	}
	if w := write(t, other, post, again); w != (social.Written{Erased: 1, New: 1}) {
		t.Errorf("wrote the posts %+v", w)
	}
	m.write([]social.Entry{post, gone, again})
	sameAsModel(t, one, m)
	// It comes again, as after a crash, and is shown again later.
	if w := write(t, other, post); w.New != 0 {
		t.Errorf("wrote it again %+v", w)
	}
	sameAsModel(t, one, m)
	post.Post.FetchedAt = gone.Post.FetchedAt.Add(time.Minute)
	write(t, other, post)
	m.write([]social.Entry{post})
	sameAsModel(t, one, m)
}

// TestPicturesThatAPostShowsNoMoreAreNoted, and those of posts that changed otherwise are not.
func TestPicturesThatAPostShowsNoMoreAreNoted(t *testing.T) {
	s := storagetest.Open(t)
	fewer, liked := entry("1", "Northwind"), entry("2", "Northwind")
	if len(fewer.Post.Images) < 2 {
		t.Fatalf("the post shows %v", fewer.Post.Images)
	}
	write(t, s, fewer, liked)
	noted := func() []string {
		t.Helper()
		gone, err := s.PicturesLetGoBefore(t.Context(), time.Now().Add(time.Hour), 10)
		if err != nil {
			t.Fatal(err)
		}
		return slices.Sorted(maps.Keys(gone))
	}
	likes := int64(99)
	liked.Post.Engagement.Likes, liked.Post.FetchedAt = &likes, liked.Post.FetchedAt.Add(time.Hour)
	write(t, s, liked)
	if got := noted(); len(got) > 0 {
		t.Errorf("of a post with more likes %v is noted", got)
	}
	left := fewer.Post.Images[1].URL
	older := fewer
	fewer.Post.Images, fewer.Post.FetchedAt = fewer.Post.Images[:1], fewer.Post.FetchedAt.Add(time.Hour)
	write(t, s, fewer)
	write(t, s, older) // which comes late, and changes nothing
	if diff := cmp.Diff([]string{left}, noted()); diff != "" {
		t.Errorf("noted (-want +got):\n%s", diff)
	}
}

package picture_test

import (
	"testing"
	"time"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestHeldAgain: a post that was let go of waits again in the same state, but not in one from
// before it was deleted, whether the deletion or the post comes first.
func TestHeldAgain(t *testing.T) {
	s, ctx := storagetest.Open(t), t.Context()
	post := storagetest.Entry("1", "Northwind").Post
	hold := func() bool {
		t.Helper()
		var last social.HeldVersion
		var gone bool
		if err := s.HeldVersions(ctx, []social.Key{post.Key()}, func(_ social.Key, v social.HeldVersion, g bool) { last, gone = v, g }); err != nil {
			t.Fatal(err)
		}
		version, ok := last.Held(post.FetchedAt, gone)
		if !ok {
			return false
		}
		if err := s.Hold(ctx, []social.HeldPost{{Key: post.Key(), Post: []byte("page"), Version: version}}); err != nil {
			t.Fatal(err)
		}
		return true
	}
	waits := func(want int, when string) []social.HeldPost {
		t.Helper()
		held, err := s.HeldPosts(ctx, []social.Key{post.Key()})
		if err != nil || len(held) != want {
			t.Fatalf("%s %d posts wait, %v, want %d", when, len(held), err, want)
		}
		return held
	}
	for range 3 {
		if !hold() || !hold() {
			t.Error("it is not to wait")
		}
		if err := s.Release(ctx, waits(1, "once held")); err != nil {
			t.Fatal(err)
		}
		waits(0, "once let go of")
	}
	hold()
	before := waits(1, "held again")
	hold()
	if err := s.Release(ctx, before); err != nil {
		t.Fatal(err)
	}
	waits(1, "held while it was let go of")
	gone := social.Post{Platform: post.Platform, ID: post.ID, Deleted: true, FetchedAt: post.FetchedAt.Add(time.Minute)}
	if err := s.HoldDeleted(ctx, []social.Post{gone}); err != nil {
		t.Fatal(err)
	}
	waits(0, "once deleted")
	if hold() {
		t.Error("it is to wait though it is deleted")
	}
	waits(0, "held after it was deleted")
	post.FetchedAt = gone.FetchedAt.Add(time.Minute)
	if !hold() {
		t.Error("it is not to wait though it is shown again")
	}
	waits(1, "shown again")
}

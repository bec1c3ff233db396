package picture_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

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

// TestPicturesOfHeldPosts: a post that waits shows its pictures as one does that is stored.
func TestPicturesOfHeldPosts(t *testing.T) {
	s, ctx := storagetest.Open(t), t.Context()
	stored, waiting, other := storagetest.Entry("1", "Northwind"), social.Key{Platform: "mastodon", ID: "2"}, social.Key{Platform: "mastodon", ID: "3"}
	both, own, two := "https://example.social/both.jpg", "https://example.social/own.jpg", "https://example.social/two.jpg"
	stored.Post.Images = []social.Image{{URL: both}}
	if _, err := s.Write(ctx, []social.Entry{stored}); err != nil {
		t.Fatal(err)
	}
	held := []social.HeldPost{{Key: waiting, Post: []byte("page"), URLs: []string{both, own, two}, Version: 2}, {Key: other, Post: []byte("page"), URLs: []string{two}, Version: 2}}
	if err := s.Hold(ctx, held); err != nil {
		t.Fatal(err)
	}
	only := func(want []string, keys ...social.Key) {
		t.Helper()
		got, err := s.PicturesOnlyOf(ctx, keys)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("pictures of %v alone, %v (-want +got):\n%s", keys, err, diff)
		}
	}
	shown := func(want ...string) {
		t.Helper()
		urls := []string{both, own, two, "https://example.social/none.jpg"}
		for _, asked := range [][]string{urls, slices.Concat(urls, elsewhere(300))} {
			got, err := s.PicturesShown(ctx, asked)
			if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got)), cmpopts.EquateEmpty()); diff != "" || err != nil {
				t.Errorf("shown of %d, %v (-want +got):\n%s", len(asked), err, diff)
			}
		}
	}
	only(nil, stored.Post.Key())
	only([]string{own}, waiting)
	only([]string{both, own}, waiting, stored.Post.Key())
	only([]string{own, two}, waiting, other)
	shown(both, own, two)
	if err := s.Release(ctx, held[:1]); err != nil {
		t.Fatal(err)
	}
	only([]string{both}, waiting, stored.Post.Key())
	only([]string{two}, other)
	shown(both, two)
}

// elsewhere are n addresses at which nothing is shown.
func elsewhere(n int) []string {
	var urls []string
	for i := range n {
		urls = append(urls, fmt.Sprintf("https://elsewhere.example/%d.jpg", i))
	}
	return urls
}

// TestPicturesLetGo: what was noted of pictures before some time is told until exactly that is
// taken back.
func TestPicturesLetGo(t *testing.T) {
	s, ctx := storagetest.Open(t), t.Context()
	told := func(before time.Time) map[string]uint64 {
		t.Helper()
		gone, err := s.PicturesLetGoBefore(ctx, before, 10)
		if err != nil {
			t.Fatal(err)
		}
		return gone
	}
	began := time.Now()
	if err := s.LetPicturesGo(ctx, []string{"a", "b"}); err != nil {
		t.Fatal(err)
	}
	first := told(time.Now())
	if len(first) != 2 || len(told(began)) != 0 {
		t.Errorf("told of %v, and of %v before it was noted", first, told(began))
	}
	if err := s.LetPicturesGo(ctx, []string{"b"}); err != nil {
		t.Fatal(err)
	}
	if err := s.PicturesForgotten(ctx, first); err != nil {
		t.Fatal(err)
	}
	if left := told(time.Now()); len(left) != 1 || left["b"] <= first["b"] {
		t.Errorf("told of %v, want b as noted later", left)
	}
}

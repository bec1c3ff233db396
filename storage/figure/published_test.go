package figure_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

func TestPublished(t *testing.T) {
	s := storagetest.Open(t)
	now := storagetest.Noon
	var posts []social.Entry
	post := func(id, source string, age time.Duration, brands ...string) {
		e := storagetest.Entry(id, brands...)
		e.Post.Source, e.Post.CreatedAt = source, now.Add(-age)
		posts = append(posts, e)
	}
	post("of two brands", "tags", time.Hour, "Northwind", "Contoso")
	post("of no brand", "tags", 30*time.Hour)
	post("too new", "tags", 0, "Northwind")
	post("the first", "tags", 48*time.Hour, "Northwind")
	post("too old", "tags", 48*time.Hour+time.Second, "Northwind")
	post("of another source", "blogs", 2*time.Hour, "Northwind")
	post("deleted", "tags", 3*time.Hour, "Northwind")
	storagetest.Write(t, s, posts...)
	storagetest.Write(t, s, storagetest.Deleted(posts[len(posts)-1]))
	for _, tt := range []struct {
		name  string
		limit int
		want  func(string) bool
		ids   []string
	}{
		{"all", 10, func(string) bool { return true }, []string{"of two brands", "of no brand", "the first"}},
		{"one", 1, func(string) bool { return true }, []string{"of two brands"}},
		{"those wanted", 1, func(id string) bool { return id == "the first" }, []string{"the first"}},
		{"none", 10, func(string) bool { return false }, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found, err := s.Published(t.Context(), "tags", now.Add(-48*time.Hour), now, tt.want, tt.limit)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, p := range found {
				if p.URL == "" {
					t.Errorf("%s comes without its address", p.ID)
				}
				ids = append(ids, p.ID)
			}
			if diff := cmp.Diff(tt.ids, ids); diff != "" {
				t.Errorf("published (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOwned(t *testing.T) {
	s := storagetest.Open(t)
	var posts []social.Entry
	for _, id := range []string{"at://did:plc:abc/app.bsky.feed.post/1", "at://did:plc:abc/app.bsky.feed.post/2", "at://did:plc:abc/app.bsky.feed.post/3", "at://did:plc:abcd/app.bsky.feed.post/1", "at://did:plc:ab/app.bsky.feed.post/1", "at://did:plc:abc"} {
		posts = append(posts, storagetest.Entry(id, "Northwind"))
	}
	storagetest.Write(t, s, posts...)
	storagetest.Write(t, s, storagetest.Deleted(posts[1]))
	platform := posts[0].Post.Platform
	for limit, want := range map[int][]string{9: {posts[0].Post.ID, posts[2].Post.ID}, 1: {posts[0].Post.ID}} {
		ids, err := s.Owned(t.Context(), platform, "at://did:plc:abc/", limit)
		if diff := cmp.Diff(want, ids); err != nil || diff != "" {
			t.Errorf("owned, at most %d (-want +got): %v\n%s", limit, err, diff)
		}
	}
	if ids, err := s.Owned(t.Context(), platform, "", 9); err != nil || len(ids) > 0 {
		t.Errorf("owned by nobody: %q, %v", ids, err)
	}
}

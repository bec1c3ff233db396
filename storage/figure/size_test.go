package figure

import (
	"strings"
	"testing"

	"earshot/internal/social"
)

func TestPagesAreAsLongAsMemoryAllows(t *testing.T) {
	pageOf := func(n, length int) []social.StoredPost {
		posts := make([]social.StoredPost, n)
		for i := range posts {
			posts[i].Post.Text = strings.Repeat("a", length)
		}
		return posts
	}
	s := &pageSize{}
	if got := s.limit(); got != scanPage {
		t.Errorf("the first page has %d posts, want %d", got, scanPage)
	}
	s.add(pageOf(scanPage, 300))
	short := s.limit()
	if short < 5*scanPage || short > mostScanned {
		t.Errorf("after short posts a page has %d", short)
	}
	for range 8 {
		s.add(pageOf(100, 100_000))
	}
	if long := s.limit(); long*100_000 > 2*scanBytes || long >= scanPage {
		t.Errorf("after long posts a page has %d of 100 kB each", long)
	}
	s.add(nil)
	if got := s.limit(); got < 1 {
		t.Errorf("after an empty page the next has %d posts", got)
	}
	s = &pageSize{}
	s.add(pageOf(1, 0))
	s.add(nil)
	if got := s.limit(); got != scanPage {
		t.Errorf("with no posts noted a page has %d, want %d", got, scanPage)
	}
}

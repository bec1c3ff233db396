package figure

import "earshot/internal/social"

const (
	// mostScanned is the longest page of posts that are gone through.
	mostScanned = 20 * scanPage
	// scanBytes is about how much of memory the posts of such a page may take.
	scanBytes = 16 << 20
	// postBytes is about what a stored post takes beside its texts.
	postBytes = 1500
)

// pageSize tells how many posts to read at a time where many are gone through. Each
// page costs a walk through most of the tables of posts, as posts that follow one
// another in time lie apart there, so pages are as long as memory allows: the
// shorter the posts so far, the more of the next ones.
type pageSize struct{ posts, bytes int }

func (s *pageSize) limit() int {
	if s.posts == 0 {
		return scanPage
	}
	return min(max(scanPage/10, scanBytes/(s.bytes/s.posts)), mostScanned)
}

// add notes the posts of a page. Those of earlier ones count less with each page.
func (s *pageSize) add(posts []social.StoredPost) {
	s.posts, s.bytes = s.posts/2, s.bytes/2
	for i := range posts {
		p := &posts[i]
		s.posts++
		s.bytes += postBytes + len(p.Post.Title) + len(p.Post.Text)
		for _, m := range p.Media {
			s.bytes += postBytes/4 + len(m.OCR) + len(m.Caption)
		}
		for _, at := range p.Places {
			s.bytes += postBytes/8 + len(at.URL)
		}
	}
}

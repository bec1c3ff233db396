package sample

import (
	"net/http"
	"time"

	"earshot/internal/sample/hackernews"
)

// searchHackerNews answers search_by_date, newest first.
func (s *Server) searchHackerNews(w http.ResponseWriter, r *http.Request) {
	status, body, err := s.hackerNewsHits(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if status != http.StatusOK {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		_, _ = w.Write(body)
		return
	}
	send(w, r, "application/json; charset=utf-8", body, time.Time{})
}

func (s *Server) hackerNewsHits(r *http.Request) (status int, body []byte, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return hackernews.Search(r.URL, func(yield func(*hackernews.Item) bool) {
		for i := len(s.notes) - 1; i >= 0; i-- {
			if n := s.notes[i]; n.place == hackerNews && !yield(n.hackerNewsItem()) {
				return
			}
		}
	})
}

// hackerNewsItem is the note as a story or comment; the caller holds the lock.
func (n *note) hackerNewsItem() *hackernews.Item {
	i := &hackernews.Item{
		ID: n.number(), Author: n.author.user, Created: n.created, Title: n.title, Link: n.link,
		Points: n.likes, Comments: n.comments, Paragraphs: n.body,
	}
	if n.story != nil {
		i.Parent = n.parent.number()
		i.Story = &hackernews.Story{ID: n.story.number(), Title: n.story.title, Link: n.story.link}
	}
	return i
}

package listen

// maxWritten is how many of the posts that were published last are remembered.
const maxWritten = 50_000

// written are posts that were published a while ago and may not be stored yet, by their
// authors.
type written struct {
	by map[string][]string
	// authors are those of the posts, the oldest first.
	authors []string
}

// add remembers a post, in the place of the oldest where there are too many.
func (w *written) add(author, id string) {
	if len(w.authors) >= maxWritten {
		oldest := w.authors[0]
		w.authors = w.authors[1:]
		if ids := w.by[oldest]; len(ids) > 1 {
			w.by[oldest] = ids[1:]
		} else {
			delete(w.by, oldest)
		}
	}
	if w.by == nil {
		w.by = map[string][]string{}
	}
	w.by[author], w.authors = append(w.by[author], id), append(w.authors, author)
}

// take returns the posts of an author and forgets them.
func (w *written) take(author string) []string {
	ids := w.by[author]
	delete(w.by, author)
	return ids
}

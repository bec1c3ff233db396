package mention

import (
	"context"
	"slices"

	"earshot/internal/social"
)

// outcomes are what becomes of posts in a write, by what is stored of them.
type outcomes struct {
	stored map[social.Key]social.Post
	// unreported are the posts that an earlier write of this process found new
	// and failed to finish.
	unreported map[social.Key]bool
}

// outcomes reads what is stored of the posts of a batch that were claimed
// before. A claim alone does not make a post known: a write that failed after it
// is repeated, and its posts are as new as they were.
func (s *Writer) outcomes(ctx context.Context, batch []write, claimed map[social.Key]claimed) (*outcomes, error) {
	var again []social.Key
	for _, w := range batch {
		if key := w.entry.Post.Key(); !w.entry.Post.Deleted && claimed[key].writes > uint64(len(w.claims)) {
			again = append(again, key)
		}
	}
	out := &outcomes{stored: make(map[social.Key]social.Post, len(again)), unreported: map[social.Key]bool{}}
	posts, err := s.posts.States(ctx, again)
	for _, p := range posts {
		out.stored[p.Key()] = p
	}
	s.reporting.Lock()
	defer s.reporting.Unlock()
	for _, key := range again {
		if s.unreported[key] {
			out.unreported[key] = true
		}
	}
	return out, err
}

// of is what becomes of a post that is no tombstone and not older than what is
// claimed. Without outcomes it is one that is analysed again.
func (o *outcomes) of(w write) social.Outcome {
	key := w.entry.Post.Key()
	switch {
	case o == nil:
		return social.OutcomeUpdated
	case o.isNew(key):
		return social.OutcomeNew
	case samePost(o.stored[key], w.entry.Post):
		return social.OutcomeUnchanged
	default:
		return social.OutcomeUpdated
	}
}

// isStored tells whether the very state of a post is stored, though its analysis was
// written again since, as when it turned out to be a near copy.
func (o *outcomes) isStored(w write) bool {
	if o == nil {
		return false
	}
	stored, known := o.stored[w.entry.Post.Key()]
	return known && stateVersion(stored.FetchedAt) == w.version && samePost(stored, w.entry.Post)
}

// isLost tells whether a post that is being written is not stored, whatever was
// claimed for it.
func (o *outcomes) isLost(key social.Key) bool {
	if o == nil {
		return false
	}
	_, known := o.stored[key]
	return !known
}

// isNew tells whether a post is not stored, and was not reported as new.
func (o *outcomes) isNew(key social.Key) bool {
	if o == nil {
		return false
	}
	_, known := o.stored[key]
	return !known || o.unreported[key]
}

// samePost tells whether two states of a post show the same; when they were
// read, and by which source, is not what they show.
func samePost(a, b social.Post) bool {
	sameCount := func(m, n *int64) bool { return m == nil && n == nil || m != nil && n != nil && *m == *n }
	e, f := a.Engagement, b.Engagement
	return a.Deleted == b.Deleted && a.URL == b.URL && a.Author == b.Author && a.Title == b.Title && a.Text == b.Text && a.Transcript == b.Transcript &&
		a.Language == b.Language && a.ParentID == b.ParentID && a.ThreadID == b.ThreadID &&
		a.CreatedAt.UnixMicro() == b.CreatedAt.UnixMicro() && a.EditedAt.UnixMicro() == b.EditedAt.UnixMicro() &&
		slices.Equal(a.Tags, b.Tags) && slices.Equal(a.Links, b.Links) && slices.Equal(a.Images, b.Images) && slices.Equal(a.Recordings, b.Recordings) &&
		a.TranscriptFrom == b.TranscriptFrom && a.TranscriptLanguage == b.TranscriptLanguage &&
		sameCount(e.Likes, f.Likes) && sameCount(e.Shares, f.Shares) && sameCount(e.Comments, f.Comments) && sameCount(e.Views, f.Views)
}

// remember notes the new posts of a write that failed, and forget that they are
// reported.
func (s *Writer) remember(batch []write, o *outcomes) {
	s.reporting.Lock()
	defer s.reporting.Unlock()
	for _, w := range batch {
		key := w.entry.Post.Key()
		if _, known := o.stored[key]; !w.entry.Post.Deleted && (!known || o.unreported[key]) {
			s.unreported[key] = true
		}
	}
}

func (s *Writer) forget(o *outcomes) {
	s.reporting.Lock()
	defer s.reporting.Unlock()
	for key := range o.unreported {
		delete(s.unreported, key)
	}
}

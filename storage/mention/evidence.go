package mention

import (
	"context"
	"slices"

	"earshot/internal/social"
	"earshot/storage/database"
)

// evidenceColumns are where posts name brands, column by column.
type evidenceColumns struct {
	brands, runTogether [][]string
	kinds               [][][]string
}

func (c *evidenceColumns) add(a *social.Analysis) {
	brands, kinds := make([]string, len(a.Evidence)), make([][]string, len(a.Evidence))
	for i, e := range a.Evidence {
		brands[i] = e.Brand
		for _, kind := range e.Kinds {
			kinds[i] = append(kinds[i], string(kind))
		}
	}
	c.brands, c.kinds, c.runTogether = append(c.brands, brands), append(c.kinds, kinds), append(c.runTogether, a.RunTogether)
}

// WriteSeen is WriteAnalyses of posts of whose pictures other things are known: near copies
// stay what they are, and what was analysed otherwise meanwhile, or is stored as matched with the
// same, is stale.
func (s *Writer) WriteSeen(ctx context.Context, entries []social.Entry) (social.Written, error) {
	s.analysing.Lock()
	defer s.analysing.Unlock()
	return s.writeAnalyses(ctx, entries, func(ctx context.Context, batch []write) ([]write, error) {
		stored, err := s.models(ctx, keysOf(batch))
		if err != nil {
			return nil, err
		}
		batch = slices.DeleteFunc(batch, func(w write) bool {
			is := stored[w.entry.Post.Key()]
			return is.Version != w.entry.Analysis.Version || is.Seen == w.entry.Analysis.Seen
		})
		if batch, err = s.stillSeen(ctx, batch); err != nil || len(batch) == 0 {
			return nil, err
		}
		return s.withOriginals(ctx, batch)
	})
}

// stillSeen are those of a batch that take nothing away: an analysis that was made with what is
// known of the pictures now stands against one that was not. What is known may be newer than
// both: then the posts are matched again in any case.
func (s *Writer) stillSeen(ctx context.Context, batch []write) ([]write, error) {
	if err := s.addMedia(ctx, batch); err != nil {
		return nil, err
	}
	now := map[social.Key]uint64{}
	var keys []social.Key
	for _, w := range batch {
		if state := social.SeenState(w.entry.Post, w.media...); state != w.entry.Analysis.Seen {
			now[w.entry.Post.Key()], keys = state, append(keys, w.entry.Post.Key())
		}
	}
	stored, err := s.models(ctx, keys)
	return slices.DeleteFunc(batch, func(w write) bool {
		state, other := now[w.entry.Post.Key()]
		is := stored[w.entry.Post.Key()]
		return other && is.Version != "" && is.Seen == state
	}), err
}

// asStored gives a batch of analyses that were read as wholes, to be written with something
// else beside them, what is stored by now, and to each the original it is to have. Nothing in
// an analysis tells that another took its place: one for other brands has the same version.
func (s *Writer) asStored(ctx context.Context, batch []write) error {
	stored, err := s.models(ctx, keysOf(batch))
	for i := range batch {
		w := &batch[i]
		is, ok := stored[w.entry.Post.Key()]
		if !ok || is.Version == "" {
			continue
		}
		is.Original = w.entry.Analysis.Original
		w.entry = &social.Entry{Post: w.entry.Post, Analysis: is}
		w.wants = places(is.Brands, database.DayOf(w.entry.Post.CreatedAt))
		w.claims = w.wants
	}
	return err
}

func keysOf(batch []write) []social.Key {
	keys := make([]social.Key, len(batch))
	for i, w := range batch {
		keys[i] = w.entry.Post.Key()
	}
	return keys
}

// addMedia fills in what is known of the pictures of a batch.
func (s *Writer) addMedia(ctx context.Context, batch []write) error {
	var posts []*social.Post
	for i := range batch {
		if p := &batch[i].entry.Post; len(p.Images)+len(p.Recordings) > 0 {
			posts = append(posts, p)
		}
	}
	media, err := s.posts.Media(ctx, posts)
	for i := range batch {
		batch[i].media = media[batch[i].entry.Post.Key()]
	}
	return err
}

package mention

import (
	"context"
	"slices"

	"earshot/internal/social"
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
// stay what they are, and what was analysed otherwise meanwhile is left out and counts nowhere.
func (s *Writer) WriteSeen(ctx context.Context, entries []social.Entry) (social.Written, error) {
	s.analysing.Lock()
	defer s.analysing.Unlock()
	return s.writeAnalyses(ctx, entries, func(ctx context.Context, batch []write) ([]write, error) {
		keys := make([]social.Key, len(batch))
		for i, w := range batch {
			keys[i] = w.entry.Post.Key()
		}
		stored, err := s.models(ctx, keys)
		if err != nil {
			return nil, err
		}
		batch = slices.DeleteFunc(batch, func(w write) bool { return stored[w.entry.Post.Key()].Version != w.entry.Analysis.Version })
		if len(batch) == 0 {
			return nil, nil
		}
		return s.withOriginals(ctx, batch)
	})
}

// addMedia fills in what is known of the pictures of a batch.
func (s *Writer) addMedia(ctx context.Context, batch []write) error {
	posts := make(map[social.Key][]social.Image, len(batch))
	for _, w := range batch {
		if len(w.entry.Post.Images) > 0 {
			posts[w.entry.Post.Key()] = w.entry.Post.Images
		}
	}
	media, err := s.posts.Media(ctx, posts)
	for i := range batch {
		batch[i].media = media[batch[i].entry.Post.Key()]
	}
	return err
}

package mention

import (
	"context"
	"maps"
	"slices"
)

// pictures is told of pictures that posts show no more.
type pictures interface {
	// LetPicturesGo notes pictures, which are erased a little later where no post shows them.
	LetPicturesGo(ctx context.Context, urls []string) error
}

// unshown are the pictures that posts showed as they are stored, and show no more as they are
// written. Those of deleted posts are erased with these.
func (o *outcomes) unshown(newest []write) []string {
	gone := map[string]bool{}
	for _, w := range newest {
		stored := o.stored[w.entry.Post.Key()].Images
		if w.entry.Post.Deleted || len(stored) == 0 {
			continue
		}
		shown := make(map[string]bool, len(w.entry.Post.Images)) // one post may have tens of thousands
		for _, image := range w.entry.Post.Images {
			shown[image.URL] = true
		}
		for _, image := range stored {
			if !shown[image.URL] {
				gone[image.URL] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(gone))
}

// store stores what a write changes. What posts show no more is noted before: it is not known
// any more once they are stored.
func (s *Writer) store(ctx context.Context, l plan, known *outcomes) error {
	if err := s.pictures.LetPicturesGo(ctx, known.unshown(l.newest)); err != nil {
		return err
	}
	return s.insert(ctx, l)
}

package mention

import (
	"context"
	"slices"

	"earshot/internal/social"
)

// pictures is told of pictures that posts show no more.
type pictures interface {
	// LetPicturesGo notes pictures, which are erased a little later where no post shows them.
	LetPicturesGo(ctx context.Context, urls []string) error
}

// unshown are the pictures that posts showed as they are stored, and show no more as they are
// written. Those of deleted posts are erased with these.
func (o *outcomes) unshown(newest []write) (urls []string) {
	for _, w := range newest {
		if w.entry.Post.Deleted {
			continue
		}
		for _, image := range o.stored[w.entry.Post.Key()].Images {
			same := func(i social.Image) bool { return i.URL == image.URL }
			if !slices.ContainsFunc(w.entry.Post.Images, same) && !slices.Contains(urls, image.URL) {
				urls = append(urls, image.URL)
			}
		}
	}
	return urls
}

// store stores what a write changes. What posts show no more is noted before: it is not known
// any more once they are stored.
func (s *Writer) store(ctx context.Context, l plan, known *outcomes) error {
	if err := s.pictures.LetPicturesGo(ctx, known.unshown(l.newest)); err != nil {
		return err
	}
	return s.insert(ctx, l)
}

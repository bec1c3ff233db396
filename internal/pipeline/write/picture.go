package write

import (
	"context"
	"maps"
	"slices"
	"time"

	"earshot/internal/social"
)

// Pictures is what is known of pictures and of the posts that show them.
type Pictures interface {
	// PicturesOnlyOf are the pictures that only the posts with these keys show.
	PicturesOnlyOf(ctx context.Context, keys []social.Key) ([]string, error)
	MediaByURL(ctx context.Context, urls []string) (map[string]social.Media, error)
	WriteMedia(ctx context.Context, media []social.Media) error
	// MediaKeysUsed tells which of the keys of bytes a picture still has.
	MediaKeysUsed(ctx context.Context, keys []string) (map[string]bool, error)
}

// Families holds the families of pictures.
type Families interface {
	// Remove takes the pictures with these digests out of their families.
	Remove(ctx context.Context, shas []string) error
}

// Bytes holds the bytes of pictures.
type Bytes interface {
	Delete(ctx context.Context, key string) error
}

// deletePictures deletes the pictures that only deleted posts show: what is
// known of them and, where no other address has them, their bytes. It comes
// before the posts are erased, because these name the pictures: dying in
// between, it is done again.
func (w *Writer) deletePictures(ctx context.Context, entries []social.Entry) error {
	store := w.opts.Store
	var gone []social.Key
	for _, e := range entries {
		if e.Post.Deleted {
			gone = append(gone, e.Post.Key())
		}
	}
	urls, err := store.PicturesOnlyOf(ctx, gone)
	if err != nil || len(urls) == 0 {
		return err
	}
	known, err := store.MediaByURL(ctx, urls)
	if err != nil {
		return err
	}
	deleted := make([]social.Media, 0, len(urls))
	var keys []string
	for _, url := range urls {
		deleted = append(deleted, social.Media{URL: url, State: social.MediaDeleted, FetchedAt: time.Now().UTC()})
		for _, key := range []string{known[url].SHA256, known[url].Thumb} {
			if key != "" {
				keys = append(keys, key)
			}
		}
	}
	if err := store.WriteMedia(ctx, deleted); err != nil {
		return err
	}
	used, err := store.MediaKeysUsed(ctx, keys)
	if err != nil {
		return err
	}
	if err := w.removeFromFamilies(ctx, known, used); err != nil {
		return err
	}
	for _, key := range keys {
		if used[key] {
			continue
		}
		if err := w.opts.Bytes.Delete(ctx, key); err != nil {
			return err
		}
	}
	w.opts.Log.Info("pictures of deleted posts forgotten", "pictures", len(urls))
	return nil
}

// removeFromFamilies takes pictures out of their families that no address has any more.
func (w *Writer) removeFromFamilies(ctx context.Context, known map[string]social.Media, used map[string]bool) error {
	if w.opts.Families == nil {
		return nil
	}
	gone := map[string]bool{}
	for _, m := range known {
		if m.SHA256 != "" && !used[m.SHA256] {
			gone[m.SHA256] = true
		}
	}
	return w.opts.Families.Remove(ctx, slices.Sorted(maps.Keys(gone)))
}

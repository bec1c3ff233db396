package app

import (
	"context"
	"time"

	"earshot/internal/social"
	"earshot/storage"
)

// forgetPictures forgets the pictures that only deleted posts show: what is
// known of them and, where no other address has them, their bytes. It comes
// before the posts are erased, because these name the pictures: dying in
// between, it is done again.
func (a *analysing) forgetPictures(ctx context.Context, entries []storage.Entry) error {
	var gone []social.Key
	for _, e := range entries {
		if e.Post.Deleted {
			gone = append(gone, e.Post.Key())
		}
	}
	urls, err := a.store.PicturesOnlyOf(ctx, gone)
	if err != nil || len(urls) == 0 {
		return err
	}
	known, err := a.store.MediaByURL(ctx, urls)
	if err != nil {
		return err
	}
	forgotten := make([]social.Media, 0, len(urls))
	var keys []string
	for _, url := range urls {
		forgotten = append(forgotten, social.Media{URL: url, State: social.MediaForgotten, FetchedAt: time.Now().UTC()})
		for _, key := range []string{known[url].SHA256, known[url].Thumb} {
			if key != "" {
				keys = append(keys, key)
			}
		}
	}
	if err := a.store.WriteMedia(ctx, forgotten); err != nil {
		return err
	}
	used, err := a.store.MediaKeysUsed(ctx, keys)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if used[key] {
			continue
		}
		if err := a.bytes.Delete(ctx, key); err != nil {
			return err
		}
	}
	a.log.Info("pictures of deleted posts forgotten", "pictures", len(urls))
	return nil
}

package picture

import (
	"context"
	"slices"

	"earshot/internal/social"
)

// eraseGone erases pictures just stored of which the posts were erased while they were
// read: those whose deletion stands, which is later than the beginning of the reading, and
// of those that had been deleted before, as a post showed them again, those that none does.
func (w *Worker) eraseGone(ctx context.Context, stored []social.Media, again map[string]bool) error {
	var urls, back []string
	for _, m := range stored {
		if m.State == social.MediaReady {
			urls = append(urls, m.URL)
		}
	}
	if w.opts.Erase == nil || len(urls) == 0 {
		return nil
	}
	known, err := w.opts.Store.MediaByURL(ctx, urls)
	if err != nil {
		return err
	}
	gone := slices.DeleteFunc(slices.Clone(urls), func(url string) bool { return known[url].State != social.MediaDeleted })
	for _, url := range urls {
		if again[url] && !slices.Contains(gone, url) {
			back = append(back, url)
		}
	}
	shown, err := w.opts.Store.PicturesShown(ctx, back)
	if err != nil {
		return err
	}
	gone = append(gone, slices.DeleteFunc(back, func(url string) bool { return shown[url] })...)
	if len(gone) == 0 {
		return nil
	}
	w.opts.Log.Info("pictures of deleted posts forgotten that were read meanwhile", "pictures", len(gone))
	return w.opts.Erase.At(ctx, gone, stored...)
}

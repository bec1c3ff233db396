package write

import (
	"context"
	"maps"
	"slices"

	"earshot/internal/pipeline/erase"
	"earshot/internal/social"
)

// Pictures is what is known of pictures and of the posts that show them.
type Pictures interface {
	// PicturesOnlyOf are the pictures that only the posts with these keys show, stored or waiting.
	PicturesOnlyOf(ctx context.Context, keys []social.Key) ([]string, error)
	// PicturesShown tells which of the pictures a post shows, stored or waiting.
	PicturesShown(ctx context.Context, urls []string) (map[string]bool, error)
	recordings
	erase.Store
}

// deletePictures erases the pictures that only deleted posts show. It comes before the
// posts are erased, because these name the pictures: dying in between, it is done again.
func (w *Writer) deletePictures(ctx context.Context, entries []social.Entry) ([]string, error) {
	var gone []social.Key
	for _, e := range entries {
		if e.Post.Deleted {
			gone = append(gone, e.Post.Key())
		}
	}
	if err := w.forgetHeard(ctx, gone); err != nil {
		return nil, err
	}
	urls, err := w.opts.Store.PicturesOnlyOf(ctx, gone)
	if err != nil || len(urls) == 0 {
		return nil, err
	}
	if err := w.opts.Erase.At(ctx, urls); err != nil {
		return nil, err
	}
	w.opts.Log.Info("pictures of deleted posts forgotten", "pictures", len(urls))
	return urls, nil
}

// deleteAgain erases those of the pictures of posts that are erased by now which were
// fetched once more while these were still stored.
func (w *Writer) deleteAgain(ctx context.Context, urls []string) error {
	if len(urls) == 0 {
		return nil
	}
	known, err := w.opts.Store.MediaByURL(ctx, urls)
	if err != nil {
		return err
	}
	var back []string
	for _, url := range urls {
		if m, there := known[url]; there && m.State != social.MediaDeleted {
			back = append(back, url)
		}
	}
	if len(back) == 0 {
		return nil
	}
	shown, err := w.opts.Store.PicturesShown(ctx, back)
	if err != nil {
		return err
	}
	return w.opts.Erase.At(ctx, without(back, shown))
}

// Forget erases those of some pictures that no post shows, stored or waiting, and asks for those
// again that one came to show meanwhile. After an error it is to be done again.
func (w *Writer) Forget(ctx context.Context, urls []string) error {
	shown, err := w.opts.Store.PicturesShown(ctx, urls)
	if err != nil {
		return err
	}
	if gone := without(urls, shown); len(gone) > 0 {
		if err := w.opts.Erase.At(ctx, gone); err != nil {
			return err
		}
		w.opts.Log.Info("pictures of posts that were not kept forgotten", "pictures", len(gone))
		if shown, err = w.opts.Store.PicturesShown(ctx, urls); err != nil {
			return err
		}
	}
	return w.askErased(ctx, slices.Sorted(maps.Keys(shown)))
}

// askErased asks for those of some pictures that are erased though a post shows them: it came
// while they were, and who erased them may have died before it asked.
func (w *Writer) askErased(ctx context.Context, shown []string) error {
	if w.opts.Pictures == nil || len(shown) == 0 {
		return nil
	}
	known, err := w.opts.Store.MediaByURL(ctx, shown)
	if err != nil {
		return err
	}
	for _, url := range shown {
		if known[url].State != social.MediaDeleted {
			continue
		}
		again := social.Entry{Post: social.Post{Images: []social.Image{{URL: url}}}}
		if err := w.opts.Pictures.Ask(ctx, []social.Entry{again}); err != nil {
			return err
		}
	}
	return nil
}

func without(urls []string, shown map[string]bool) []string {
	var left []string
	for _, url := range urls {
		if !shown[url] {
			left = append(left, url)
		}
	}
	return left
}

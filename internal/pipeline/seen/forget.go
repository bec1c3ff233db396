package seen

import (
	"context"
	"maps"
	"slices"

	"earshot/internal/social"
)

// letGo notes the pictures of entries that are not stored: they are forgotten if nothing shows
// them for as long as a post may wait. Until then, who reads the same post again knows what
// is in them.
func (m *Matcher) letGo(ctx context.Context, dropped []social.Entry, media func(social.Post) []social.Media) error {
	var urls []string
	for _, e := range dropped {
		pictures := make(map[string]bool, len(e.Post.Images)) // one post may have tens of thousands
		for _, image := range e.Post.Images {
			pictures[image.URL] = true
		}
		for _, one := range media(e.Post) {
			// What was heard in recordings is among media, too.
			if one.State != social.MediaDeleted && pictures[one.URL] {
				urls = append(urls, one.URL)
			}
		}
	}
	return m.opts.Store.LetPicturesGo(ctx, urls)
}

// sweepForgotten forgets the pictures that no post shows, stored or waiting, once those that did
// were let go of for long.
func (m *Matcher) sweepForgotten(ctx context.Context) error {
	if m.opts.Forget == nil {
		return nil
	}
	for {
		gone, err := m.opts.Store.PicturesLetGoBefore(ctx, m.opts.Now().Add(-m.opts.Caps.Time), sweepPage)
		if err != nil || len(gone) == 0 {
			return err
		}
		if err := m.opts.Forget(ctx, slices.Sorted(maps.Keys(gone))); err != nil {
			return err
		}
		if err := m.opts.Store.PicturesForgotten(ctx, gone); err != nil || len(gone) < sweepPage {
			return err
		}
	}
}

func appendURLs(urls []string, p social.Post) []string {
	for _, img := range p.Images {
		urls = append(urls, img.URL)
	}
	return urls
}

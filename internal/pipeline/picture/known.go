package picture

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"earshot/internal/social"
)

// isKnown tells whether nothing is to be found out about a picture: it is ready,
// could not be had a short while ago, or is deleted and no post shows it again.
func (w *Worker) isKnown(m social.Media, isShown bool) bool {
	if m.State == social.MediaReady {
		return !w.opts.Describer.Wants(m)
	}
	if m.State == social.MediaFailed && !strings.HasPrefix(m.Fault, notFetched) && time.Since(m.FetchedAt) < failedFor {
		return true
	}
	return m.State == social.MediaDeleted && !isShown
}

// shownAgain tells which deleted pictures a post shows again, so that a task
// that waited while its post was deleted does not bring the picture back.
func (w *Worker) shownAgain(ctx context.Context, known map[string]social.Media) (map[string]bool, error) {
	var deleted []string
	for url, m := range known {
		if m.State == social.MediaDeleted {
			deleted = append(deleted, url)
		}
	}
	return w.opts.Store.PicturesShown(ctx, deleted)
}

// matchDue matches the posts of pictures that were stored by someone who did not come to that.
func (w *Worker) matchDue(ctx context.Context, urls []string) error {
	if w.opts.Posts == nil {
		return nil
	}
	due, err := w.opts.Posts.Due(ctx, urls)
	if err != nil || len(due) == 0 {
		return err
	}
	return w.opts.Posts.Pictures(ctx, slices.Sorted(maps.Keys(due)))
}

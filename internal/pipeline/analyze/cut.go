package analyze

import (
	"context"
	"encoding/json"
	"fmt"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// shownText is how much of a post's text names it, in characters.
const shownText = 60

// about says from which source a page is and what it holds.
func about(_ string, page []social.Post) (source, what string) {
	if len(page) == 0 {
		return "", "a page without posts"
	}
	first := page[0]
	text := []rune(first.FullText())
	what = fmt.Sprintf("post %s %s: %s", first.Platform, first.ID, string(text[:min(len(text), shownText)]))
	if len(page) > 1 {
		what = fmt.Sprintf("%d posts, the first %s", len(page), what)
	}
	return first.Source, what
}

// cutter puts the posts of a page on the stream again, each as a page of its own.
type cutter struct{ posts pipeline.Sink }

func (c cutter) cut(ctx context.Context, key string, page []social.Post) (int, error) {
	if len(page) < 2 {
		return len(page), nil
	}
	jobs := make([]pipeline.Job, len(page))
	for i := range page {
		data, err := json.Marshal(page[i : i+1])
		if err != nil {
			return 0, fmt.Errorf("analyze: encode post %s %s: %w", page[i].Platform, page[i].ID, err)
		}
		jobs[i] = pipeline.Job{Key: key, Data: data}
	}
	if err := c.posts.Put(ctx, jobs...); err != nil {
		return 0, fmt.Errorf("analyze: put posts one by one: %w", err)
	}
	return len(page), nil
}

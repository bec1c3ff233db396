package analyze

import (
	"context"
	"fmt"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/page"
	"earshot/internal/social"
)

// shownText is how much of a post's text names it, in characters.
const shownText = 60

// about says from which source a page is and what it holds.
func about(_ string, posts []social.Post) (source, what string) {
	if len(posts) == 0 {
		return "", "a page without posts"
	}
	first := posts[0]
	text := []rune(first.FullText())
	what = fmt.Sprintf("post %s %s: %s", first.Platform, first.ID, string(text[:min(len(text), shownText)]))
	if len(posts) > 1 {
		what = fmt.Sprintf("%d posts, the first %s", len(posts), what)
	}
	return first.Source, what
}

// cutter puts the posts of a page on the stream again, each as a page of its own.
type cutter struct{ posts pipeline.Sink }

func (c cutter) cut(ctx context.Context, key string, posts []social.Post) (int, error) {
	if len(posts) < 2 {
		return len(posts), nil
	}
	jobs := make([]pipeline.Job, len(posts))
	for i := range posts {
		jobs[i] = pipeline.Job{Key: key, Data: page.Encode(posts[i])}
	}
	if err := c.posts.Put(ctx, jobs...); err != nil {
		return 0, fmt.Errorf("analyze: put posts one by one: %w", err)
	}
	return len(posts), nil
}

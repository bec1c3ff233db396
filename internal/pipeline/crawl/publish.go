package crawl

import (
	"context"
	"fmt"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/page"
	"earshot/internal/social"
)

const (
	// messageBytes bounds a message of posts, well under the stream's own bound.
	messageBytes = 256 << 10
	// messagePosts bounds how many posts are in one, so that a batch of messages is
	// one of posts as well.
	messagePosts = 100
)

// Publisher puts posts on the posts stream.
type Publisher struct {
	Posts pipeline.Sink
	// Gate is waited for before posts are put; nil is always open.
	Gate func(ctx context.Context)
}

// Publish returns when every post is durable in the stream. A message is a page of
// bounded size (package page), so a page of long articles takes several. Its key is the
// posts' source.
func (p Publisher) Publish(ctx context.Context, posts []social.Post) error {
	if p.Gate != nil {
		p.Gate(ctx)
	}
	var jobs []pipeline.Job
	var held page.Page
	flush := func() {
		if held.Posts > 0 {
			jobs = append(jobs, pipeline.Job{Key: posts[0].Source, Data: held.Take()})
		}
	}
	for i := range posts {
		// Whoever read the post has bounded and counted it; what nobody has may not
		// keep the others from being published.
		post := posts[i]
		if _, err := post.Bound(); err != nil {
			return fmt.Errorf("crawl: publish: %w", err)
		}
		if held.Posts == messagePosts || !held.Add(&post, messageBytes) {
			flush()
			held.Add(&post, messageBytes)
		}
	}
	flush()
	if len(jobs) == 0 {
		return nil
	}
	if err := p.Posts.Put(ctx, jobs...); err != nil {
		return fmt.Errorf("crawl: publish posts: %w", err)
	}
	return nil
}

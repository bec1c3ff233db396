package crawl

import (
	"context"
	"encoding/json"
	"fmt"

	"earshot/internal/pipeline"
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

// Publish returns when every post is durable in the stream. A message is a JSON
// array of posts of bounded size, so a page of long articles takes several. Its
// key is the posts' source.
func (p Publisher) Publish(ctx context.Context, posts []social.Post) error {
	if p.Gate != nil {
		p.Gate(ctx)
	}
	var jobs []pipeline.Job
	var page []byte
	held := 0
	flush := func() {
		if len(page) > 0 {
			jobs = append(jobs, pipeline.Job{Key: posts[0].Source, Data: append(page, ']')})
			page, held = nil, 0
		}
	}
	for _, post := range posts {
		// Whoever read the post has bounded and counted it; what nobody has may not
		// keep the others from being published.
		if _, err := post.Bound(); err != nil {
			return fmt.Errorf("crawl: publish: %w", err)
		}
		data, err := json.Marshal(post)
		if err != nil {
			return fmt.Errorf("crawl: encode post %s %s: %w", post.Platform, post.ID, err)
		}
		if len(page)+len(data) > messageBytes || held == messagePosts {
			flush()
		}
		if len(page) == 0 {
			page = append(page, '[')
		} else {
			page = append(page, ',')
		}
		page = append(page, data...)
		held++
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

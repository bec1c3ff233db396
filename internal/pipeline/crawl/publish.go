package crawl

import (
	"context"
	"encoding/json"
	"fmt"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// messageBytes bounds a message of posts, well under the stream's own bound.
const messageBytes = 256 << 10

// Publisher puts posts on the posts stream.
type Publisher struct{ Posts pipeline.Sink }

// Publish returns when every post is durable in the stream. A message is a JSON
// array of posts of bounded size, so a page of long articles takes several. Its
// key is the posts' source.
func (p Publisher) Publish(ctx context.Context, posts []social.Post) error {
	var jobs []pipeline.Job
	var page []byte
	flush := func() {
		if len(page) > 0 {
			jobs = append(jobs, pipeline.Job{Key: posts[0].Source, Data: append(page, ']')})
			page = nil
		}
	}
	for _, post := range posts {
		data, err := json.Marshal(post)
		if err != nil {
			return fmt.Errorf("crawl: encode post %s %s: %w", post.Platform, post.ID, err)
		}
		if len(page)+len(data) > messageBytes {
			flush()
		}
		if len(page) == 0 {
			page = append(page, '[')
		} else {
			page = append(page, ',')
		}
		page = append(page, data...)
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

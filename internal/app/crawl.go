package app

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
	"earshot/storage/stream"
)

const (
	// taskWait is how long a worker waits for a task before it looks whether
	// it is to end.
	taskWait = time.Second
	// crawlSlice is how much reading a crash may repeat where a server asks for
	// no pause; at a polite pace every page is a step of its own.
	crawlSlice = 200 * time.Millisecond
	// postsMessage bounds the bytes of one message of posts, well under the
	// stream's own bound.
	postsMessage = 256 << 10
)

// crawling takes the steps of lanes from the crawl stream and has the runner
// do them, several side by side.
type crawling struct {
	tasks   *stream.Queue
	runner  *crawler.Runner
	workers int
	log     *slog.Logger
}

// run works until ctx ends.
func (c *crawling) run(ctx context.Context) {
	var wg sync.WaitGroup
	for range c.workers {
		wg.Go(func() {
			keepTrying(ctx, c.log, "crawl tasks", func() error {
				return c.tasks.Each(ctx, func(d *stream.Delivery) { c.step(ctx, d) })
			})
		})
	}
	wg.Wait()
}

// step does one step. The runner reports faults of the platform on the run;
// an error here is a fault of our own (a stream or the disk), so the step goes
// back to the stream.
func (c *crawling) step(ctx context.Context, d *stream.Delivery) {
	stop := keepAlive(ctx, c.log, d)
	defer stop()
	if err := c.runner.Step(ctx, d.Data); err != nil {
		if ctx.Err() != nil {
			return
		}
		c.log.Warn("crawl step will be repeated", "lane", d.Key, "attempt", d.Attempt, "error", err)
		if err := d.Nak(retryWait); err != nil {
			c.log.Warn("crawl step not handed back, it returns by itself", "lane", d.Key, "error", err)
		}
		return
	}
	// What the step led to is durable, and a step done twice changes nothing, so
	// nothing is lost when the message comes again.
	if err := d.Done(); err != nil && ctx.Err() == nil {
		c.log.Warn("crawl step not acknowledged, it will be repeated", "lane", d.Key, "error", err)
	}
}

// lanes lets the runner keep each lane's one message in the crawl stream.
type lanes struct{ queue *stream.Queue }

func (l lanes) Put(ctx context.Context, lane string, task []byte) error {
	return l.queue.Put(ctx, stream.Message{Key: lane, Data: task})
}

func (l lanes) Has(ctx context.Context, lane string) (bool, error) { return l.queue.Has(ctx, lane) }

// postsOut lets the runner publish posts.
type postsOut struct{ queue *stream.Queue }

// Publish returns when every post is durable in the stream. A message is a
// JSON array of posts of bounded size, so a page of long articles takes several.
func (p postsOut) Publish(ctx context.Context, posts []social.Post) error {
	var messages []stream.Message
	var page []byte
	flush := func() {
		if len(page) > 0 {
			messages = append(messages, stream.Message{Key: posts[0].Source, Data: append(page, ']')})
			page = nil
		}
	}
	for _, post := range posts {
		data, err := json.Marshal(post)
		if err != nil {
			return fmt.Errorf("app: encode post %s %s: %w", post.Platform, post.ID, err)
		}
		if len(page)+len(data) > postsMessage {
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
	if len(messages) == 0 {
		return nil
	}
	if err := p.queue.Put(ctx, messages...); err != nil {
		return fmt.Errorf("app: publish posts: %w", err)
	}
	return nil
}

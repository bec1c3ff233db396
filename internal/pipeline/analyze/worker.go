// Package analyze takes posts from the posts stream, has them analysed and hands
// those that are kept on to be stored.
package analyze

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/page"
	"earshot/internal/social"
)

const (
	// pagesAtOnce is how many pages of posts are taken from the stream at once.
	pagesAtOnce = 64
	// batchPosts and batchBytes bound how much goes into one insert: what ClickHouse
	// does for one costs as much as some thousand posts, and analysing the next batch
	// overlaps with storing one while what is held stays small.
	batchPosts = 12_800
	batchBytes = 32 << 20
	// batchTime is how long a batch may take to be analysed, so that it is stored soon
	// after where that is slow; batchLeast is how many posts it may have all the same.
	batchTime  = 10 * time.Second
	batchLeast = 5_000
	// batchWait is how long to wait for the first page of a batch.
	batchWait = 500 * time.Millisecond
)

// Worker takes pages of posts from the stream. A page is acknowledged when its
// posts are stored and the other streams have what is asked for, so a crash at
// any point leaves it in the stream, and reading it again changes nothing that is
// stored.
type Worker struct {
	opts    Options
	worker  *pipeline.Worker[[]social.Post]
	dropped atomic.Int64
	// most is how many posts a batch may have, by how long the last one took.
	most atomic.Int64
}

// batch is one insert under way.
type batch struct {
	pipeline.Batch
	pages    []*pipeline.Task[[]social.Post]
	analysis time.Duration
}

// New makes a worker.
func New(opts Options) *Worker {
	handling := pipeline.Handling[[]social.Post]{About: about}
	if opts.Again != nil {
		handling.Cut = cutter{opts.Again}.cut
	}
	if opts.Trace == nil {
		opts.Trace = func(ctx context.Context, _ string, _ int, do func(context.Context) error) error { return do(ctx) }
	}
	w := &Worker{opts: opts}
	handling.Enough = w.enough
	w.worker = pipeline.New(opts.Posts, page.Decode, pipeline.Options{
		Name: "posts", Batch: pagesAtOnce, Wait: batchWait, Log: opts.Log, Healthy: opts.Healthy, Gate: opts.Gate,
		Retried: "posts not stored, will try again", RetriedLevel: slog.LevelWarn,
	}, handling)
	w.most.Store(batchLeast)
	return w
}

// enough tells whether pages are a batch.
func (w *Worker) enough(pages [][]social.Post, bytes int) bool {
	var posts int64
	for _, page := range pages {
		posts += int64(len(page))
	}
	return posts >= w.most.Load() || bytes >= batchBytes
}

// pace notes how many posts can be analysed in the time of a batch.
func (w *Worker) pace(posts int, took time.Duration) {
	if posts < batchLeast/2 {
		return // too few to tell
	}
	w.most.Store(min(max(int64(float64(posts)*batchTime.Seconds()/took.Seconds()), batchLeast), batchPosts))
}

// Dropped counts posts that match no brand of a source that keeps mentions only.
func (w *Worker) Dropped() int64 { return w.dropped.Load() }

// Unreadable counts messages that can never be read, and Parked those and the others
// that were set aside.
func (w *Worker) Unreadable() int64 { return w.worker.Unreadable() }

// Parked counts the messages that were set aside.
func (w *Worker) Parked() int64 { return w.worker.Parked() }

// Run works until ctx ends. Analysing one batch overlaps with writing the one
// before and with acknowledging the one before that; writing is never
// concurrent, because what is written depends on what is stored.
func (w *Worker) Run(ctx context.Context) {
	ready, stored := make(chan batch), make(chan batch)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(stored)
		for b := range ready {
			if w.write(ctx, b) {
				stored <- b
			}
		}
	})
	wg.Go(func() {
		for b := range stored {
			w.finish(ctx, b)
		}
	})
	defer wg.Wait()
	defer close(ready)
	w.worker.Run(ctx, func(ctx context.Context, pages []*pipeline.Task[[]social.Post]) {
		b, err := w.analyze(ctx, pages)
		if err != nil {
			w.worker.Retry(ctx, err, pages...)
			return
		}
		select {
		case ready <- b:
		case <-ctx.Done():
		}
	})
}

func (w *Worker) analyze(ctx context.Context, pages []*pipeline.Task[[]social.Post]) (batch, error) {
	started := time.Now()
	var posts, waited []social.Post
	repeated := false
	for _, page := range pages {
		if w.opts.Pictures != nil && strings.HasPrefix(page.Key, pipeline.HeldPrefix) {
			waited = append(waited, page.Value...)
		} else {
			posts = append(posts, page.Value...)
		}
		repeated = repeated || page.Repeated
	}
	var b pipeline.Batch
	err := w.opts.Trace(ctx, "analyze posts", len(posts)+len(waited), func(ctx context.Context) error {
		return pipeline.Guard(func() (err error) {
			if len(waited) > 0 {
				if waited, err = w.opts.Pictures.Standing(ctx, waited); err != nil {
					return err
				}
				posts = append(waited, posts...) // they were read first
			}
			b, err = w.Prepare(ctx, posts, repeated)
			return err
		})
	})
	took := time.Since(started)
	w.pace(len(posts), took)
	return batch{Batch: b, pages: pages, analysis: took}, err
}

// Prepare analyses posts: what is to be stored of them. repeated says that they may have been
// stored before by work that did not come to its end.
func (w *Worker) Prepare(ctx context.Context, posts []social.Post, repeated bool) (b pipeline.Batch, err error) {
	if w.opts.Frames != nil {
		w.opts.Frames(posts)
	}
	united, err := w.opts.Articles.Unite(ctx, posts)
	if err != nil {
		return b, err
	}
	if w.opts.Transcripts != nil {
		if err := w.opts.Transcripts.Keep(ctx, united); err != nil {
			return b, err
		}
	}
	if b.Entries, b.Dropped, err = w.analyzeEach(ctx, united); err != nil {
		return b, err
	}
	if b.Held, b.Dropped, err = w.hold(ctx, b.Dropped); err != nil {
		return b, err
	}
	if err := w.opts.Articles.Note(ctx, b.Entries); err != nil {
		return b, err
	}
	if err := w.opts.Dates.Keep(ctx, b.Entries); err != nil {
		return b, err
	}
	if b.Originals, err = w.opts.Groups.Group(ctx, b.Entries, repeated); err != nil {
		return b, err
	}
	w.judgeAuthors(b.Entries)
	return b, nil
}

// drop counts entries that are not kept.
func (w *Worker) drop(entries []social.Entry) {
	for _, e := range entries {
		w.dropped.Add(e.Merged.Total())
		if !e.Elsewhere {
			w.dropped.Add(1)
		}
	}
	if w.opts.Tally != nil {
		w.opts.Tally.Drop(entries)
	}
}

// judgeAuthors adds to the spam score of each entry what its author's other
// posts say, in the order of their publication.
func (w *Worker) judgeAuthors(entries []social.Entry) {
	order := make([]*social.Entry, len(entries))
	for i := range entries {
		order[i] = &entries[i]
	}
	slices.SortFunc(order, func(p, q *social.Entry) int { return p.Post.CreatedAt.Compare(q.Post.CreatedAt) })
	for _, e := range order {
		e.Analysis.Spam = w.opts.Authors.Score(e.Post, e.Analysis.Fingerprint, e.Analysis.Spam)
	}
}

// write stores a batch and tells whether it did. When it cannot, the batch goes
// back to the stream.
func (w *Worker) write(ctx context.Context, b batch) bool {
	started := time.Now()
	err := w.opts.Trace(ctx, "store posts", len(b.Entries), func(ctx context.Context) error {
		return pipeline.Guard(func() error {
			if err := w.opts.Writer.Write(ctx, b.Batch); err != nil {
				return err
			}
			if err := w.opts.Groups.Settle(ctx, b.Entries, b.Originals); err != nil || w.opts.Pictures == nil {
				return err
			}
			if err := w.opts.Pictures.Settle(ctx, b.Entries); err != nil {
				return err
			}
			return w.opts.Pictures.Waiting(ctx, b.Batch.Held)
		})
	})
	if err != nil {
		w.worker.Retry(ctx, err, b.pages...)
		return false
	}
	w.opts.Log.Debug("posts stored", "posts", len(b.Entries), "analysis", b.analysis, "storage", time.Since(started))
	return true
}

// finish asks for what a stored batch leads to and acknowledges it. Where that
// cannot be asked for, the whole batch is done again, though it is stored.
func (w *Worker) finish(ctx context.Context, b batch) {
	if err := pipeline.Guard(func() error {
		if err := errors.Join(w.opts.Writer.AskFurther(ctx, b.Entries), w.opts.Writer.AskHeld(ctx, b.Batch.Held)); err != nil || w.opts.Pictures == nil {
			return err
		}
		return w.opts.Pictures.Leave(ctx, b.Batch.Dropped) // last, as it counts
	}); err != nil {
		if ctx.Err() == nil {
			w.opts.Log.Warn("posts stored, but not what they lead to, will try again", "posts", len(b.Entries), "error", err)
		}
		w.worker.Repeat(ctx, fmt.Errorf("posts are stored, but not what they lead to: %w", err), b.pages...)
		return
	}
	w.drop(b.Batch.Dropped)
	w.worker.Finish(ctx, b.pages...)
}

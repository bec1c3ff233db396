package app

import (
	"context"
	"encoding/json"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"earshot/analyzer"
	"earshot/analyzer/neardup"
	"earshot/analyzer/spam"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/media"
	"earshot/storage/stream"
)

const (
	// batchDeliveries bounds how many pages of posts go into one insert.
	batchDeliveries = 256
	// batchWait is how long to wait for the first page of a batch.
	batchWait = 500 * time.Millisecond
	// retryWait is how long a batch is left alone after storage failed.
	retryWait = 2 * time.Second
)

// analysing takes posts from the stream, analyses them, writes those that are
// kept and asks for their pictures and for second opinions on them. A page is
// acknowledged when ClickHouse has its posts and the other streams have what is
// asked for, so a crash at any point leaves it in the stream, and reading it again
// changes nothing that is stored.
type analysing struct {
	posts    *stream.Queue
	pictures *stream.Queue
	opinions *opining // nil where none are asked for
	analyzer *analyzer.Analyzer
	store    *storage.Store
	bytes    *media.Media
	log      *slog.Logger
	counts   postCounts
	// groups and authors belong to take, unwritten to write.
	groups  *grouping
	authors *spam.AuthorHistory
	// unwritten are the originals that could not be stored with their batch.
	unwritten map[social.Key]neardup.Change
}

// postCounts is what became of the posts taken from the stream.
type postCounts struct {
	new, updated, stale, erased, dropped atomic.Int64
	// unreadable counts messages, refused posts, that can never be stored.
	unreadable, refused atomic.Int64
}

// batch is one insert under way.
type batch struct {
	deliveries []*stream.Delivery
	entries    []storage.Entry
	// originals are those of other posts stored, where the entries change them.
	originals map[social.Key]neardup.Change
	analysis  time.Duration
}

// run works until ctx ends. Analysing one batch overlaps with writing the one
// before and with acknowledging the one before that; writing is never
// concurrent, because what is written depends on what is stored.
func (a *analysing) run(ctx context.Context) {
	ready, stored := make(chan batch), make(chan batch)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(stored)
		for b := range ready {
			if a.write(ctx, b) {
				stored <- b
			}
		}
	})
	wg.Go(func() {
		for b := range stored {
			a.settle(ctx, b)
		}
	})
	defer wg.Wait()
	defer close(ready)
	keepTrying(ctx, a.log, "posts", func() error { return a.take(ctx, ready) })
}

// take analyses the posts that wait, up to a batch.
func (a *analysing) take(ctx context.Context, ready chan<- batch) error {
	deliveries, err := a.posts.Fetch(ctx, batchDeliveries, batchWait)
	if err != nil || len(deliveries) == 0 {
		return err
	}
	started := time.Now()
	b := batch{deliveries: deliveries, entries: a.analyse(a.decode(deliveries))}
	if b.originals, err = a.groups.group(ctx, b.entries); err != nil {
		return err
	}
	a.judgeAuthors(b.entries)
	b.analysis = time.Since(started)
	select {
	case ready <- b:
	case <-ctx.Done():
	}
	return nil
}

// decode reads the pages, on every core. A page that cannot be read can never
// be: it is counted, logged and let go.
func (a *analysing) decode(deliveries []*stream.Delivery) []social.Post {
	pages := make([][]social.Post, len(deliveries))
	onEveryCore(len(deliveries), func(i int) {
		d := deliveries[i]
		if err := json.Unmarshal(d.Data, &pages[i]); err != nil {
			pages[i] = nil
			a.counts.unreadable.Add(1)
			a.log.Error("posts message is not readable", "key", d.Key, "bytes", len(d.Data), "error", err)
		}
	})
	return slices.Concat(pages...)
}

// analyse analyses the posts on every core and leaves out those not kept.
func (a *analysing) analyse(posts []social.Post) []storage.Entry {
	analyses := make([]social.Analysis, len(posts))
	onEveryCore(len(posts), func(i int) { analyses[i] = a.analyzer.Analyze(posts[i]) })
	entries := make([]storage.Entry, 0, len(posts))
	for i, p := range posts {
		// A deleted post matches nothing, and is news all the same.
		if !p.Deleted && p.Keep != social.KeepAll && len(analyses[i].Brands) == 0 {
			a.counts.dropped.Add(1)
			continue
		}
		entries = append(entries, storage.Entry{Post: p, Analysis: analyses[i]})
	}
	return entries
}

// onEveryCore calls do for 0 to n-1, spread over the cores.
func onEveryCore(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

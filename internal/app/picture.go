package app

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"earshot/analyzer/picture"
	"earshot/crawler"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/stream"
)

const (
	// pictureWorkers is how many pictures are fetched and decoded side by side;
	// a decoded picture is large.
	pictureWorkers = 3
	// pictureTasks is how many tasks a worker takes at once, to look up
	// together which are known already.
	pictureTasks = 32
	// pictureFlush is how long finished pictures wait to be written together.
	pictureFlush = 200 * time.Millisecond
)

// picturing takes media tasks from the stream, has the pictures fetched and
// described, and writes what is known of them. A task is acknowledged when
// ClickHouse has the picture's row.
type picturing struct {
	tasks  *stream.Queue
	worker *picture.Worker
	store  *storage.Store
	// captions tells whether a picture without a caption is worth another look.
	captions bool
	log      *slog.Logger
	counts   pictureCounts
}

// pictureCounts is what became of the tasks.
type pictureCounts struct {
	ready, failed, known, unreadable, uncaptioned atomic.Int64
}

// finished is a task that was done and is not yet written.
type finished struct {
	delivery *stream.Delivery
	media    social.Media
}

func (h *house) newPicturing(fetcher *crawler.Fetcher) (*picturing, error) {
	opts := picture.Options{Fetcher: pictureFetcher{fetcher}, Blobs: h.bytes, Index: h.store}
	model, err := h.captioner()
	if err != nil {
		return nil, err
	}
	if model != nil {
		opts.Captioner = model
	}
	return &picturing{
		tasks: h.bus.Media, worker: picture.New(opts), store: h.store, captions: model != nil, log: h.settings.Log,
	}, nil
}

// pictureFetcher lets the picture worker use the crawler's fetcher.
type pictureFetcher struct{ *crawler.Fetcher }

func (f pictureFetcher) Get(ctx context.Context, url, accept, referrer string) ([]byte, string, error) {
	resp, err := f.Fetcher.Get(ctx, url, accept, referrer)
	if err != nil {
		return nil, "", err
	}
	return resp.Body, resp.Header.Get("Content-Type"), nil
}

// run works until ctx ends.
func (p *picturing) run(ctx context.Context) {
	done := make(chan finished)
	var writer, workers sync.WaitGroup
	writer.Go(func() { p.writeAll(ctx, done) })
	for range pictureWorkers {
		workers.Go(func() {
			keepTrying(ctx, p.log, "media tasks", func() error {
				deliveries, err := p.tasks.Fetch(ctx, pictureTasks, taskWait)
				if err == nil {
					p.doAll(ctx, deliveries, done)
				}
				return err
			})
		})
	}
	workers.Wait()
	close(done)
	writer.Wait()
}

// doAll does a handful of tasks, leaving out the pictures already known.
func (p *picturing) doAll(ctx context.Context, deliveries []*stream.Delivery, done chan<- finished) {
	tasks := make([]social.MediaTask, len(deliveries))
	urls := make([]string, 0, len(deliveries))
	for i, d := range deliveries {
		if err := json.Unmarshal(d.Data, &tasks[i]); err != nil {
			p.counts.unreadable.Add(1)
			p.log.Error("media message is not readable", "key", d.Key, "bytes", len(d.Data), "error", err)
			p.ack(ctx, d)
			continue
		}
		urls = append(urls, tasks[i].URL)
	}
	known, err := p.store.MediaByURL(ctx, urls)
	if err != nil {
		p.again(ctx, deliveries, err)
		return
	}
	shown, err := p.shownAgain(ctx, known)
	if err != nil {
		p.again(ctx, deliveries, err)
		return
	}
	stop := keepAlive(ctx, p.log, deliveries...)
	defer stop()
	for i, d := range deliveries {
		task := tasks[i]
		if task.URL == "" || ctx.Err() != nil {
			continue
		}
		m, ok := known[task.URL]
		if ok && m.State == social.MediaReady && (!p.captions || m.CaptionModel != "") || m.State == social.MediaForgotten && !shown[task.URL] {
			p.counts.known.Add(1)
			p.ack(ctx, d)
			continue
		}
		p.do(ctx, d, task, done)
	}
}

// shownAgain tells which forgotten pictures a post shows again, so that a task
// that waited while its post was deleted does not bring the picture back.
func (p *picturing) shownAgain(ctx context.Context, known map[string]social.Media) (map[string]bool, error) {
	var forgotten []string
	for url, m := range known {
		if m.State == social.MediaForgotten {
			forgotten = append(forgotten, url)
		}
	}
	return p.store.PicturesShown(ctx, forgotten)
}

func (p *picturing) do(ctx context.Context, d *stream.Delivery, task social.MediaTask, done chan<- finished) {
	outcome, err := p.worker.Process(ctx, task, d.Attempt)
	if err != nil {
		p.again(ctx, []*stream.Delivery{d}, err)
		return
	}
	if outcome.CaptionFault != nil {
		p.counts.uncaptioned.Add(1)
		p.log.Warn("picture has no caption", "url", task.URL, "source", task.Source, "error", outcome.CaptionFault)
	}
	if !outcome.Changed {
		p.ack(ctx, d)
		return
	}
	select {
	case done <- finished{delivery: d, media: outcome.Media}:
	case <-ctx.Done():
	}
}

// writeAll writes finished pictures a few at a time, because many small
// inserts cost ClickHouse more than one large one.
func (p *picturing) writeAll(ctx context.Context, done <-chan finished) {
	var waiting []finished
	tick := time.NewTicker(pictureFlush)
	defer tick.Stop()
	for {
		select {
		case f, open := <-done:
			if !open {
				return
			}
			waiting = append(waiting, f)
			if len(waiting) < pictureTasks {
				continue
			}
		case <-tick.C:
		}
		if len(waiting) > 0 {
			p.write(ctx, waiting)
			waiting = nil
		}
	}
}

func (p *picturing) write(ctx context.Context, batch []finished) {
	media := make([]social.Media, len(batch))
	deliveries := make([]*stream.Delivery, len(batch))
	for i, f := range batch {
		media[i], deliveries[i] = f.media, f.delivery
	}
	if err := p.store.WriteMedia(ctx, media); err != nil {
		p.again(ctx, deliveries, err)
		return
	}
	for i, m := range media {
		if m.State == social.MediaReady {
			p.counts.ready.Add(1)
		} else {
			p.counts.failed.Add(1)
			p.log.Info("picture not usable", "url", m.URL, "fault", m.Fault)
		}
		p.ack(ctx, deliveries[i])
	}
}

func (p *picturing) ack(ctx context.Context, d *stream.Delivery) {
	if err := d.Ack(ctx); err != nil && ctx.Err() == nil {
		p.log.Warn("media task not acknowledged, it will be repeated", "error", err)
	}
}

// again hands tasks back to the stream, to be repeated later each time.
func (p *picturing) again(ctx context.Context, deliveries []*stream.Delivery, cause error) {
	if ctx.Err() != nil {
		return
	}
	p.log.Info("pictures will be tried again", "tasks", len(deliveries), "error", cause)
	for _, d := range deliveries {
		if err := d.Nak(retryWait << min(d.Attempt-1, 6)); err != nil {
			p.log.Warn("media task not handed back, it returns by itself", "error", err)
		}
	}
}

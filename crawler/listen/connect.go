package listen

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/record"
	"earshot/internal/social"
)

var (
	// errCaughtUp ends a connection on which everything wanted was read.
	errCaughtUp = errors.New("caught up")
	// errLate ends a CatchUp that takes too long.
	errLate = errors.New("not caught up in time")
)

// maxUnreadable is how many unreadable messages in a row show that a server does
// not speak the expected format.
const maxUnreadable = 100

// connect listens over one connection until it ends or ctx does. It returns nil
// once everything sent before until was read; a zero until never ends it. heard
// tells whether any event was read. When it returns, every event read is durable,
// or the error is a fault of our own.
func (l *sourceListener) connect(ctx context.Context, until time.Time) (heard bool, err error) {
	if err := l.load(ctx); err != nil {
		return false, err
	}
	if err := l.run.begin(ctx, l); err != nil {
		return false, err
	}
	from := l.place.Add(-overlap)
	stream, err := l.adapter.Stream(l.src, from)
	if err != nil {
		return false, err
	}
	var sent atomic.Int64
	conn, err := l.opts.Fetcher.Dial(ctx, stream.Address, l.adapter.Info(), fetch.Observer{Requests: &sent})
	l.run.Requests += sent.Load()
	if err != nil {
		return false, err
	}
	defer conn.Close()
	in := newBuffer(l, stream.Quiet)
	reading, stop := context.WithCancelCause(ctx)
	ended := make(chan error, 1)
	go func() { ended <- in.readLoop(reading, conn, stream, until, l.opts.Lull) }()

	tick := time.NewTicker(l.opts.Flush)
	defer tick.Stop()
	for open := true; open && err == nil; {
		select {
		case <-tick.C:
		case <-in.full:
		case fault := <-ended:
			open = false
			err = fault
		}
		heard = in.any()
		flushing, cancel := ctx, context.CancelFunc(func() {})
		if ctx.Err() != nil {
			flushing, cancel = context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
		}
		if fault := l.flush(flushing, in.take()); fault != nil {
			err = fault
			stop(fault)
			in.close()
			if open {
				<-ended
			}
		}
		cancel()
	}
	stop(nil)
	if errors.Is(err, errCaughtUp) {
		err = nil
	}
	return heard, err
}

// load reads the place where listening continues. A source that was never
// listened to begins at its history before now, which is saved as its place.
func (l *sourceListener) load(ctx context.Context) error {
	if !l.place.IsZero() {
		return nil
	}
	data, _, err := l.opts.State.Get(ctx, l.placeKey())
	if err != nil {
		return fmt.Errorf("crawler: load place in %s: %w", l.src.Name, err)
	}
	if err := l.loadClosing(ctx); err != nil {
		return err
	}
	if data != nil {
		if err := json.Unmarshal(data, &l.place); err != nil {
			return social.Errorf(social.CodeInternal, "crawler: place in %s: %w", l.src.Name, err)
		}
		return nil
	}
	history := l.src.History
	if history <= 0 {
		history = DefaultHistory
	}
	return l.save(ctx, l.opts.Clock.Now().Add(-history))
}

// placeKey is where the state keeps the place.
func (l *sourceListener) placeKey() string { return "cursor/" + l.src.Name + "/" + record.StreamLane }

// save makes place the one where listening continues.
func (l *sourceListener) save(ctx context.Context, place time.Time) error {
	data, err := json.Marshal(place.UTC())
	if err != nil {
		return fmt.Errorf("crawler: save place in %s: %w", l.src.Name, err)
	}
	if err := l.opts.State.Put(ctx, l.placeKey(), data); err != nil {
		return fmt.Errorf("crawler: save place in %s: %w", l.src.Name, err)
	}
	l.place = place.UTC()
	return nil
}

// flush makes the events of a connection durable: posts first, then the place, so
// that dying in between repeats the posts, which counts once.
func (l *sourceListener) flush(ctx context.Context, in batch) error {
	l.run.Events += in.events
	l.run.Items += in.events
	l.run.AddUnread(in.unread)
	if in.fault != "" {
		l.run.Note("%s", in.fault)
	}
	l.run.closed += int64(len(in.closed))
	l.authors.drop(in.changed)
	if err := l.eraseClosed(ctx, in.closed); err != nil {
		return err
	}
	in.posts = slices.DeleteFunc(in.posts, func(ev crawler.Event) bool {
		at, closed := in.closed[ev.Author]
		return closed && l.opts.Owned != nil && !ev.Post.Deleted && !ev.At.After(at)
	})
	posts, marks := l.complete(ctx, in.posts)
	if len(posts) > 0 {
		if err := l.opts.Posts.Publish(ctx, posts); err != nil {
			return social.Errorf(social.CodeInternal, "crawler: publish posts of %s: %w", l.src.Name, err)
		}
		l.recent.add(marks)
		l.run.Posts += int64(len(posts))
		l.remember(in.posts, posts)
	}
	if in.at.After(l.place) {
		if err := l.save(ctx, in.at); err != nil {
			return social.Errorf(social.CodeInternal, "%w", err)
		}
	}
	if err := l.run.progress(ctx, l); err != nil {
		return social.Errorf(social.CodeInternal, "%w", err)
	}
	return nil
}

// remember notes which of the posts that were heard are published, and whose they are.
func (l *sourceListener) remember(heard []crawler.Event, posts []social.Post) {
	authors := map[string]string{}
	for _, ev := range heard {
		authors[ev.Post.ID] = ev.Author
	}
	for _, p := range posts {
		if !p.Deleted {
			l.written.add(authors[p.ID], p.ID)
		}
	}
}

// complete leaves out posts that were published lately and posts of authors who do
// not want to be read, and adds what is known of the authors of the rest.
func (l *sourceListener) complete(ctx context.Context, heard []crawler.Event) (posts []social.Post, marks []uint64) {
	var fresh []crawler.Event
	had := make(map[uint64]bool, len(heard))
	for _, ev := range heard {
		if mark := l.recent.mark(ev); !l.recent.has(mark) && !had[mark] {
			had[mark] = true
			fresh, marks = append(fresh, ev), append(marks, mark)
		}
	}
	var sent atomic.Int64
	if fault := l.authors.load(ctx, fresh, &sent); fault != nil {
		l.run.Note("who the authors are could not be asked; their posts carry the platform's own names for them: %v", fault)
	}
	l.run.Requests += sent.Load()
	for _, ev := range fresh {
		post := *ev.Post
		if profile, ok := l.authors.profile(ev.Author); ok && !post.Deleted {
			if profile.Withheld {
				continue
			}
			l.adapter.Attribute(&post, profile.Author)
		}
		posts = append(posts, post)
	}
	return posts, marks
}

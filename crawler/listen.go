package crawler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"earshot/internal/social"
)

var (
	// errCaughtUp ends a connection on which all that was wanted was heard.
	errCaughtUp = errors.New("caught up")
	// errLate ends catching up that takes too long.
	errLate = errors.New("not caught up in time")
)

// gibberish is how many messages in a row, with none before that could be read,
// show that a server does not speak what was expected.
const gibberish = 100

// connect listens over one connection until it ends or ctx does, or what was
// said before until, which may be zero, was heard: then it returns nil. heard
// tells whether anything was. When it returns, all that was heard is durable, or
// the error is a fault of our own.
func (e *ear) connect(ctx context.Context, until time.Time) (heard bool, err error) {
	if err := e.load(ctx); err != nil {
		return false, err
	}
	if err := e.run.begin(ctx, e); err != nil {
		return false, err
	}
	from := e.place.Add(-overlap)
	stream, err := e.adapter.Stream(e.src, from)
	if err != nil {
		return false, err
	}
	var sent atomic.Int64
	conn, err := e.runner.opts.Fetcher.dial(ctx, stream.Address, errand{delay: e.adapter.Info().Delay, requests: &sent})
	e.run.Requests += sent.Load()
	if err != nil {
		return false, err
	}
	defer conn.close()
	in := newIntake(e, stream.Quiet)
	reading, stop := context.WithCancelCause(ctx)
	ended := make(chan error, 1)
	go func() { ended <- in.read(reading, conn, stream, until, e.opts.Lull) }()

	tick := time.NewTicker(e.opts.Flush)
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
		settling, cancel := ctx, context.CancelFunc(func() {})
		if ctx.Err() != nil {
			settling, cancel = context.WithTimeout(context.WithoutCancel(ctx), farewell)
		}
		if fault := e.settle(settling, in.take()); fault != nil {
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

// load reads the place where listening goes on. A source that was never listened
// to begins its history back, and that is its place from then on.
func (e *ear) load(ctx context.Context) error {
	if !e.place.IsZero() {
		return nil
	}
	data, _, err := e.runner.opts.State.Get(ctx, cursorKey(e.src.Name, streamLane))
	if err != nil {
		return fmt.Errorf("crawler: load place in %s: %w", e.src.Name, err)
	}
	if data != nil {
		if err := json.Unmarshal(data, &e.place); err != nil {
			return social.Errorf(social.CodeInternal, "crawler: place in %s: %w", e.src.Name, err)
		}
		return nil
	}
	history := e.src.History
	if history <= 0 {
		history = DefaultStreamHistory
	}
	return e.save(ctx, e.runner.opts.Clock.Now().Add(-history))
}

// save makes place the one where listening goes on.
func (e *ear) save(ctx context.Context, place time.Time) error {
	data, err := json.Marshal(place.UTC())
	if err != nil {
		return fmt.Errorf("crawler: save place in %s: %w", e.src.Name, err)
	}
	if err := e.runner.opts.State.Put(ctx, cursorKey(e.src.Name, streamLane), data); err != nil {
		return fmt.Errorf("crawler: save place in %s: %w", e.src.Name, err)
	}
	e.place = place.UTC()
	return nil
}

// settle makes what was heard durable: posts first, then the place, so that
// dying in between repeats the posts, which counts once.
func (e *ear) settle(ctx context.Context, in taken) error {
	e.run.Events += in.events
	e.run.Skipped += in.skipped
	if in.fault != "" {
		e.run.note("%s", in.fault)
	}
	e.run.closed += in.closed
	e.authors.forget(in.changed)
	posts, marks := e.complete(ctx, in.posts)
	if len(posts) > 0 {
		if err := e.runner.opts.Posts.Publish(ctx, posts); err != nil {
			return social.Errorf(social.CodeInternal, "crawler: publish posts of %s: %w", e.src.Name, err)
		}
		e.recent.add(marks)
		e.run.Posts += int64(len(posts))
	}
	if in.at.After(e.place) {
		if err := e.save(ctx, in.at); err != nil {
			return social.Errorf(social.CodeInternal, "%w", err)
		}
	}
	if err := e.run.progress(ctx, e); err != nil {
		return social.Errorf(social.CodeInternal, "%w", err)
	}
	return nil
}

// complete leaves out what was published lately and adds what is known of the
// authors of the rest; posts of authors who do not want to be read are left out.
func (e *ear) complete(ctx context.Context, heard []Event) (posts []social.Post, marks []uint64) {
	var fresh []Event
	had := make(map[uint64]bool, len(heard))
	for _, ev := range heard {
		if mark := e.recent.mark(ev); !e.recent.has(mark) && !had[mark] {
			had[mark] = true
			fresh, marks = append(fresh, ev), append(marks, mark)
		}
	}
	var sent atomic.Int64
	if fault := e.authors.ask(ctx, fresh, &sent); fault != nil {
		e.run.note("who the authors are could not be asked; their posts carry the platform's own names for them: %v", fault)
	}
	e.run.Requests += sent.Load()
	for _, ev := range fresh {
		post := *ev.Post
		if profile, ok := e.authors.known(ev.Author); ok && !post.Deleted {
			if profile.Withheld {
				continue
			}
			e.adapter.Attribute(&post, profile.Author)
		}
		posts = append(posts, post)
	}
	return posts, marks
}

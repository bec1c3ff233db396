package crawler

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"earshot/internal/social"
)

// intake is what was heard over one connection and is not yet durable. One
// goroutine reads into it, and waits while it is full: a stream that is faster
// than its posts can be stored is held back, not piled up.
type intake struct {
	ear *ear
	// from is the place from which the stream was asked for, zero where a leap in
	// time says nothing.
	from  time.Time
	quiet time.Duration
	full  chan struct{}

	mu    sync.Mutex
	room  *sync.Cond
	over  bool
	heard bool
	taken
}

// taken is what an intake held.
type taken struct {
	posts   []Event
	changed []string
	// closed counts the authors whose accounts were closed.
	closed  int64
	at      time.Time
	events  int64
	skipped int64
	fault   string
}

func newIntake(e *ear, quiet time.Duration) *intake {
	in := &intake{ear: e, from: e.place, quiet: quiet, full: make(chan struct{}, 1)}
	in.room = sync.NewCond(&in.mu)
	return in
}

// read reads messages until the connection ends, and says why it did.
func (in *intake) read(ctx context.Context, conn *socket, stream Stream, until time.Time, lull time.Duration) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	silence := social.Errorf(social.CodeUnavailable, "crawler: %s was silent for %s", stream.Address, stream.Quiet)
	patience := stream.Quiet
	if patience == 0 && !until.IsZero() {
		silence, patience = errCaughtUp, lull
	}
	if patience > 0 {
		watch := time.AfterFunc(patience, func() { stop(silence) })
		defer watch.Stop()
		conn.onMessage = func() { watch.Reset(patience) }
	}
	for nonsense := 0; ; {
		message, err := conn.read(ctx)
		if cause := context.Cause(ctx); cause != nil && err != nil {
			return cause
		}
		if err != nil && !errors.Is(err, errTooLong) {
			return streamFault(stream.Address, err)
		}
		var ev Event
		if err == nil {
			ev, err = in.hear(message)
		}
		if err != nil {
			in.skip(message, err)
			if nonsense++; nonsense >= gibberish {
				return social.Errorf(social.CodeBroken, "crawler: %s sends nothing that can be read, last: %w", stream.Address, err)
			}
			continue
		}
		nonsense = 0
		in.add(ev)
		if !until.IsZero() && !ev.At.Before(until) {
			return errCaughtUp
		}
	}
}

// hear reads a message; a panic of the adapter costs this message only.
func (in *intake) hear(message []byte) (ev Event, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the adapter panicked: %v", p)
		}
	}()
	ev, err = in.ear.adapter.Hear(message)
	if err == nil && ev.At.IsZero() {
		err = errors.New("it does not say when it happened")
	}
	return ev, err
}

// skip counts a message that cannot be read, and notes the first.
func (in *intake) skip(message []byte, err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.events++
	in.skipped++
	if in.fault == "" {
		in.fault = fmt.Sprintf("a message of the stream cannot be read: %v: %.80q", err, message)
	}
}

// add takes in an event, and waits while there is no room for its post.
func (in *intake) add(ev Event) {
	now := in.ear.runner.opts.Clock.Now()
	if ev.At.After(now) {
		// A clock that is ahead must not move the place past what is still to come.
		ev.At = now
	}
	wanted, reason := in.ear.want(&ev, now)
	in.mu.Lock()
	defer in.mu.Unlock()
	in.events++
	if !in.heard && in.quiet > 0 && ev.At.Sub(in.from) > in.quiet {
		in.fault = fmt.Sprintf("the stream no longer holds what was said between %s and %s", in.from.Format(time.RFC3339), ev.At.Format(time.RFC3339))
	}
	in.heard = true
	if ev.At.After(in.at) {
		in.at = ev.At
	}
	if reason != "" {
		in.skipped++
		if in.fault == "" {
			in.fault = reason
		}
	}
	if ev.Closed {
		in.closed++
	}
	if ev.Changed || ev.Closed {
		in.changed = append(in.changed, ev.Author)
	}
	if !wanted {
		return
	}
	in.posts = append(in.posts, ev)
	for len(in.posts) >= maxGathered && !in.over {
		select {
		case in.full <- struct{}{}:
		default:
		}
		in.room.Wait()
	}
}

// want tells whether the post of ev, if it has one, is to be published, and
// completes it; reason says why one cannot be.
func (e *ear) want(ev *Event, now time.Time) (wanted bool, reason string) {
	post := ev.Post
	if post == nil {
		return false, ""
	}
	platform := e.adapter.Info().Platform
	post.Platform, post.Source, post.Keep, post.FetchedAt = platform, e.src.Name, e.src.Keep, ev.At
	if post.Keep == "" {
		post.Keep = social.KeepMentions
	}
	if post.Deleted {
		return post.ID != "", ""
	}
	post.CreatedAt = post.CreatedAt.UTC()
	if reason := unfit(*post, platform, now); reason != "" {
		return false, fmt.Sprintf("post %q: %s", post.ID, reason)
	}
	return post.Keep == social.KeepAll || e.opts.Wanted(post), ""
}

// take empties the intake.
func (in *intake) take() taken {
	in.mu.Lock()
	defer in.mu.Unlock()
	out := in.taken
	in.taken = taken{}
	in.room.Broadcast()
	return out
}

// any tells whether anything was heard that could be read.
func (in *intake) any() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.heard
}

// close lets the reader go on without room, as nobody takes anything any more.
func (in *intake) close() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.over = true
	in.room.Broadcast()
}

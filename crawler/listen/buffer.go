package listen

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/record"
	"earshot/internal/social"
)

// maxBuffered is how many posts a buffer holds before the reader waits.
const maxBuffered = 500

// buffer holds the events of one connection that are not yet durable. One
// goroutine reads into it, and waits while it is full: a stream that is faster
// than its posts can be stored is slowed down, and memory stays bounded.
type buffer struct {
	listener *sourceListener
	// from is the place from which the stream was asked for; zero where a jump in
	// time is no gap.
	from  time.Time
	quiet time.Duration
	full  chan struct{}

	mu    sync.Mutex
	room  *sync.Cond
	over  bool
	heard bool
	batch
}

// batch is what a buffer held.
type batch struct {
	posts   []crawler.Event
	changed []string
	// closed are the authors whose accounts were closed, with when.
	closed map[string]time.Time
	at     time.Time
	events int64
	unread record.Counts
	fault  string
}

func newBuffer(l *sourceListener, quiet time.Duration) *buffer {
	in := &buffer{listener: l, from: l.place, quiet: quiet, full: make(chan struct{}, 1)}
	in.room = sync.NewCond(&in.mu)
	return in
}

// readLoop reads messages until the connection ends, and says why it did.
func (in *buffer) readLoop(ctx context.Context, conn *fetch.Socket, stream crawler.Stream, until time.Time, lull time.Duration) error {
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
		conn.OnMessage = func() { watch.Reset(patience) }
	}
	for unreadable := 0; ; {
		message, err := conn.Read(ctx)
		if cause := context.Cause(ctx); cause != nil && err != nil {
			return cause
		}
		if err != nil && !errors.Is(err, fetch.ErrTooLong) {
			return fetch.StreamFault(stream.Address, err)
		}
		var ev crawler.Event
		if err == nil {
			ev, err = in.decode(message)
		}
		if err != nil {
			in.skip(message, err)
			if unreadable++; unreadable >= maxUnreadable {
				return social.Errorf(social.CodeBroken, "crawler: %s sends nothing that can be read, last: %w", stream.Address, err)
			}
			continue
		}
		unreadable = 0
		in.add(ev)
		if !until.IsZero() && !ev.At.Before(until) {
			return errCaughtUp
		}
	}
}

// decode has the adapter read a message; a panic there costs this message only.
func (in *buffer) decode(message []byte) (ev crawler.Event, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the adapter panicked: %v", p)
		}
	}()
	ev, err = in.listener.adapter.ParseEvent(message)
	if err == nil && ev.At.IsZero() {
		err = errors.New("it does not say when it happened")
	}
	return ev, err
}

// skip counts an unreadable message, and notes the first.
func (in *buffer) skip(message []byte, err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.events++
	in.unread.Skip("a message of the stream: %v: %.80q", err, message)
}

// add adds an event, and waits while there is no room for its post.
func (in *buffer) add(ev crawler.Event) {
	now := in.listener.opts.Clock.Now()
	if ev.At.After(now) {
		// A clock that is ahead must not move the place past events that are still to come.
		ev.At = now
	}
	wanted, reason := in.listener.want(&ev, now)
	cut := ""
	if wanted {
		var err error
		ev.Post.NoteRecordings()
		if cut, err = ev.Post.Bound(); err != nil {
			wanted, reason = false, "a post: "+err.Error()
		}
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if cut != "" {
		in.unread.AddCut(ev.Post.ID, cut)
	}
	in.events++
	if !in.heard && in.quiet > 0 && ev.At.Sub(in.from) > in.quiet {
		in.fault = fmt.Sprintf("the stream no longer holds what was said between %s and %s", in.from.Format(time.RFC3339), ev.At.Format(time.RFC3339))
	}
	in.heard = true
	in.unread.NoteUnread(ev.Unread)
	if ev.At.After(in.at) {
		in.at = ev.At
	}
	if reason != "" {
		in.unread.Skip("%s", reason)
	}
	if ev.Closed {
		if in.closed == nil {
			in.closed = map[string]time.Time{}
		}
		in.closed[ev.Author] = ev.At
	}
	if ev.Changed || ev.Closed {
		in.changed = append(in.changed, ev.Author)
	}
	if !wanted {
		return
	}
	in.posts = append(in.posts, ev)
	for len(in.posts) >= maxBuffered && !in.over {
		select {
		case in.full <- struct{}{}:
		default:
		}
		in.room.Wait()
	}
}

// want completes the post of ev, if it has one, and tells whether to publish it;
// reason says why it cannot be.
func (l *sourceListener) want(ev *crawler.Event, now time.Time) (wanted bool, reason string) {
	post := ev.Post
	if post == nil {
		return false, ""
	}
	platform := l.adapter.Info().Platform
	post.Platform, post.Source, post.Keep, post.FetchedAt = platform, l.src.Name, l.src.Keep, ev.At
	if post.Keep == "" {
		post.Keep = social.KeepMentions
	}
	if post.Deleted {
		return post.ID != "", ""
	}
	if err := crawler.CheckPost(*post, platform); err != nil {
		return false, fmt.Sprintf("post %q: %v", post.ID, err)
	}
	// A stream tells of a post as it is published, so that one without a date is
	// of this moment.
	_ = crawler.DatePost(post, ev.At)
	return post.Keep == social.KeepAll || l.opts.Wanted(post), ""
}

// take empties the buffer.
func (in *buffer) take() batch {
	in.mu.Lock()
	defer in.mu.Unlock()
	out := in.batch
	in.batch = batch{}
	in.room.Broadcast()
	return out
}

// any tells whether any event was read.
func (in *buffer) any() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.heard
}

// close lets the reader continue without room, as nothing will be taken any more.
func (in *buffer) close() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.over = true
	in.room.Broadcast()
}

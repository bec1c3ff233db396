package listen

import (
	"context"
	"math/rand/v2"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// sourceListener listens to one source.
type sourceListener struct {
	*Listener
	adapter crawler.Streamer
	src     social.Source
	authors *authors
	recent  dedup
	// place is the time in the stream up to which everything is durable; zero
	// while it is not loaded.
	place time.Time
	run   window
	// closing are the accounts that were closed a moment ago.
	closing map[string]closing
	written written
}

func newSourceListener(l *Listener, adapter crawler.Streamer, src social.Source) *sourceListener {
	return &sourceListener{Listener: l, adapter: adapter, src: src, authors: newAuthors(l, adapter, src), closing: map[string]closing{}}
}

// listen connects again and again until ctx ends. One failure does not end the
// run: connections break off, and the next one continues from the same place.
func (l *sourceListener) listen(ctx context.Context) {
	for failures := 0; ctx.Err() == nil; {
		heard, err := l.connect(ctx, time.Time{})
		if ctx.Err() != nil {
			break
		}
		if heard {
			failures = 0
		}
		failures++
		if crawler.IsInternal(ctx, err) {
			l.opts.Log.WarnContext(ctx, "listening will be resumed", "source", l.src.Name, "error", err)
		} else if failures > 1 {
			l.giveUp(ctx, err)
		}
		if l.opts.Clock.Sleep(ctx, l.backoff(failures)) != nil {
			break
		}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
	defer cancel()
	l.giveUp(ctx, nil)
}

// giveUp ends the run with what is wrong with the platform. An end that cannot be
// recorded is recorded by the next start.
func (l *sourceListener) giveUp(ctx context.Context, fault error) {
	if err := l.run.end(ctx, l, fault); err != nil {
		l.opts.Log.WarnContext(ctx, "the end of a run could not be recorded", "source", l.src.Name, "error", err)
	}
}

// catchUp listens until it has read what was sent before now.
func (l *sourceListener) catchUp(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, l.opts.CatchUp, errLate)
	defer cancel()
	until := l.opts.Clock.Now()
	for failures := 1; ; failures++ {
		heard, err := l.connect(ctx, until)
		if heard {
			failures = 0
		}
		late := context.Cause(ctx) == errLate
		switch {
		case late:
			l.run.Note("stopped after %s at what was said at %s; the next run goes on there", l.opts.CatchUp, l.place.Format(time.RFC3339))
		case err != nil && ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil && crawler.IsInternal(ctx, err):
			return err
		case err != nil && failures < l.opts.Fetcher.Attempts():
			if err := l.opts.Clock.Sleep(ctx, l.backoff(failures)); err != nil && context.Cause(ctx) != errLate {
				return err
			}
			continue
		}
		if late {
			err = nil
		}
		done, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
		defer cancel()
		return l.run.end(done, l, err)
	}
}

// backoff is the wait before the next attempt to connect: 1 s, doubled each time,
// plus a random time up to as much again.
func (l *sourceListener) backoff(failures int) time.Duration {
	if !l.opts.Fetcher.Polite() {
		return time.Millisecond << min(failures, 6)
	}
	base := min(time.Second<<min(max(failures-1, 0), 10), maxBackoff/2)
	return base + rand.N(base)
}

package crawler

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"earshot/internal/social"
)

// The defaults of ListenerOptions, and of social.Source for streams.
const (
	DefaultStretch = 15 * time.Minute
	DefaultFlush   = time.Second
	DefaultLull    = 10 * time.Second
	DefaultCatchUp = 10 * time.Minute
	// DefaultStreamHistory is how far back the first listening begins where a
	// source does not say: streams can be asked for more than anybody wants.
	DefaultStreamHistory = time.Hour
)

const (
	// overlap is how far behind its place listening goes on after a break, as
	// the clocks of a platform's servers differ.
	overlap = 5 * time.Second
	// longestPause is the most between two attempts to connect.
	longestPause = time.Minute
	// progressEvery is how often the record of a run under way is brought up to date.
	progressEvery = 5 * time.Second
	// farewell is how long what was heard last may take to become durable when
	// the process is told to end.
	farewell = 5 * time.Second
)

// ListenerOptions are what a Listener needs beside its Runner; the zero value
// will do.
type ListenerOptions struct {
	// Wanted tells whether a post could be kept, so that the rest of a stream
	// does not flood the posts. It may be wrong about a post that will not be
	// kept, never about one that will. Sources that keep everything are not asked
	// about. Nil is always true.
	Wanted func(post *social.Post) bool
	// Stretch is the longest a run lasts before the next begins.
	Stretch time.Duration
	// Flush is the longest a post waits before it is published.
	Flush time.Duration
	// Lull is the silence after which a stream that may be silent counts as caught up.
	Lull time.Duration
	// CatchUp is the longest that CatchUp listens.
	CatchUp time.Duration
}

// Listener listens to the sources that are streams, over the same State, Posts
// and Runs as its Runner. A run of such a source is a stretch of listening: it
// ends after Options.Stretch, and with the state of its fault when the platform
// is out of reach.
//
// What was heard is published before the place in the stream is saved, and after
// a break of any kind listening goes on a little before the place saved last. So
// nothing is lost, and what is published twice counts once.
type Listener struct {
	runner *Runner
	opts   ListenerOptions
}

// NewListener returns a Listener to the streams among the sources of runner.
func NewListener(runner *Runner, opts ListenerOptions) *Listener {
	setDefault(&opts.Stretch, DefaultStretch)
	setDefault(&opts.Flush, DefaultFlush)
	setDefault(&opts.Lull, DefaultLull)
	setDefault(&opts.CatchUp, DefaultCatchUp)
	if opts.Wanted == nil {
		opts.Wanted = func(*social.Post) bool { return true }
	}
	return &Listener{runner: runner, opts: opts}
}

// Run listens to every stream until ctx ends, and then returns nil.
func (l *Listener) Run(ctx context.Context) error {
	var work sync.WaitGroup
	for _, src := range l.runner.opts.Sources {
		if adapter, ok := l.runner.stream(src.Name); ok {
			work.Go(func() { newEar(l, adapter, src).listen(ctx) })
		}
	}
	work.Wait()
	return nil
}

// CatchUp listens to a source for one run: until it has heard what was said
// before it was called, or for ListenerOptions.CatchUp. What the platform does
// wrong is in the run; an error is a fault of our own.
func (l *Listener) CatchUp(ctx context.Context, source string) error {
	adapter, ok := l.runner.stream(source)
	if !ok {
		return social.Errorf(social.CodeInvalid, "crawler: source %s is not a stream", source)
	}
	return newEar(l, adapter, l.runner.sources[source]).catchUp(ctx)
}

// stream returns the adapter of a source that is a stream.
func (r *Runner) stream(source string) (Streamer, bool) {
	src, ok := r.sources[source]
	if !ok {
		return nil, false
	}
	return streamer(r.adapters[src.Platform], src)
}

// IsStream tells whether a source is a stream, and therefore the Listener's.
func (r *Runner) IsStream(source string) bool {
	_, ok := r.stream(source)
	return ok
}

// ear listens to one source.
type ear struct {
	*Listener
	adapter Streamer
	src     social.Source
	authors *authors
	recent  recent
	// place is up to where everything heard is durable; zero while not loaded.
	place time.Time
	run   stretch
}

func newEar(l *Listener, adapter Streamer, src social.Source) *ear {
	return &ear{Listener: l, adapter: adapter, src: src, authors: newAuthors(l.runner, adapter, src)}
}

// listen connects again and again until ctx ends. One failure is not the end of
// a run: connections break off, and the next one reads on from the same place.
func (e *ear) listen(ctx context.Context) {
	for failures := 0; ctx.Err() == nil; {
		heard, err := e.connect(ctx, time.Time{})
		if ctx.Err() != nil {
			break
		}
		if heard {
			failures = 0
		}
		failures++
		if ours(ctx, err) {
			e.runner.opts.Log.WarnContext(ctx, "listening will be taken up again", "source", e.src.Name, "error", err)
		} else if failures > 1 {
			e.giveUp(ctx, err)
		}
		if e.runner.opts.Clock.Sleep(ctx, e.pause(failures)) != nil {
			break
		}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	e.giveUp(ctx, nil)
}

// giveUp ends the run with what is wrong with the platform. That it could not be
// recorded is mended by the next start.
func (e *ear) giveUp(ctx context.Context, fault error) {
	if err := e.run.end(ctx, e, fault); err != nil {
		e.runner.opts.Log.WarnContext(ctx, "the end of a run could not be recorded", "source", e.src.Name, "error", err)
	}
}

// catchUp listens until now.
func (e *ear) catchUp(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, e.opts.CatchUp, errLate)
	defer cancel()
	until := e.runner.opts.Clock.Now()
	for failures := 1; ; failures++ {
		heard, err := e.connect(ctx, until)
		if heard {
			failures = 0
		}
		late := context.Cause(ctx) == errLate
		switch {
		case late:
			e.run.note("stopped after %s at what was said at %s; the next run goes on there", e.opts.CatchUp, e.place.Format(time.RFC3339))
		case err != nil && ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil && ours(ctx, err):
			return err
		case err != nil && failures < e.runner.opts.Fetcher.opts.Attempts:
			if err := e.runner.opts.Clock.Sleep(ctx, e.pause(failures)); err != nil && context.Cause(ctx) != errLate {
				return err
			}
			continue
		}
		if late {
			err = nil
		}
		done, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
		defer cancel()
		return e.run.end(done, e, err)
	}
}

// pause is the wait before the next attempt to connect: 1 s, doubled each time,
// plus up to as much again.
func (e *ear) pause(failures int) time.Duration {
	if e.runner.opts.Fetcher.opts.Delay < 0 {
		return time.Millisecond << min(failures, 6)
	}
	base := min(time.Second<<min(max(failures-1, 0), 10), longestPause/2)
	return base + rand.N(base)
}

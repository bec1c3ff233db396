// Package listen listens to the sources that are streams: platforms that send
// posts over a WebSocket as they are written.
package listen

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock"
	"earshot/crawler/fetch"
	"earshot/crawler/record"
	"earshot/internal/social"
)

// The defaults of Options, and of social.Source for streams.
const (
	DefaultWindow  = 15 * time.Minute
	DefaultFlush   = time.Second
	DefaultLull    = 10 * time.Second
	DefaultCatchUp = 10 * time.Minute
	// DefaultHistory is how far back the first connection to a source begins where
	// the source does not say: streams hold more than is usually wanted.
	DefaultHistory = time.Hour
)

const (
	// overlap is how far before its place a listener continues after a break, as
	// the clocks of a platform's servers differ.
	overlap = 5 * time.Second
	// maxBackoff is the longest wait between two attempts to connect.
	maxBackoff = time.Minute
	// progressEvery is how often the record of an active run is updated.
	progressEvery = 5 * time.Second
	// shutdownGrace is how long the last posts may take to become durable when the
	// process is told to end.
	shutdownGrace = 5 * time.Second
)

// Options are what a Listener works with. Sources, Fetcher, Posts, State and Runs
// are required.
type Options struct {
	Sources *crawler.Registry
	Fetcher *fetch.Fetcher
	Posts   crawler.Posts
	State   crawler.State
	Runs    crawler.Runs
	// Wanted tells whether a post could be kept, so that the rest of a stream
	// does not flood the posts. It may be wrong about a post that will not be
	// kept, never about one that will. It is not asked about sources that keep
	// everything. Nil is always true.
	Wanted func(post *social.Post) bool
	// Owned finds the stored posts of accounts that were closed; nil finds none.
	Owned crawler.Owned
	// Window is the longest a run lasts before the next begins.
	Window time.Duration
	// Flush is the longest a post waits before it is published.
	Flush time.Duration
	// Lull is the silence after which a stream without a known bound counts as
	// caught up.
	Lull time.Duration
	// CatchUp is the longest that CatchUp listens.
	CatchUp time.Duration
	// Clock is the system's when nil.
	Clock clock.Clock
	// Log is slog.Default when nil.
	Log *slog.Logger
}

// Listener listens to the sources that are streams. A run of such a source is a
// window of listening: it ends after Options.Window, and with the state of its
// fault when the platform is out of reach.
//
// Posts are published before the place in the stream is saved, and after a break
// of any kind the Listener continues a little before the place saved last. So
// nothing is lost, and what is published twice counts once.
type Listener struct {
	opts    Options
	records *record.Store
}

// New returns a Listener to the streams among opts.Sources.
func New(opts Options) *Listener {
	opts.Window = cmp.Or(opts.Window, DefaultWindow)
	opts.Flush = cmp.Or(opts.Flush, DefaultFlush)
	opts.Lull = cmp.Or(opts.Lull, DefaultLull)
	opts.CatchUp = cmp.Or(opts.CatchUp, DefaultCatchUp)
	if opts.Wanted == nil {
		opts.Wanted = func(*social.Post) bool { return true }
	}
	if opts.Clock == nil {
		opts.Clock = clock.System{}
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	return &Listener{opts: opts, records: record.NewStore(opts.State, opts.Runs, opts.Clock)}
}

// Run listens to every stream until ctx ends, and then returns nil.
func (l *Listener) Run(ctx context.Context) error {
	var work sync.WaitGroup
	for _, src := range l.opts.Sources.Sources() {
		if _, adapter, ok := l.opts.Sources.Stream(src.Name); ok {
			work.Go(func() { newSourceListener(l, adapter, src).listen(ctx) })
		}
	}
	work.Wait()
	return nil
}

// CatchUp listens to a source for one run: until it has read what was sent before
// the call, or for Options.CatchUp. What the platform does wrong is in the run; an
// error is a fault of our own.
func (l *Listener) CatchUp(ctx context.Context, source string) error {
	src, adapter, ok := l.opts.Sources.Stream(source)
	if !ok {
		return social.Errorf(social.CodeInvalid, "crawler: source %s is not a stream", source)
	}
	return newSourceListener(l, adapter, src).catchUp(ctx)
}

// Package run crawls sources in durable steps. A run of a source is cut into
// lanes and a lane into steps; a step fetches one page and publishes its posts.
// All that matters is kept in streams and stores that outlive the process, so
// that a run continues where it stopped when the process dies.
package run

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock"
	"earshot/crawler/fetch"
	"earshot/crawler/record"
	"earshot/crawler/warc"
	"earshot/internal/social"
)

// The defaults of Options and of social.Source.
const (
	DefaultMaxPages = 1000
	DefaultRefresh  = 48 * time.Hour
)

// Options are what a Runner works with. Sources, Fetcher, Posts, Lanes, State and
// Runs are required.
type Options struct {
	Sources *crawler.Registry
	Fetcher *fetch.Fetcher
	Posts   crawler.Posts
	Lanes   crawler.Lanes
	State   crawler.State
	Runs    crawler.Runs
	// Due finds the posts that are due to be read again; nil where none are.
	Due crawler.Due
	// MaxPages limits the answers read on one lane in one run; 0 is
	// DefaultMaxPages.
	MaxPages int
	// Slice is how long a step continues to read pages before it saves the
	// lane's state; 0 is one page a step. A crash repeats the pages of a step.
	Slice time.Duration
	// Evidence archives every answer as it was received; nil archives none.
	Evidence *warc.Folder
	// Clock is the system's when nil.
	Clock clock.Clock
	// Log is slog.Default when nil.
	Log *slog.Logger
}

// Runner crawls sources, a step at a time. It keeps no state of its own in
// memory: any number of Runners over the same State and Lanes work together,
// and each of them may die at any moment.
type Runner struct {
	opts    Options
	sources *crawler.Registry
	records *record.Store
}

// New returns a Runner.
func New(opts Options) *Runner {
	opts.MaxPages = cmp.Or(opts.MaxPages, DefaultMaxPages)
	if opts.Clock == nil {
		opts.Clock = clock.System{}
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	return &Runner{opts: opts, sources: opts.Sources, records: record.NewStore(opts.State, opts.Runs, opts.Clock)}
}

// Sources returns the sources that the Runner crawls.
func (r *Runner) Sources() *crawler.Registry { return r.sources }

// MaxBytes is the limit of an answer, in bytes.
func (r *Runner) MaxBytes() int64 { return r.opts.Fetcher.MaxBytes() }

// IsStream tells whether a source is a stream, which the listener reads and no Runner.
func (r *Runner) IsStream(source string) bool {
	_, _, ok := r.sources.Stream(source)
	return ok
}

// Run returns the active run of a source or else its last; false when it never
// ran.
func (r *Runner) Run(ctx context.Context, source string) (social.Run, bool, error) {
	known, _, err := r.records.Load(ctx, source)
	if err != nil {
		return social.Run{}, false, err
	}
	return known.Run, known.Run.ID != "", nil
}

// Active returns the active runs, including those of sources that are no longer
// configured.
func (r *Runner) Active(ctx context.Context) ([]social.Run, error) {
	names, err := r.records.Sources(ctx)
	if err != nil {
		return nil, err
	}
	var runs []social.Run
	for _, name := range names {
		known, _, err := r.records.Load(ctx, name)
		if err != nil {
			return nil, err
		}
		if known.Active() {
			runs = append(runs, known.Run)
		}
	}
	return runs, nil
}

package crawler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"earshot/crawler/clock"
	"earshot/crawler/warc"
	"earshot/internal/social"
)

// The defaults of Options and of social.Source.
const (
	DefaultMaxPages = 1000
	DefaultRefresh  = 48 * time.Hour
)

// Options are what a Runner works with. Adapters, Sources, Fetcher, Posts, Lanes,
// State and Runs are required.
type Options struct {
	Adapters []Adapter
	Sources  []social.Source
	Fetcher  *Fetcher
	Posts    Posts
	Lanes    Lanes
	State    State
	Runs     Runs
	// Due knows the posts that are due to be read again; nil for none ever.
	Due Due
	// MaxPages bounds the answers read on one lane in one run; 0 is
	// DefaultMaxPages.
	MaxPages int
	// Slice is how long a step goes on reading pages before it makes the lane's
	// place durable; 0 is one page a step. A crash repeats the pages of a step.
	Slice time.Duration
	// Evidence keeps every answer as it was received; nil keeps none.
	Evidence *warc.Folder
	// Clock is the system's when nil.
	Clock clock.Clock
	// Log is slog.Default when nil.
	Log *slog.Logger
}

// Runner crawls sources, a step at a time. It keeps nothing that matters in
// memory: any number of Runners over the same State and Lanes work together, and
// each of them may die at any moment.
type Runner struct {
	opts     Options
	adapters map[string]Adapter
	sources  map[string]social.Source
}

// New returns a Runner. Sources are taken as they are; Check tells what is wrong
// with them.
func New(opts Options) *Runner {
	setDefault(&opts.MaxPages, DefaultMaxPages)
	if opts.Clock == nil {
		opts.Clock = clock.System{}
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	r := &Runner{opts: opts, adapters: map[string]Adapter{}, sources: map[string]social.Source{}}
	for _, a := range opts.Adapters {
		r.adapters[a.Info().Platform] = a
	}
	for _, src := range opts.Sources {
		r.sources[src.Name] = src
	}
	return r
}

// Check reports everything that is wrong with the sources, joined, each with
// social.CodeInvalid.
func (r *Runner) Check() error {
	var faults []error
	for _, src := range r.opts.Sources {
		adapter, ok := r.adapters[src.Platform]
		if !ok {
			faults = append(faults, social.Errorf(social.CodeInvalid,
				"source %s: platform %q is not known", src.Name, src.Platform))
			continue
		}
		if err := adapter.Check(src); err != nil {
			faults = append(faults, social.Errorf(social.CodeInvalid, "source %s: %w", src.Name, err))
		}
	}
	return errors.Join(faults...)
}

// Run returns the current run of a source or else its last; false when there
// never was one.
func (r *Runner) Run(ctx context.Context, source string) (social.Run, bool, error) {
	known, _, err := loadRecord(ctx, r.opts.State, source)
	if err != nil {
		return social.Run{}, false, err
	}
	return known.Run, known.Run.ID != "", nil
}

// Active returns the runs that are under way, those of sources that are no
// longer configured included.
func (r *Runner) Active(ctx context.Context) ([]social.Run, error) {
	names, err := r.recorded(ctx)
	if err != nil {
		return nil, err
	}
	var runs []social.Run
	for _, name := range names {
		known, _, err := loadRecord(ctx, r.opts.State, name)
		if err != nil {
			return nil, err
		}
		if known.active() {
			runs = append(runs, known.Run)
		}
	}
	return runs, nil
}

// recorded returns the names of the sources that have ever run.
func (r *Runner) recorded(ctx context.Context) ([]string, error) {
	keys, err := r.opts.State.Keys(ctx)
	if err != nil {
		return nil, fmt.Errorf("crawler: list runs: %w", err)
	}
	var names []string
	for _, key := range keys {
		if name, ok := strings.CutPrefix(key, "run/"); ok {
			names = append(names, name)
		}
	}
	return names, nil
}

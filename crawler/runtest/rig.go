// Package runtest has what tests of crawls share: a durable store that a process
// can die on, a platform, a server for it, and a Rig that connects them.
package runtest

import (
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/crawler/run"
	"earshot/internal/social"
)

// Rig is a Runner over a Ledger, on a clock that does not wait.
type Rig struct {
	t      *testing.T
	Ledger *Ledger
	Clock  *clocktest.Clock
	// Paged is the platform of the sources, unless Adapter is set.
	Paged   Paged
	Adapter crawler.Adapter
	Sources []social.Source
	// Change, if it is set, changes the Options of each Runner.
	Change func(*run.Options)
}

// NewRig returns a Rig at Noon, over an empty Ledger.
func NewRig(t *testing.T, sources ...social.Source) *Rig {
	return &Rig{t: t, Ledger: NewLedger(), Clock: clocktest.New(Noon), Sources: sources}
}

// Options are those of the Rig's Runners.
func (b *Rig) Options() run.Options {
	var adapter crawler.Adapter = b.Paged
	if b.Adapter != nil {
		adapter = b.Adapter
	}
	opts := run.Options{
		Sources: crawler.NewRegistry([]crawler.Adapter{adapter}, b.Sources),
		Fetcher: Fetcher(b.Clock, func(o *fetch.Options) { o.State = StatePort{b.Ledger} }),
		Posts:   PostsPort{b.Ledger}, Lanes: LanesPort{b.Ledger}, State: StatePort{b.Ledger}, Runs: RunsPort{b.Ledger},
		Clock: b.Clock, Log: slog.New(slog.DiscardHandler),
	}
	if b.Change != nil {
		b.Change(&opts)
	}
	return opts
}

// Runner starts a new "process".
func (b *Rig) Runner() *run.Runner { return run.New(b.Options()) }

// Crawl runs a source to its end and returns the run.
func (b *Rig) Crawl(source string) social.Run {
	b.t.Helper()
	r := b.Runner()
	if _, err := r.Begin(b.t.Context(), source); err != nil {
		b.t.Fatal(err)
	}
	b.Drain(r)
	last, ok, err := r.Run(b.t.Context(), source)
	if err != nil || !ok || last.Finished.IsZero() {
		b.t.Fatalf("the run did not end: %+v, %v", last, err)
	}
	return last
}

// Drain takes steps until no lane has a message.
func (b *Rig) Drain(r *run.Runner) {
	b.t.Helper()
	for range 10_000 {
		more, err := b.Ledger.Deliver(func(data []byte) error { return r.Step(b.t.Context(), data) })
		if err != nil {
			b.t.Fatal(err)
		}
		if !more {
			return
		}
	}
	b.t.Fatal("the lanes do not end")
}

// Cursor is what the state keeps of a lane from one run to the next.
type Cursor struct {
	First, Newest time.Time
	Validators    map[string]struct{}
	Revisits      struct{ Growing, Unanswered []string }
}

// Cursor returns the cursor of a lane; the zero Cursor for a lane without one.
func (b *Rig) Cursor(source, lane string) Cursor {
	b.t.Helper()
	var c Cursor
	if data := b.Ledger.State["cursor/"+source+"/"+lane].Value; data != nil {
		if err := json.Unmarshal(data, &c); err != nil {
			b.t.Fatal(err)
		}
	}
	return c
}

package crawler

import (
	"log/slog"
	"testing"

	"earshot/crawler/clock/clocktest"
	"earshot/internal/social"
)

// rig is a Runner over a ledger, on a clock that does not wait.
type rig struct {
	t       *testing.T
	ledger  *ledger
	clk     *clocktest.Clock
	adapter paged
	sources []social.Source
	change  func(*Options)
}

func newRig(t *testing.T, sources ...social.Source) *rig {
	return &rig{t: t, ledger: newLedger(), clk: clocktest.New(noon), sources: sources}
}

// runner starts a new "process".
func (b *rig) runner() *Runner {
	opts := Options{
		Adapters: []Adapter{b.adapter}, Sources: b.sources, Fetcher: local(b.clk, func(o *FetcherOptions) { o.State = statePort{b.ledger} }),
		Posts: postsPort{b.ledger}, Lanes: lanesPort{b.ledger}, State: statePort{b.ledger}, Runs: runsPort{b.ledger},
		Clock: b.clk, Log: slog.New(slog.DiscardHandler),
	}
	if b.change != nil {
		b.change(&opts)
	}
	return New(opts)
}

// crawl runs a source to its end and returns the run.
func (b *rig) crawl(source string) social.Run {
	b.t.Helper()
	r := b.runner()
	if _, err := r.Begin(b.t.Context(), source); err != nil {
		b.t.Fatal(err)
	}
	b.drain(r)
	run, ok, err := r.Run(b.t.Context(), source)
	if err != nil || !ok || run.Finished.IsZero() {
		b.t.Fatalf("the run did not end: %+v, %v", run, err)
	}
	return run
}

func (b *rig) drain(r *Runner) {
	b.t.Helper()
	for range 10_000 {
		more, err := b.ledger.deliver(func(data []byte) error { return r.Step(b.t.Context(), data) })
		if err != nil {
			b.t.Fatal(err)
		}
		if !more {
			return
		}
	}
	b.t.Fatal("the lanes do not end")
}

func (b *rig) cursor(source, lane string) cursor {
	b.t.Helper()
	c, err := b.runner().loadCursor(b.t.Context(), source, lane)
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

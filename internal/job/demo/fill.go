package demo

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"earshot/dashboard"
	"earshot/internal/app"
	"earshot/internal/sample"
	"earshot/internal/social"
)

// fillPoll is how often the progress of the demo is measured.
const fillPoll = 250 * time.Millisecond

// fill measures how far the sample posts have come: how many of those that
// should be stored are, and how many of the sources have been read once.
type fill struct {
	app      *app.App
	expected int
	now      atomic.Pointer[dashboard.Progress]
}

func newFill(a *app.App, platforms *sample.Server) *fill {
	f := &fill{app: a, expected: expectedPosts(platforms)}
	f.now.Store(&dashboard.Progress{Expected: f.expected, SourcesTotal: len(a.Sources)})
	return f
}

// expectedPosts counts the distinct posts that will be stored: those that
// mention a brand and, of sources that keep everything, all.
func expectedPosts(platforms *sample.Server) int {
	keys := map[social.Key]bool{}
	for _, mentions := range platforms.Mentions() {
		for _, k := range mentions {
			keys[k] = true
		}
	}
	for _, src := range platforms.Sources() {
		if src.Keep != social.KeepAll {
			continue
		}
		for _, p := range platforms.Expected(src.Name) {
			keys[p.Key()] = true
		}
	}
	return len(keys)
}

// progress is the latest measurement.
func (f *fill) progress() dashboard.Progress { return *f.now.Load() }

// watch measures and shows progress until the sample is stored or ctx ends.
func (f *fill) watch(ctx context.Context, opts Options) error {
	started := time.Now()
	show, finish := progressBar(opts.Progress, f.expected)
	defer finish()
	tick := time.NewTicker(fillPoll)
	defer tick.Stop()
	for {
		p, err := f.measure(ctx)
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		f.now.Store(&p)
		show(p.Stored)
		if p.Done {
			finish()
			if opts.Filled != nil {
				opts.Filled(int64(p.Stored), time.Since(started).Round(100*time.Millisecond).String())
			}
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// measure counts. The sample is filled when every source has been read whole
// and nothing waits to be analysed; posts that trickled in meanwhile may bring
// the count above what was expected.
func (f *fill) measure(ctx context.Context) (dashboard.Progress, error) {
	p := dashboard.Progress{Expected: f.expected, SourcesTotal: len(f.app.Sources)}
	counts, err := f.app.Store.SourceCounts(ctx)
	if err != nil {
		return p, err
	}
	for _, n := range counts {
		p.Stored += int(n)
	}
	health, err := f.app.Runner.Health(ctx)
	if err != nil {
		return p, err
	}
	for _, h := range health {
		if !h.LastSuccess.IsZero() {
			p.SourcesDone++
		}
	}
	waiting, err := f.app.Streams.Posts.Pending(ctx)
	if err != nil {
		return p, fmt.Errorf("demo: measure the demo: %w", err)
	}
	p.Done = p.SourcesDone == p.SourcesTotal && waiting == 0
	return p, nil
}

// progressBar draws a bar on a terminal and writes lines elsewhere.
func progressBar(w io.Writer, total int) (show func(done int), finish func()) {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		last := -1
		return func(done int) {
			if tenth := done * 10 / max(total, 1); tenth != last {
				last = tenth
				fmt.Fprintf(w, "Filling: %d of %d posts\n", done, total)
			}
		}, func() {}
	}
	bars := mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))
	bar := bars.AddBar(int64(total),
		mpb.PrependDecorators(decor.Name("Filling "), decor.CountersNoUnit("%d of %d posts")),
		mpb.AppendDecorators(decor.Percentage(), decor.Name(" "), decor.AverageETA(decor.ET_STYLE_GO)))
	done := false
	return func(n int) { bar.SetCurrent(int64(min(n, total))) }, func() {
		if !done {
			done = true
			bar.EnableTriggerComplete()
			bar.Abort(false)
			bars.Wait()
		}
	}
}

package bluesky_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/listen"
	"earshot/crawler/platform/bluesky"
	"earshot/crawler/platform/bluesky/jetstreamtest"
	"earshot/crawler/run"
	"earshot/internal/social"
)

// memory is all that outlives a process: posts, state and runs.
type memory struct {
	mu        sync.Mutex
	published map[string]int
	last      map[string]social.Post
	state     map[string][]byte
	revs      map[string]uint64
	runs      map[string]social.Run
	// die is asked before and after each effect whether the process dies there.
	die func() bool
	// gate is passed by each Publish, if it is there.
	gate chan struct{}
}

var errDied = errors.New("the process died")

func newMemory() *memory {
	return &memory{published: map[string]int{}, last: map[string]social.Post{}, state: map[string][]byte{}, revs: map[string]uint64{}, runs: map[string]social.Run{}}
}

func (m *memory) effect(change func() error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.die != nil && m.die() {
		return errDied
	}
	if err := change(); err != nil {
		return err
	}
	if m.die != nil && m.die() {
		return errDied
	}
	return nil
}

func (m *memory) Publish(ctx context.Context, posts []social.Post) error {
	if m.gate != nil {
		select {
		case <-m.gate:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return m.effect(func() error {
		for _, p := range posts {
			id := p.ID
			if p.Deleted {
				id += " deleted"
			}
			m.published[id]++
			m.last[id] = p
		}
		return nil
	})
}

// Owned finds what was published and not deleted.
func (m *memory) Owned(_ context.Context, platform, prefix string, limit int) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var ids []string
	for id, p := range m.last {
		if p.Platform == platform && strings.HasPrefix(id, prefix) && !p.Deleted && m.published[id+" deleted"] == 0 && len(ids) < limit {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, nil
}

func (m *memory) Get(_ context.Context, key string) ([]byte, uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.state[key]), m.revs[key], nil
}

func (m *memory) Put(_ context.Context, key string, value []byte) error {
	return m.effect(func() error {
		m.state[key] = slices.Clone(value)
		m.revs[key]++
		return nil
	})
}

func (m *memory) Update(_ context.Context, key string, value []byte, rev uint64) error {
	return m.effect(func() error {
		if m.revs[key] != rev {
			return social.Errorf(social.CodeConflict, "%s changed", key)
		}
		m.state[key] = slices.Clone(value)
		m.revs[key]++
		return nil
	})
}

func (m *memory) Delete(_ context.Context, key string) error {
	return m.effect(func() error {
		delete(m.state, key)
		return nil
	})
}

func (m *memory) Keys(context.Context) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.state)), nil
}

func (m *memory) WriteRuns(_ context.Context, runs []social.Run) error {
	return m.effect(func() error {
		for _, run := range runs {
			m.runs[run.ID] = run
		}
		return nil
	})
}

// lanes are none: a stream has no messages.
type lanes struct{}

func (lanes) Put(context.Context, string, []byte) error { return errors.New("a stream has no lanes") }
func (lanes) Has(context.Context, string) (bool, error) { return false, nil }

// count is how many posts were published, once each.
func (m *memory) count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.published)
}

// town is a source that listens to server.
func town(server *jetstreamtest.Server) social.Source {
	return social.Source{
		Name: "town", Platform: bluesky.Name, BaseURL: server.AppView(),
		Params: map[string]string{"stream": server.Stream()}, Keep: social.KeepAll, History: 24 * time.Hour,
	}
}

// start is a new process that would listen to src.
func start(m *memory, src social.Source, opts listen.Options) (*run.Runner, *listen.Listener) {
	sources := crawler.NewRegistry([]crawler.Adapter{bluesky.New()}, []social.Source{src})
	fetcher, log := fetch.New(fetch.Options{AllowPrivate: true, Delay: -1}), slog.New(slog.DiscardHandler)
	runner := run.New(run.Options{Sources: sources, Fetcher: fetcher, Posts: m, Lanes: lanes{}, State: m, Runs: m, Log: log})
	opts.Sources, opts.Fetcher, opts.Posts, opts.State, opts.Runs, opts.Log = sources, fetcher, m, m, m, log
	if opts.Flush == 0 {
		opts.Flush = 5 * time.Millisecond
	}
	if opts.Lull == 0 {
		// Longer than a busy machine takes for a message.
		opts.Lull = 700 * time.Millisecond
	}
	return runner, listen.New(opts)
}

// background listens until the test ends or stop is called.
func background(t *testing.T, l *listen.Listener) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- l.Run(ctx) }()
	stopped := false
	stop = func() {
		cancel()
		if !stopped {
			stopped = true
			if err := <-ended; err != nil {
				t.Errorf("Run: %v", err)
			}
		}
	}
	t.Cleanup(stop)
	return stop
}

// eventually waits for something that is bound to happen.
func eventually(t *testing.T, what string, happened func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if happened() {
			return
		}
	}
	t.Fatalf("it never happened that %s", what)
}

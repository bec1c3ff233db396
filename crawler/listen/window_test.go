package listen_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/listen"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// radio is a platform whose sources are streams of {"id","at"}.
type radio struct{ runtest.Paged }

func (radio) Info() crawler.Info { return crawler.Info{Platform: "radio", Title: "Radio"} }

func (radio) Streams(social.Source) bool { return true }

func (radio) Stream(src social.Source, from time.Time) (crawler.Stream, error) {
	return crawler.Stream{Address: "ws" + strings.TrimPrefix(src.BaseURL, "http") + "/on-air?from=" + fmt.Sprint(from.Unix()), Quiet: time.Minute}, nil
}

func (radio) ParseEvent(message []byte) (crawler.Event, error) {
	var said runtest.Post
	if err := json.Unmarshal(message, &said); err != nil {
		return crawler.Event{}, err
	}
	return crawler.Event{At: said.At, Post: &social.Post{ID: said.ID, Text: "text", CreatedAt: said.At}}, nil
}

func (radio) AskProfiles(social.Source, []string) crawler.Request { return crawler.Request{} }

func (radio) Profiles(crawler.Response) (map[string]crawler.Profile, error) { return nil, nil }

func (radio) Attribute(*social.Post, social.Author) {}

// station sends the given posts to each connection and keeps it open.
func station(t *testing.T, said ...runtest.Post) *runtest.Server {
	srv := runtest.NewServer(t)
	srv.Mux.HandleFunc("/on-air", func(w http.ResponseWriter, r *http.Request) {
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer conn.CloseNow()
		for _, post := range said {
			data, err := json.Marshal(post)
			if err != nil {
				t.Error(err)
			}
			if conn.Write(r.Context(), websocket.MessageText, data) != nil {
				return
			}
		}
		<-conn.CloseRead(r.Context()).Done()
	})
	return srv
}

// tuned is a Rig with a source on srv.
func tuned(t *testing.T, srv *runtest.Server) *runtest.Rig {
	b := runtest.NewRig(t, social.Source{Name: "waves", Platform: "radio", BaseURL: srv.URL, Keep: social.KeepAll})
	b.Adapter = radio{}
	return b
}

// listener is a new "process" that listens to the sources of b.
func listener(b *runtest.Rig, opts listen.Options) *listen.Listener {
	with := b.Options()
	opts.Sources, opts.Fetcher, opts.Posts, opts.State = with.Sources, with.Fetcher, with.Posts, with.State
	opts.Runs, opts.Clock, opts.Log = with.Runs, with.Clock, with.Log
	return listen.New(opts)
}

// TestListeningDiesAnywhere lets the process die before and after every one of
// its effects, once each, and expects the same end every time.
func TestListeningDiesAnywhere(t *testing.T) {
	srv := station(t, runtest.Post{ID: "a", At: runtest.Noon.Add(-time.Hour)}, runtest.Post{ID: "b", At: runtest.Noon.Add(-20 * time.Minute)}, runtest.Post{ID: "c", At: runtest.Noon.Add(time.Hour)})
	points := 0
	for point := 0; ; point++ {
		b := tuned(t, srv)
		died := false
		b.Ledger.Die = func(op int) error {
			if op >= point && !died {
				died = true
				return runtest.ErrDied
			}
			return nil
		}
		var err error
		for range 5 {
			r := b.Runner()
			if err = r.Resume(t.Context()); err == nil {
				err = listener(b, listen.Options{}).CatchUp(t.Context(), "waves")
			}
			if err == nil {
				break
			}
		}
		if err != nil {
			t.Fatalf("death at %d: it never ends: %v", point, err)
		}
		if !died {
			break
		}
		points++
		run, _, err := b.Runner().Run(t.Context(), "waves")
		if err != nil || run.State != social.SourceOK || run.Finished.IsZero() {
			t.Errorf("death at %d: run %+v, %v", point, run, err)
		}
		for _, id := range []string{"a", "b", "c"} {
			if b.Ledger.Published[id] == 0 {
				t.Errorf("death at %d: %s was lost", point, id)
			}
		}
		for id, run := range b.Ledger.Runs {
			if run.Finished.IsZero() {
				t.Errorf("death at %d: run %s never ended", point, id)
			}
		}
	}
	if points < 10 {
		t.Errorf("only %d points to die at were found", points)
	}
}

// TestWindowsFollowOneAnother wants a long connection cut into runs.
func TestWindowsFollowOneAnother(t *testing.T) {
	srv := station(t, runtest.Post{ID: "a", At: runtest.Noon.Add(-time.Minute)})
	b := tuned(t, srv)
	r := b.Runner()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- listener(b, listen.Options{Flush: time.Millisecond}).Run(ctx) }()
	finished := func() int {
		b.Ledger.Mu.Lock()
		defer b.Ledger.Mu.Unlock()
		return b.Ledger.Finished
	}
	for range 3 {
		before := finished()
		for deadline := time.Now().Add(20 * time.Second); finished() == before; time.Sleep(time.Millisecond) {
			b.Clock.Advance(listen.DefaultWindow)
			if time.Now().After(deadline) {
				t.Fatal("a run never ends")
			}
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	health, err := r.Health(t.Context())
	if err != nil || health[0].LastSuccess.IsZero() || len(health[0].Recent) < 4 || health[0].Last.Finished.IsZero() {
		t.Errorf("health %+v, %v", health, err)
	}
}

// TestGapIsNamed listens again after the stream has dropped the events in
// between.
func TestGapIsNamed(t *testing.T) {
	srv := station(t, runtest.Post{ID: "a", At: runtest.Noon.Add(-10 * time.Minute)}, runtest.Post{ID: "b", At: runtest.Noon.Add(time.Hour)})
	b := tuned(t, srv)
	r := b.Runner()
	if err := listener(b, listen.Options{}).CatchUp(t.Context(), "waves"); err != nil {
		t.Fatal(err)
	}
	run, _, err := r.Run(t.Context(), "waves")
	if err != nil || run.State != social.SourcePartial || !strings.Contains(run.Fault, "no longer holds what was said between 2") {
		t.Errorf("run %+v, %v", run, err)
	}
}

func TestStreamIsGuarded(t *testing.T) {
	srv := station(t)
	b := tuned(t, srv)
	b.Change = func(o *run.Options) {
		o.Fetcher = runtest.Fetcher(b.Clock, func(f *fetch.Options) { f.AllowPrivate = false; f.IgnoreRobots = true })
	}
	r := b.Runner()
	if err := listener(b, listen.Options{}).CatchUp(t.Context(), "waves"); err != nil {
		t.Fatal(err)
	}
	run, _, err := r.Run(t.Context(), "waves")
	if err != nil || run.State != social.SourceBroken || !strings.Contains(run.Fault, "is not a public address") {
		t.Errorf("run %+v, %v", run, err)
	}
	if host := netip.MustParseAddrPort(strings.TrimPrefix(srv.URL, "http://")); !host.Addr().IsLoopback() {
		t.Errorf("the test server is at %s", host)
	}
}

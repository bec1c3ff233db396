package bluesky_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/listen"
	"earshot/crawler/platform/bluesky"
	"earshot/crawler/platform/bluesky/jetstreamtest"
	"earshot/crawler/probe"
	"earshot/internal/social"
)

func TestUnreadableMessagesAreCounted(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	at, did := anHourAgo(), jetstreamtest.DID(1)
	server.Publish(
		jetstreamtest.Post(at, did, "3a", "one", nil),
		jetstreamtest.Raw(at, "not JSON"),
		jetstreamtest.Raw(at, `{"did":"did:plc:x","kind":"commit"}`),
		jetstreamtest.Raw(at, `{"did":"nobody","time_us":5,"kind":"commit"}`),
		jetstreamtest.Commit(at, did, "app.bsky.feed.post", "3x", "create", jetstreamtest.Record{"text": 7}),
		jetstreamtest.Raw(at, strings.Repeat("[", 100_000)),
		jetstreamtest.Raw(at, ""),
	)
	// A server that heeds no limit.
	huge := jetstreamtest.Post(at, did, "3huge", strings.Repeat("x", crawler.MaxMessage), nil)
	src := town(server)
	src.Params["stream"] += "/subscribe"
	server.Publish(huge, jetstreamtest.Post(at, did, "3b", "two", nil))
	// What is newer than the beginning of the reading ends it, however long the
	// huge message takes.
	server.Publish(jetstreamtest.Post(time.Now().Add(time.Hour), did, "3c", "three", nil))
	m := newMemory()
	run := catchUp(t, m, src, listen.Options{Lull: time.Minute})
	if run.State != social.SourcePartial || run.Posts != 3 || run.Skipped != 6 || !strings.Contains(run.Fault, "6 of 9 items could not be read, the first: a message of the stream: not JSON") {
		t.Errorf("run %+v", run)
	}
}

func TestUnreadableStreamIsBroken(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	for range 500 {
		server.Publish(jetstreamtest.Raw(anHourAgo(), "hello?"))
	}
	run := catchUp(t, newMemory(), town(server), listen.Options{})
	if run.State != social.SourceBroken {
		t.Errorf("run %+v", run)
	}
}

func TestRefusalIsNamedAndPasses(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	server.Refuse(403)
	m := newMemory()
	runner, listener := start(m, town(server), listen.Options{})
	background(t, listener)
	state := func() social.SourceState {
		run, _, err := runner.Run(t.Context(), "town")
		if err != nil {
			t.Fatal(err)
		}
		return run.State
	}
	eventually(t, "the source is blocked", func() bool { return state() == social.SourceBlocked })
	server.Refuse(0)
	server.Publish(jetstreamtest.Post(anHourAgo(), jetstreamtest.DID(1), "3a", "hello", nil))
	eventually(t, "it is listened to again", func() bool { return state() == social.SourceRunning && m.count() == 1 })
	if _, err := runner.Begin(t.Context(), "town"); social.CodeOf(err) != social.CodeConflict {
		t.Errorf("Begin of a stream: %v", err)
	}
}

// TestSlowStorageHoldsTheStreamBack reads far more than fits into a buffer
// while nothing can be published.
func TestSlowStorageHoldsTheStreamBack(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	m := newMemory()
	m.gate = make(chan struct{})
	_, listener := start(m, town(server), listen.Options{})
	background(t, listener)
	at := anHourAgo()
	const n = 5000
	for i := range n {
		server.Publish(jetstreamtest.Post(at.Add(time.Duration(i)*time.Millisecond), jetstreamtest.DID(1), fmt.Sprint("3p", i), "hello", nil))
	}
	m.gate <- struct{}{}
	if m.count() >= n {
		t.Errorf("all %d posts were published at once", n)
	}
	close(m.gate)
	eventually(t, "every post was published", func() bool { return m.count() == n })
}

func TestLookListensForAMoment(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	server.Publish(jetstreamtest.Sample(time.Now().Add(-time.Second), time.Millisecond, 300, "northwind")...)
	fetcher := fetch.New(fetch.Options{AllowPrivate: true, Delay: -1})
	probes, err := probe.Look(t.Context(), slog.New(slog.DiscardHandler), fetcher, bluesky.New(), town(server), 5)
	if err != nil || len(probes) != 1 || probes[0].Fault != nil || len(probes[0].Posts) < 100 || len(probes[0].Skipped) > 0 {
		t.Errorf("%+v, %v", probes, err)
	}
}

func TestAuthorsCannotBeAsked(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	server.Publish(jetstreamtest.Post(anHourAgo(), jetstreamtest.DID(1), "3a", "hello", nil))
	src := town(server)
	src.BaseURL = server.AppView() + "/nothing"
	m := newMemory()
	run := catchUp(t, m, src, listen.Options{})
	if run.State != social.SourcePartial || run.Posts != 1 || !strings.Contains(run.Fault, "who the authors are") {
		t.Errorf("run %+v", run)
	}
}

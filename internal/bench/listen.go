package bench

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/coder/websocket"

	"earshot/crawler"
	"earshot/crawler/clock"
	"earshot/crawler/fetch"
	"earshot/crawler/listen"
	"earshot/crawler/platform/bluesky"
	"earshot/crawler/platform/bluesky/jetstreamtest"
	"earshot/crawler/record"
	"earshot/internal/app"
	"earshot/internal/app/sources"
	"earshot/internal/bench/measure"
	"earshot/internal/pipeline/crawl"
	"earshot/internal/social"
)

const (
	// benchEvents is how many events of a stream are heard.
	benchEvents = 100_000
	// benchDemand is how many events a second must be kept up with; all of
	// Bluesky is about a tenth of it.
	benchDemand = 10_000
)

// benchListen measures events per second that are heard on one core: read,
// decoded, matched against the brands, and those that may mention one published
// and the place saved. The reference reads the same messages with the same
// WebSocket library and throws them away. The server is in the same process and
// takes its share of the core on both sides. What is demanded is told by the seconds of
// the core, so that what else the machine does does not count as falling behind.
func benchListen(ctx context.Context, a *app.App, out io.Writer) error {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	server := jetstreamtest.New()
	defer server.Close()
	from := time.Now().Add(-time.Hour)
	server.Publish(jetstreamtest.Sample(from, time.Millisecond, benchEvents, "northwind")...)
	server.Publish(jetstreamtest.Identity(time.Now().Add(time.Hour), jetstreamtest.DID(1), "last.example.com"))
	var ours, reference []measure.Rate
	for round := range benchRounds {
		mine, err := hearStream(ctx, a, server, fmt.Sprintf("stream-%d", round))
		if err != nil {
			return err
		}
		theirs, err := bareListen(ctx, stopwatch(a), server, mine.N)
		if err != nil {
			return err
		}
		ours, reference = append(ours, mine), append(reference, theirs)
		fmt.Fprintf(out, "jetstream: round %d, %d events on one core: %s, bare reader %s\n", round+1, mine.N, mine, theirs)
	}
	if measure.MedianOfProcessor(ours) < benchDemand {
		fmt.Fprintf(out, "jetstream: less than the %d events per second of a core that are demanded\n", benchDemand)
	}
	return measure.PrintRates(out, "jetstream", "events", ours, reference)
}

// hearStream listens to the server once as a source of that name.
func hearStream(ctx context.Context, a *app.App, server *jetstreamtest.Server, name string) (measure.Rate, error) {
	state, err := a.Streams.Bucket(ctx, name)
	if err != nil {
		return measure.Rate{}, err
	}
	listener := listen.New(listen.Options{
		Sources: crawler.NewRegistry([]crawler.Adapter{bluesky.New()}, []social.Source{{
			Name: name, Platform: bluesky.Name, BaseURL: server.AppView(), Params: map[string]string{"stream": server.Stream()}, History: 2 * time.Hour,
		}}),
		Fetcher: fetch.New(fetch.Options{AllowPrivate: true, Delay: -1, IgnoreRobots: true}),
		Posts:   crawl.Publisher{Posts: app.Queue{Queue: a.Streams.Posts}}, State: state, Runs: a.Store, Log: a.Settings.Log,
		Wanted: sources.MayMention(a.Brands),
	})
	watch := stopwatch(a)
	watch.Settle(ctx)
	if err := watch.Time(func() error { return listener.CatchUp(ctx, name) }); err != nil {
		return measure.Rate{}, err
	}
	source, _, err := record.NewStore(state, a.Store, clock.System{}).Load(ctx, name)
	if err != nil {
		return measure.Rate{}, err
	}
	run := source.Run
	if run.State != social.SourceOK || run.Events != benchEvents+1 {
		return measure.Rate{}, fmt.Errorf("the run ended %s after %d events: %s", run.State, run.Events, run.Fault)
	}
	return watch.Rate(run.Events), nil
}

// bareListen reads n messages of the server and does nothing with them.
func bareListen(ctx context.Context, watch *measure.Stopwatch, server *jetstreamtest.Server, n int64) (measure.Rate, error) {
	err := watch.Time(func() error {
		conn, _, err := websocket.Dial(ctx, server.Stream()+"/subscribe?cursor=1&wantedCollections=app.bsky.feed.post", nil)
		if err != nil {
			return err
		}
		defer conn.CloseNow()
		for range n {
			if _, _, err := conn.Read(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	return watch.Rate(n), err
}

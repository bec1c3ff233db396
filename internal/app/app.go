package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"earshot/analyzer"
	"earshot/analyzer/picture"
	"earshot/analyzer/sentiment/registry"
	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/listen"
	"earshot/crawler/run"
	"earshot/crawler/schedule"
	"earshot/crawler/warc"
	"earshot/internal/app/config"
	"earshot/internal/app/sources"
	"earshot/internal/app/tracing"
	"earshot/internal/pipeline"
	"earshot/internal/pipeline/analyze"
	captions "earshot/internal/pipeline/caption"
	"earshot/internal/pipeline/crawl"
	opinions "earshot/internal/pipeline/opinion"
	pictures "earshot/internal/pipeline/picture"
	rematch "earshot/internal/pipeline/seen"
	"earshot/internal/pipeline/speech"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/engine"
	"earshot/storage/media"
	"earshot/storage/stream"
)

// CrawlSlice is how much reading a crash may repeat where a server asks for no
// pause; at a polite pace every page is a step of its own.
const CrawlSlice = 200 * time.Millisecond

// noteWait is how long noting what tables are made of may take at the end.
const noteWait = 10 * time.Second

// App is everything open and connected, and nothing running yet.
type App struct {
	Settings Settings
	Config   config.Config
	Brands   []social.Brand
	Sources  []social.Source
	// Zone is the time zone of the workspace.
	Zone *time.Location

	Engine  *engine.Engine // nil when storage.dsn names a ClickHouse
	Store   *storage.Store
	Streams *stream.Bus
	Media   *media.Media
	// evidence is nil unless the configuration keeps any.
	Evidence *warc.Folder

	Sentiment *registry.Live
	Runner    *run.Runner
	Listener  *listen.Listener
	Scheduler *schedule.Scheduler
	Analyzer  *analyzer.Analyzer

	CrawlWorker   *crawl.Worker
	AnalyzeWorker *analyze.Worker
	// transcribing are the platforms of whose recordings it is read what is said.
	transcribing []string
	// tally counts posts for a command that ends with a summary.
	tally         pipeline.Tally
	Writer        *write.Writer
	PictureWorker *pictures.Worker
	// videos makes pictures of videos; nil where none are looked at.
	videos *videoFetcher
	logos  *logos
	// Seen matches posts with what becomes known of their pictures.
	Seen           *rematch.Matcher
	describer      describer
	pictureOptions picture.Options
	// room is for all pictures that are decoded here.
	room          *picture.Room
	damage        damageWatch
	pictureBudget *pictures.Budget
	folder        *folderHealth
	// tracer is nil unless the configuration names a collector.
	tracer *tracing.Tracer
	// CaptionWorker is nil unless the configuration names a vision model.
	CaptionWorker *captions.Worker
	// SpeechWorker is nil unless the configuration names a speech model.
	SpeechWorker *speech.Worker
	// opinionWorker is nil unless the configuration names a model.
	OpinionWorker *opinions.Worker
}

// open opens an App from the bottom up: what is checked without touching
// the disk first, then storage and streams, then what works on them.
// With beside, the streams of another Earshot that is running on the same folder are
// used.
func open(ctx context.Context, s Settings, cfg config.Config, beside bool) (a *App, err error) {
	a = &App{Settings: s, Config: cfg, room: picture.NewRoom()}
	adapters, err := sources.LoadAdapters(s.ConfigFile)
	if err != nil {
		return nil, err
	}
	if a.Brands, err = sources.Brands(cfg); err != nil {
		return nil, err
	}
	if a.Sources, err = sources.New(cfg, a.Brands, adapters); err != nil {
		return nil, err
	}
	if a.Zone, err = cfg.Zone(s.Environ); err != nil {
		return nil, err
	}
	a.warnOfQueries()
	if a.tracer, err = tracing.Start(ctx, tracing.Options{Endpoint: cfg.Monitoring.Traces, Share: cfg.Monitoring.TracesShare, Version: s.Version, Log: s.Log}); err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close())
			a = nil
		}
	}()

	if err = os.MkdirAll(s.Folder(), 0o700); err != nil {
		return a, fmt.Errorf("app: make data folder: %w", err)
	}
	// The streams come first: they belong to one process, so a second Earshot
	// on the same folder ends here with a sentence that says so.
	if a.Streams, err = stream.Open(ctx, stream.Options{Dir: filepath.Join(s.Folder(), streamsDir), URL: cfg.Streams.URL, Replicas: cfg.Streams.Replicas, Version: s.Version, AckWait: s.ackWait, Attach: beside, Log: s.Log}); err != nil {
		return a, fmt.Errorf("app: open streams: %w", err)
	}
	if a.Store, a.Engine, err = OpenStoreAt(ctx, s, cfg.Storage.DSN); err != nil {
		return a, err
	}
	if a.Media, err = OpenMedia(ctx, s, cfg.Storage); err != nil {
		return a, err
	}
	a.folder = a.watchedFolder()
	if err = a.folder.look(ctx); err != nil {
		return a, err
	}
	if err = a.connect(ctx, adapters); err != nil {
		return a, err
	}
	return a, nil
}

// warnOfQueries logs what is easily missed in the brands' queries.
func (a *App) warnOfQueries() {
	for _, b := range a.Brands {
		for _, n := range b.Notices {
			a.Settings.Log.Warn("the query of a brand may not mean what it seems to", "brand", b.Name, "notice", n.String())
		}
	}
}

// connect builds the parts that work on what is open.
func (a *App) connect(ctx context.Context, adapters []crawler.Adapter) error {
	models, err := a.Settings.Models()
	if err != nil {
		return err
	}
	stage, err := SecondStage(a.Config)
	if err != nil {
		warnOfSecondStage(a.Settings, err)
	}
	a.Sentiment = registry.NewLive(models, stage, a.Settings.Log)
	text, err := analyzer.New(analyzer.Options{Brands: a.Brands, Sentiment: a.Sentiment, Log: a.Settings.Log})
	if err != nil {
		return fmt.Errorf("app: make analyzer: %w", err)
	}
	options, state, err := CommonFetcherOptions(ctx, a.Settings, a.Config.Crawler, a.Streams)
	if err != nil {
		return err
	}
	fetcher := fetch.New(options)
	if a.Config.Crawler.KeepWARC {
		a.Evidence = warc.NewFolder(warc.Options{Dir: filepath.Join(a.Settings.Folder(), "warc"), Software: "Earshot/" + a.Settings.Version})
	}
	known := crawler.NewRegistry(adapters, a.Sources)
	for _, adapter := range adapters {
		if info := adapter.Info(); info.Transcripts {
			a.transcribing = append(a.transcribing, info.Platform)
		}
	}
	a.Runner = run.New(run.Options{
		Sources: known, Fetcher: fetcher, MaxPages: a.Config.Crawler.MaxPages, Slice: CrawlSlice,
		Posts: crawl.Publisher{Posts: Queue{Queue: a.Streams.Posts}, Gate: a.folder.wait}, Lanes: Lanes{Queue: a.Streams.Crawl}, State: state, Runs: a.runs(), Due: due{a.Store}, Log: a.Settings.Log,
		Evidence: a.Evidence,
	})
	a.Listener = listen.New(listen.Options{
		Owned:   due{a.Store},
		Sources: known, Fetcher: fetcher, Posts: crawl.Publisher{Posts: Queue{Queue: a.Streams.Posts}, Gate: a.folder.wait}, State: state, Runs: a.runs(), Log: a.Settings.Log,
		Wanted: sources.MayMention(a.Brands),
	})
	if a.Scheduler, err = schedule.New(schedule.Options{Sources: a.Crawled(), Begin: a.Runner.Begin, State: state, Log: a.Settings.Log}); err != nil {
		return fmt.Errorf("app: make scheduler: %w", err)
	}
	a.CrawlWorker = crawl.New(Queue{Queue: a.Streams.Crawl}, tracedSteps{a.Runner, a.tracer}, a.Config.Crawler.Workers, a.folder.wait, a.Settings.Log)
	if a.OpinionWorker, err = a.NewOpinionWorker(ctx); err != nil {
		return fmt.Errorf("app: make opinion worker: %w", err)
	}
	if a.CaptionWorker, err = a.newCaptionWorker(ctx); err != nil {
		return fmt.Errorf("app: make caption worker: %w", err)
	}
	if a.SpeechWorker, err = a.newSpeechWorker(ctx, options); err != nil {
		return fmt.Errorf("app: make transcript worker: %w", err)
	}
	if err := a.makePictures(ctx, fetcher, options); err != nil {
		return fmt.Errorf("app: make picture worker: %w", err)
	}
	a.makePostWorkers(text)
	a.PictureWorker = a.newPictureWorker()
	return nil
}

// FetcherOptions are how the crawler of a configuration sends its requests; state keeps
// what is known of hosts.
func FetcherOptions(s Settings, c config.Crawler, state crawler.State) fetch.Options {
	delay := c.Delay.Std()
	if delay == 0 {
		delay = -1 // the fetcher's word for no pause at all; its 0 is a default
	}
	rate := c.MinRate
	if rate == 0 {
		rate = -1 // as of the delay
	}
	return fetch.Options{
		MinRate: rate,
		Version: s.Version, Contact: c.Contact, AllowPrivate: c.AllowPrivateNetworks,
		Delay: delay, Timeout: c.Timeout.Std(), MaxBytes: c.MaxBytes, State: state,
		StrictRobots: c.Robots == config.RobotsStrict,
	}
}

// CommonFetcherOptions are FetcherOptions of one that takes turns at each host with all who use
// the same streams, and knows what they know of hosts; and the state that they share.
func CommonFetcherOptions(ctx context.Context, s Settings, c config.Crawler, streams *stream.Bus) (options fetch.Options, state crawler.State, err error) {
	if state, err = streams.Bucket(ctx, "crawl"); err != nil {
		return options, nil, fmt.Errorf("app: open crawl state: %w", err)
	}
	leases, err := streams.Leases(ctx, "hosts")
	if err != nil {
		return options, nil, fmt.Errorf("app: open what is known of hosts: %w", err)
	}
	options = FetcherOptions(s, c, state)
	options.Leases, options.Ended = leases, leases.Ended()
	return options, state, nil
}

// Close closes what is open, in the reverse order.
func (a *App) Close() error {
	var faults []error
	if a.Evidence != nil {
		faults = append(faults, a.Evidence.Close())
	}
	if a.Media != nil {
		faults = append(faults, a.Media.Close())
	}
	if a.Store != nil {
		if keepsInventory(a.Engine) {
			a.noteInventory()
		}
		faults = append(faults, CloseStore(a.Store, a.Engine))
	}
	if a.Streams != nil {
		faults = append(faults, a.Streams.Close())
	}
	faults = append(faults, a.tracer.Close())
	return errors.Join(faults...)
}

// noteInventory notes at the end what tables are made of. An engine that says nothing is
// not waited for: the note of a minute ago does.
func (a *App) noteInventory() {
	ctx, cancel := context.WithTimeout(context.Background(), noteWait)
	defer cancel()
	if _, err := a.Settings.Damage(ctx, a.Store, true); err != nil {
		a.Settings.Log.Warn("what tables are made of is not noted", "error", err)
	}
}

// Crawled are the sources that are read now and then; the others are streams.
func (a *App) Crawled() []social.Source {
	return slices.DeleteFunc(slices.Clone(a.Sources), func(src social.Source) bool { return a.Runner.IsStream(src.Name) })
}

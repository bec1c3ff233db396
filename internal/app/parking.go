package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"earshot/internal/app/config"
	"earshot/internal/social"
	"earshot/storage/stream"
)

// Parking lists the messages that were set aside, and has them retried or dropped.
type Parking struct{ app *App }

// Parking is the parking of all streams.
func (a *App) Parking() Parking { return Parking{a} }

// Parked are the messages that are set aside, the last one first.
func (p Parking) Parked(ctx context.Context) ([]social.Parked, error) {
	return p.app.Streams.Parking.List(ctx)
}

// Retry has a message worked on again. For a crawl that is a run of its source, as the
// run it was a part of has ended; it fails with social.CodeConflict while one is under
// way.
func (p Parking) Retry(ctx context.Context, id string) error {
	parked, data, err := p.app.Streams.Parking.Get(ctx, id)
	if err != nil {
		return err
	}
	if parked.Queue != "crawl" {
		return p.app.Streams.Parking.Retry(ctx, id)
	}
	err = p.app.Runner.Again(ctx, data)
	if social.CodeOf(err) == social.CodeInvalid {
		// Nothing but its source is known.
		_, err = p.app.Runner.Begin(ctx, parked.Source)
	}
	if err != nil {
		return fmt.Errorf("retry %s: %w", id, err)
	}
	return p.app.Streams.Parking.Drop(ctx, id)
}

// Drop deletes a message for good.
func (p Parking) Drop(ctx context.Context, id string) error {
	err := p.app.Streams.Parking.Drop(ctx, id)
	if err == nil {
		p.app.Settings.Log.Info("a parked message was dropped", "id", id)
	}
	return err
}

// Held are sentences, by source, about what of a source is parked and which of its
// pictures were left out.
func (p Parking) Held(ctx context.Context) (map[string][]string, error) {
	parked, err := p.Parked(ctx)
	if err != nil {
		return nil, err
	}
	held := HeldParked(parked)
	over, err := p.app.pictureBudget.Over(ctx)
	if err != nil {
		return nil, err
	}
	for source, sentences := range over {
		held[source] = append(held[source], sentences...)
	}
	if p.app.PictureWorker != nil {
		for source, sentences := range p.app.PictureWorker.Held() {
			held[source] = append(held[source], sentences...)
		}
	}
	waiting, err := p.app.Store.HeldBySource(ctx)
	if err != nil {
		return nil, err
	}
	for source, n := range waiting {
		sentence := fmt.Sprintf("%d posts that mention nobody wait for their pictures to be read", n)
		if n == 1 {
			sentence = "1 post that mentions nobody waits for its pictures to be read"
		}
		held[source] = append(held[source], sentence)
	}
	return held, nil
}

// HeldParked are sentences, by source, about which of the parked messages are its own.
func HeldParked(parked []social.Parked) map[string][]string {
	own := map[string][]social.Parked{}
	for _, p := range parked {
		own[p.Source] = append(own[p.Source], p)
	}
	held := map[string][]string{}
	for source, of := range own {
		if sentence := social.ParkedSentence(of); sentence != "" {
			held[source] = append(held[source], sentence)
		}
	}
	return held
}

// ParkedMessages lists what is parked, also beside an Earshot that is running on the
// same folder.
func ParkedMessages(ctx context.Context, s Settings) ([]social.Parked, error) {
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return nil, err
	}
	bus, err := OpenStreams(ctx, s, cfg, "earshot parked")
	if err != nil {
		return nil, err
	}
	list, err := bus.Parking.List(ctx)
	return list, errors.Join(err, bus.Close())
}

// OpenStreams opens the streams alone, of the Earshot that is running on the folder
// where there is one. brief names the command that does, for which others wait.
func OpenStreams(ctx context.Context, s Settings, cfg config.Config, brief string) (*stream.Bus, error) {
	if cfg.Streams.URL == "" {
		if err := os.MkdirAll(s.Folder(), 0o700); err != nil {
			return nil, fmt.Errorf("app: make data folder: %w", err)
		}
	}
	return stream.Open(ctx, stream.Options{Dir: filepath.Join(s.Folder(), streamsDir), URL: cfg.Streams.URL, Replicas: cfg.Streams.Replicas, Version: s.Version, Attach: true, Brief: brief, Log: s.Log})
}

// OwnPosts has this process work on posts of its own only, until the returned function is
// called. It is to be called before anything works.
func (a *App) OwnPosts(ctx context.Context) (done func(context.Context) error, err error) {
	done, err = a.Streams.OwnPosts(ctx)
	if err == nil {
		a.makePostWorkers(a.Analyzer)
	}
	return done, err
}

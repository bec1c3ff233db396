package backup

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/storage"
	"earshot/storage/engine"
	"earshot/storage/object"
	"earshot/storage/stream"
)

// Options say where a backup goes.
type Options struct {
	// To is a folder or s3://bucket/prefix; empty is that of the configuration.
	To string
	// Full has it stand on no other.
	Full bool
	// Progress is called with what is under way.
	Progress func(what string)
}

// note keeps that a backup was made, for doctor and the Sources page.
func note(s app.Settings, m Manifest, to string) error {
	return s.NoteBackup(app.BackupState{At: m.At, Name: m.Name, To: object.Redacted(to), Bytes: m.Bytes, Tried: m.Done})
}

// source is what is backed up.
type source struct {
	settings app.Settings
	cfg      config.Config
	store    *storage.Store
	engine   *engine.Engine
	streams  *stream.Bus
}

// Run backs up, also beside an Earshot that is running on the same folder.
func Run(ctx context.Context, s app.Settings, opts Options) (m Manifest, err error) {
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return m, err
	}
	bus, err := app.OpenStreams(ctx, s, cfg, "earshot backup")
	if err != nil {
		return m, fmt.Errorf("backup: open streams: %w", err)
	}
	defer func() { err = errors.Join(err, bus.Close()) }()
	store, eng, err := app.OpenStoreAt(ctx, s, cfg.Storage.DSN)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, app.CloseStore(store, eng)) }()
	if m, err = (source{s, cfg, store, eng, bus}).backUp(ctx, opts); err != nil {
		return m, err
	}
	return m, note(s, m, cmp.Or(opts.To, cfg.Backup.To))
}

// backUp takes one backup. Streams come before tables, and tables before pictures: what is
// worked on meanwhile is in what comes later, and what is in both is known by its
// identity.
func (src source) backUp(ctx context.Context, opts Options) (m Manifest, err error) {
	if opts.Progress == nil {
		opts.Progress = func(string) {}
	}
	opts.To = cmp.Or(opts.To, src.cfg.Backup.To)
	to, err := open(opts.To, src.settings.Environ)
	if err != nil {
		return m, err
	}
	release, err := lock(filepath.Join(src.settings.Folder(), "backup.lock"))
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, release()) }()
	w, err := src.begin(ctx, to, opts)
	if err != nil {
		return m, err
	}
	for _, part := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"streams", w.dump}, {"tables", w.tables}, {"pictures", w.pictures}, {"settings", w.config},
	} {
		opts.Progress("backing up " + part.what)
		if err := part.do(ctx); err != nil {
			return m, fmt.Errorf("backup: %s: %w", part.what, err)
		}
	}
	w.m.Done = time.Now().UTC()
	text, err := json.Marshal(w.m)
	if err != nil {
		return m, fmt.Errorf("backup: write the manifest: %w", err)
	}
	if err := to.Put(ctx, w.m.Name+"/"+manifestName, bytes.NewReader(text), int64(len(text))); err != nil {
		return m, err
	}
	if src.cfg.Backup.Keep > 0 {
		if _, err := prune(ctx, to, src.cfg.Backup.Keep, w.m.Name); err != nil {
			return w.m, err
		}
	}
	return w.m, nil
}

// writer is a backup under way.
type writer struct {
	source
	to object.Store
	m  Manifest
	// below are the backups that it stands on.
	below []Manifest
}

func (src source) begin(ctx context.Context, to object.Store, opts Options) (*writer, error) {
	whole, half, err := List(ctx, to)
	if err != nil {
		return nil, err
	}
	now, err := src.store.Inventory(ctx)
	if err != nil {
		return nil, err
	}
	at := time.Now().UTC()
	w := &writer{source: src, to: to, m: Manifest{Format: manifestFormat, Version: src.settings.Version, At: at, Store: now.Database, Database: src.store.Database()}}
	from, err := originOf(src.settings.Folder())
	if err != nil {
		return nil, err
	}
	w.m.Restored, w.m.Before = from.Name, from.Stores
	for _, m := range whole {
		if !w.continues(m) {
			return nil, w.refuse(object.Redacted(opts.To), m)
		}
	}
	for taken := append([]string{}, half...); ; at = at.Add(time.Second) {
		for _, m := range whole {
			taken = append(taken, m.Name)
		}
		if w.m.Name = at.Format(nameLayout); len(taken) == 0 || taken[len(taken)-1] < w.m.Name && !contains(taken, w.m.Name) {
			break
		}
	}
	if w.m.Schema, err = src.store.SchemaVersion(ctx); err != nil {
		return nil, err
	}
	// What ClickHouse wrote of another data folder is nothing to stand on.
	if last := len(whole) - 1; last >= 0 && whole[last].Store == w.m.Store && !opts.Full && whole[last].Chain+1 < longestChain && whole[last].Schema == w.m.Schema {
		if w.below, err = chain(whole, whole[last].Name); err != nil {
			return nil, err
		}
		w.m.Base, w.m.Chain = whole[last].Name, whole[last].Chain+1
	}
	return w, nil
}

func contains(all []string, name string) bool {
	for _, a := range all {
		if a == name {
			return true
		}
	}
	return false
}

// dump writes what waits in the streams.
func (w *writer) dump(ctx context.Context) (err error) {
	file, err := os.CreateTemp(w.settings.Folder(), "streams-*.tmp")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close(), os.Remove(file.Name())) }()
	if w.m.Messages, err = w.streams.Dump(ctx, file); err != nil {
		return err
	}
	return w.add(ctx, "streams.ndjson", file.Name())
}

package backup

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/social"
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
	if opts.To == "" {
		opts.To = src.cfg.Backup.To
	}
	to, err := object.Open(opts.To, src.settings.Environ)
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

// config writes the configuration, the platforms beside it and the models learned.
func (w *writer) config(ctx context.Context) error {
	file := w.settings.ConfigFile
	if file == "" {
		file = app.DefaultConfigFile
	}
	if _, err := os.Stat(file); err == nil {
		if err := w.add(ctx, "settings/"+filepath.Base(file), file); err != nil {
			return err
		}
	}
	if err := w.addFolder(ctx, "settings/platforms", filepath.Join(filepath.Dir(file), "platforms")); err != nil {
		return err
	}
	return w.addFolder(ctx, "models", filepath.Join(w.settings.Folder(), "models"))
}

func (w *writer) addFolder(ctx context.Context, name, dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		return w.add(ctx, name+"/"+filepath.ToSlash(rel), path)
	})
}

// pictures keeps those that no backup has yet, under the hashes that they are named by.
func (w *writer) pictures(ctx context.Context) error {
	kept := map[string]int64{}
	err := w.to.Each(ctx, "media/", func(i object.Info) error {
		kept[i.Name] = i.Size
		return nil
	})
	if err != nil {
		return err
	}
	var names []string
	dir := filepath.Join(w.settings.Folder(), "media")
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.Type().IsRegular() || len(d.Name()) != hex.EncodedLen(sha256.Size) {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		name := "media/" + filepath.ToSlash(rel)
		names = append(names, name)
		if size, there := kept[name]; there && size == info.Size() {
			return nil
		}
		w.m.Bytes += info.Size()
		return w.put(ctx, name, path, info.Size())
	})
	if err != nil {
		return err
	}
	w.m.Pictures = len(names)
	return w.addText(ctx, "pictures.txt", strings.Join(names, "\n"))
}

func (w *writer) put(ctx context.Context, name, path string, size int64) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return w.to.Put(ctx, name, file, size)
}

// add keeps a file of this machine as one of the backup's.
func (w *writer) add(ctx context.Context, name, path string) error {
	f, err := hashOf(path)
	if err != nil {
		return err
	}
	f.Path = name
	w.m.Files, w.m.Bytes = append(w.m.Files, f), w.m.Bytes+f.Size
	if f.Size == 0 { // the manifest says all of it
		return nil
	}
	return w.put(ctx, w.m.Name+"/"+name, path, f.Size)
}

func (w *writer) addText(ctx context.Context, name, text string) error {
	sum := sha256.Sum256([]byte(text))
	w.m.Files = append(w.m.Files, File{Path: name, Size: int64(len(text)), SHA256: hex.EncodeToString(sum[:])})
	if text == "" {
		return nil
	}
	return w.to.Put(ctx, w.m.Name+"/"+name, strings.NewReader(text), int64(len(text)))
}

func hashOf(path string) (f File, err error) {
	file, err := os.Open(path)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	sum := sha256.New()
	if f.Size, err = io.Copy(sum, file); err != nil {
		return f, err
	}
	f.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return f, nil
}

// lock keeps a second backup or restore of the same folder away.
func lock(path string) (release func() error, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("backup: lock: %w", err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("backup: lock: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(social.Errorf(social.CodeConflict, "backup: another backup is under way (%s): %w", path, err), file.Close())
	}
	return file.Close, nil
}

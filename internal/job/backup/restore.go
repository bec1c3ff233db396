package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"earshot/internal/app"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/engine"
	"earshot/storage/object"
	"earshot/storage/stream"
)

// RestoreOptions say what is brought back.
type RestoreOptions struct {
	// From is where the backups are, Name which of them; empty is the newest.
	From, Name string
	Progress   func(what string)
}

// Restore brings a backup back into the data folder, which must be empty or not there.
// Every file is held against its hash first. All is made ready in a folder beside, which
// takes the name of the data folder at last: interrupted, it leaves nothing there.
func Restore(ctx context.Context, s app.Settings, opts RestoreOptions) (m Manifest, err error) {
	if opts.Progress == nil {
		opts.Progress = func(string) {}
	}
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return m, err
	}
	from, err := object.Open(opts.From, s.Environ)
	if err != nil {
		return m, err
	}
	below, err := choose(ctx, from, opts)
	if err != nil {
		return m, err
	}
	m = below[len(below)-1]
	data, err := filepath.Abs(s.Folder())
	if err != nil {
		return m, fmt.Errorf("restore: %w", err)
	}
	if err := empty(data); err != nil {
		return m, err
	}
	if err := suits(m, cfg.Storage.DSN); err != nil {
		return m, err
	}
	release, err := lock(data + ".restoring.lock")
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, release(), os.Remove(data+".restoring.lock")) }()
	ready, err := makeReady(data, s)
	if err != nil {
		return m, fmt.Errorf("restore: %w", err)
	}
	r := reader{settings: s, dsn: cfg.Storage.DSN, url: cfg.Streams.URL, from: from, below: below, m: m, dir: ready}
	for _, part := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"looking for room", r.vacant}, {"checking every file", r.check}, {"restoring pictures and settings", r.files}, {"restoring streams", r.streams}, {"restoring tables", r.tables},
	} {
		opts.Progress(part.what)
		if err := part.do(ctx); err != nil {
			return m, errors.Join(fmt.Errorf("restore: %s: %w", part.what, err), os.RemoveAll(ready))
		}
	}
	if err := noteOrigin(ready, m); err != nil {
		return m, errors.Join(fmt.Errorf("restore: %w", err), os.RemoveAll(ready))
	}
	if err := os.Remove(data); err != nil && !errors.Is(err, os.ErrNotExist) {
		return m, fmt.Errorf("restore: %w", err)
	}
	if err := os.Rename(ready, data); err != nil {
		return m, fmt.Errorf("restore: %w", err)
	}
	return m, nil
}

// suits tells whether the tables of a backup can be brought back to the ClickHouse of a
// configuration.
func suits(m Manifest, dsn string) error {
	switch {
	case m.Place != "" && dsn == "":
		return social.Errorf(social.CodeInvalid, "restore: the tables of %s are where a ClickHouse of your own wrote them, %s: name that in storage.dsn", m.Name, m.Place)
	case m.Place == "" && dsn != "":
		return social.Errorf(social.CodeInvalid, "restore: the tables of %s are of the embedded ClickHouse: restore without storage.dsn", m.Name)
	}
	return nil
}

// reader is a restore under way.
type reader struct {
	settings app.Settings
	dsn, url string
	from     object.Store
	below    []Manifest
	m        Manifest
	dir      string
}

// vacant refuses a ClickHouse or a NATS of one's own that holds anything of Earshot, before
// anything is put there.
func (r reader) vacant(ctx context.Context) (err error) {
	if r.dsn != "" {
		if err := storage.Vacant(ctx, r.dsn); err != nil {
			return err
		}
	}
	if r.url == "" {
		return nil
	}
	bus, err := stream.Open(ctx, stream.Options{URL: r.url, Version: r.settings.Version, Log: r.settings.Log})
	if err != nil {
		return err
	}
	return errors.Join(bus.Vacant(ctx), bus.Close())
}

// backups is where the files of the backups are on this machine.
func (r reader) backups() string {
	if dir := r.from.Folder(); dir != "" {
		return dir
	}
	return filepath.Join(r.dir, "backups.tmp")
}

// check holds every file against its hash, and fetches those that are in a bucket.
func (r reader) check(ctx context.Context) error {
	for _, m := range r.below {
		for _, f := range m.Files {
			path := filepath.Join(r.backups(), m.Name, filepath.FromSlash(f.Path))
			if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
				return social.Errorf(social.CodeBroken, "backup %s names %q, which is no file of it", m.Name, f.Path)
			}
			if f.Size == 0 {
				continue
			}
			if r.from.Folder() == "" {
				if err := fetch(ctx, r.from, m.Name+"/"+f.Path, path); err != nil {
					return err
				}
			}
			got, err := hashOf(path)
			if err != nil {
				return social.Errorf(social.CodeBroken, "backup %s lacks %s: %w", m.Name, f.Path, err)
			}
			if got.Size != f.Size || got.SHA256 != f.SHA256 {
				return social.Errorf(social.CodeBroken, "backup %s is damaged: %s is not what was written (%d bytes, %d expected)", m.Name, f.Path, got.Size, f.Size)
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

// files brings pictures, models and configuration back. The configuration goes to a
// folder of its own: the one in use is the user's.
func (r reader) files(ctx context.Context) error {
	for _, f := range r.m.Files {
		to := ""
		switch {
		case strings.HasPrefix(f.Path, "models/"):
			to = f.Path
		case strings.HasPrefix(f.Path, "settings/"):
			to = "restored-" + f.Path
		default:
			continue
		}
		if err := copyFile(filepath.Join(r.backups(), r.m.Name, filepath.FromSlash(f.Path)), filepath.Join(r.dir, filepath.FromSlash(to))); err != nil && f.Size > 0 {
			return err
		}
	}
	list, err := os.ReadFile(filepath.Join(r.backups(), r.m.Name, "pictures.txt"))
	if errors.Is(err, os.ErrNotExist) { // there are none
		return nil
	}
	if err != nil {
		return err
	}
	for name := range strings.Lines(string(list)) {
		name = strings.TrimSpace(name)
		path := filepath.Join(r.dir, filepath.FromSlash(name))
		if !filepath.IsLocal(filepath.FromSlash(name)) || !strings.HasPrefix(name, "media/") {
			return social.Errorf(social.CodeBroken, "backup %s names a picture %q", r.m.Name, name)
		}
		if err := fetch(ctx, r.from, name, path); err != nil {
			return err
		}
		got, err := hashOf(path)
		if err != nil {
			return err
		}
		if got.SHA256 != filepath.Base(path) {
			return social.Errorf(social.CodeBroken, "backup %s is damaged: picture %s is not what was written", r.m.Name, filepath.Base(path))
		}
	}
	return nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// tables has ClickHouse read the tables, and opens them, which brings those of an older
// version up to date.
func (r reader) tables(ctx context.Context) (err error) {
	s := r.settings
	s.DataDir = r.dir
	if r.dsn != "" {
		if err := storage.Restore(ctx, r.dsn, r.m.Place, r.m.Database, s.Log); err != nil {
			return err
		}
		return r.open(ctx, s)
	}
	eng, err := engine.Start(ctx, engine.Options{Dir: filepath.Join(r.dir, "engine"), Log: s.Log})
	if err != nil {
		return err
	}
	if err = eng.LinkBackups(linkName, r.backups()); err == nil {
		err = storage.Restore(ctx, eng.DSN(), place(r.m.Name), r.m.Database, s.Log, storage.Dial(eng.DialContext))
	}
	if err = errors.Join(err, eng.Close()); err != nil {
		return err
	}
	if r.from.Folder() == "" {
		if err := os.RemoveAll(r.backups()); err != nil {
			return err
		}
	}
	return r.open(ctx, s)
}

func (r reader) open(ctx context.Context, s app.Settings) (err error) {
	store, eng, err := app.OpenStoreAt(ctx, s, r.dsn)
	if err != nil {
		return err
	}
	return app.CloseStore(store, eng)
}

// streams puts back what waited.
func (r reader) streams(ctx context.Context) (err error) {
	file, err := os.Open(filepath.Join(r.backups(), r.m.Name, "streams.ndjson"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	bus, err := stream.Open(ctx, stream.Options{Dir: filepath.Join(r.dir, "streams"), URL: r.url, Version: r.settings.Version, Log: r.settings.Log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bus.Close()) }()
	_, err = bus.Load(ctx, file)
	return err
}

package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"earshot/analyzer/sentiment/registry"
	"earshot/internal/app/config"
	"earshot/internal/app/sources"
	"earshot/internal/shown"
	"earshot/internal/social"
	"earshot/internal/zone"
	"earshot/storage"
	"earshot/storage/engine"
)

// Settings are what the command line gives every command.
type Settings struct {
	// ConfigFile is the configuration's path; empty is that of ConfigPath.
	ConfigFile string
	// DataDir is the folder for all that is stored; empty is DefaultDataDir.
	DataDir string
	// Environ are the "KEY=VALUE" variables that may override the file.
	Environ []string
	// Version names this build, for the User-Agent and the doctor.
	Version string
	Log     *slog.Logger
	// Program is the path of a program that reads pictures when it is started for that
	// (paddle.ServeIfChild); empty where this one does not.
	Program string
	// Secrets learns what the configuration holds that is not to be shown; nil is
	// nobody who wants to know.
	Secrets *shown.Secrets
	// ackWait is the streams' own; 0 is their default.
	ackWait time.Duration
}

const (
	// DefaultConfigFile is read when no other file is named.
	DefaultConfigFile = "earshot.yaml"
	// OtherConfigFile is the same by the other name that YAML files have.
	OtherConfigFile = "earshot.yml"
	// DefaultDataDir is where everything is stored when no other folder is named.
	DefaultDataDir = "data"
	// DefaultDemoDir is DefaultDataDir of the demo, which is emptied at each start.
	DefaultDemoDir = "data-demo"
	// streamsDir is the folder of the streams below the data folder.
	streamsDir = "streams"
	// modelsDir is the folder of tuned models below the data folder.
	modelsDir = "models"
)

// Folder is where everything is stored.
func (s Settings) Folder() string {
	if s.DataDir == "" {
		return DefaultDataDir
	}
	return s.DataDir
}

// LoadConfig loads the configuration. Without a file it is the default one, unless
// a file is required.
func (s Settings) LoadConfig(required bool) (config.Config, error) {
	path, err := s.ConfigPath()
	if err != nil {
		return config.Config{}, err
	}
	if path == "" {
		if required {
			return config.Config{}, social.Errorf(social.CodeInvalid,
				"no configuration: name one with -c FILE or write %s; configs/earshot.example.yaml is a start, and `earshot demo` needs none", DefaultConfigFile)
		}
		return s.conceal(config.Parse("environment", nil, s.Environ))
	}
	return s.conceal(config.Load(path, s.Environ))
}

// ConfigPath is the configuration's file: the one that is named, else DefaultConfigFile or
// OtherConfigFile, and "" where there is neither. Both are a fault, as either may be meant.
func (s Settings) ConfigPath() (string, error) {
	if s.ConfigFile != "" {
		return s.ConfigFile, nil
	}
	var found []string
	for _, name := range []string{DefaultConfigFile, OtherConfigFile} {
		if _, err := os.Stat(name); err == nil || !errors.Is(err, fs.ErrNotExist) {
			found = append(found, name)
		}
	}
	switch len(found) {
	case 0:
		return "", nil
	case 1:
		return found[0], nil
	default:
		return "", social.Errorf(social.CodeInvalid, "there are %s: name the one that counts with -c FILE, or remove the other", strings.Join(found, " and "))
	}
}

// conceal notes the secrets of a configuration that was read, whatever is wrong with it.
func (s Settings) conceal(cfg config.Config, err error) (config.Config, error) {
	if s.Secrets != nil {
		s.Secrets.Add(cfg.Secrets()...)
	}
	return cfg, err
}

// EnvironmentSecrets are the values of variables ("KEY=VALUE") that configure
// Earshot or its buckets and by their names hold a secret, whole or in an address.
func EnvironmentSecrets(environ []string) []string {
	var values []string
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		if isAmount(name, value) {
			continue
		}
		for _, kind := range []string{"TOKEN", "SECRET", "PASSWORD", "API_KEY"} {
			if (strings.HasPrefix(name, "EARSHOT_") || strings.HasPrefix(name, "AWS_")) && strings.Contains(name, kind) {
				values = append(values, value)
			}
		}
	}
	return values
}

// isAmount tells whether a variable counts the tokens of a model, as
// EARSHOT_LLM_CAPTION_TOKENS does.
func isAmount(name, value string) bool {
	return strings.HasSuffix(name, "_TOKENS") && strings.Trim(value, "0123456789") == ""
}

// Zone is the time zone of this name; without one, that of the workspace: the
// configured one, or the machine's.
func (s Settings) Zone(name string) (*time.Location, error) {
	if name != "" {
		return zone.Parse(name)
	}
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return nil, err
	}
	return cfg.Zone(s.Environ)
}

// OpenStore opens the database for a command that reads it: the configured
// ClickHouse, the engine of an Earshot that is running on the same folder, or
// an engine of its own, which done stops.
func OpenStore(ctx context.Context, s Settings) (store *storage.Store, done func(), err error) {
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return nil, nil, err
	}
	store, eng, err := OpenStoreAt(ctx, s, cfg.Storage.DSN)
	if err != nil {
		return nil, nil, err
	}
	return store, func() {
		if err := CloseStore(store, eng); err != nil {
			s.Log.Error("close storage", "error", err)
		}
	}, nil
}

// Models opens the sentiment models of the data folder.
func (s Settings) Models() (*registry.Registry, error) {
	return registry.Open(filepath.Join(s.Folder(), modelsDir))
}

// Brands are the configured brands.
func (s Settings) Brands() ([]social.Brand, error) {
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return nil, err
	}
	return sources.Brands(cfg)
}

// Corrections reads what people judged of posts. The database is open only then.
func (s Settings) Corrections(ctx context.Context, do func(social.StoredPost, social.Correction) error) error {
	store, done, err := OpenStore(ctx, s)
	if err != nil {
		return err
	}
	defer done()
	return store.EachCorrection(ctx, do)
}

// OpenStoreAt opens the ClickHouse at dsn, or the embedded engine where dsn is empty.
// It logs what of the store is gone, and fails where that is a table.
func OpenStoreAt(ctx context.Context, s Settings, dsn string) (*storage.Store, *engine.Engine, error) {
	store, eng, err := OpenDamaged(ctx, s, dsn)
	if err != nil {
		return nil, nil, err
	}
	if err := s.reportDamage(ctx, store, eng); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("app: open storage: %w", err), CloseStore(store, eng))
	}
	return store, eng, nil
}

// OpenDamaged is OpenStoreAt for those who look for damage themselves.
func OpenDamaged(ctx context.Context, s Settings, dsn string) (*storage.Store, *engine.Engine, error) {
	var (
		eng *engine.Engine
		how []storage.Option
	)
	// With a ClickHouse and a NATS of one's own nothing else may have made it.
	if err := os.MkdirAll(s.Folder(), 0o700); err != nil {
		return nil, nil, fmt.Errorf("app: make data folder: %w", err)
	}
	if dsn == "" {
		var err error
		eng, err = engine.Start(ctx, engine.Options{Dir: filepath.Join(s.Folder(), "engine"), Log: s.Log})
		if err != nil {
			return nil, nil, fmt.Errorf("app: start engine: %w", err)
		}
		dsn, how = eng.DSN(), append(how, storage.Dial(eng.DialContext))
	}
	how = append(how, storage.Renew(func() (string, error) {
		if eng != nil {
			return eng.DSNNow()
		}
		cfg, err := s.LoadConfig(false)
		return cfg.Storage.DSN, err
	}))
	store, err := storage.Open(ctx, dsn, s.Log, how...)
	if err == nil {
		if err = store.Sign(ctx, s.Version); err != nil {
			err = errors.Join(err, store.Close())
		}
	}
	if err != nil {
		if eng != nil {
			err = errors.Join(err, eng.Close())
		}
		return nil, nil, fmt.Errorf("app: open storage: %w", err)
	}
	return store, eng, nil
}

// CloseStore closes a store that OpenStoreAt opened, and the engine below it.
func CloseStore(store *storage.Store, eng *engine.Engine) error {
	err := store.Close()
	if eng != nil {
		err = errors.Join(err, eng.Close())
	}
	return err
}

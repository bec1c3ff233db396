package app

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"earshot/internal/app/config"
	"earshot/internal/social"
	"earshot/storage/media"
	"earshot/storage/object"
	"earshot/storage/stream"
)

const (
	// mediaSaid is how often a process says which store of pictures it uses, mediaKept
	// how long that binds the others.
	mediaSaid = 20 * time.Second
	mediaKept = time.Minute
	// mediaTries is how often that is tried while others say it too.
	mediaTries = 8
)

// OpenMedia opens the store of pictures that the configuration names, or the folder
// media of the data.
func OpenMedia(ctx context.Context, s Settings, c config.Storage) (*media.Media, error) {
	address := c.Media
	if !strings.Contains(address, "://") {
		dir := address
		if dir == "" {
			dir = filepath.Join(s.Folder(), "media")
		}
		var err error
		if address, err = media.FolderURL(dir); err != nil {
			return nil, err
		}
	}
	m, err := media.Open(ctx, address, s.Environ...)
	if err != nil {
		return nil, fmt.Errorf("app: open media store: %w", err)
	}
	return m, nil
}

// mediaStore is what processes that share streams tell one another of their pictures.
type mediaStore struct {
	// Mark is the name of a mark in the store, Where it is for people.
	Mark  string `json:"mark"`
	Where string `json:"where"`
}

// whereMedia names the store for people.
func (a *App) whereMedia() string {
	where := a.Config.Storage.Media
	if where == "" {
		where = filepath.Join(a.Settings.Folder(), "media")
	}
	if strings.Contains(where, "://") {
		return object.Redacted(where)
	}
	if name, err := os.Hostname(); err == nil {
		return where + " on " + name
	}
	return where
}

// CheckMedia writes to the store of pictures and reads that back where it is not the
// folder of the data, and fails where other processes on the same streams use another
// one, as readers would then see none of the pictures.
func (a *App) CheckMedia(ctx context.Context) error {
	if a.Config.Streams.URL == "" && a.Config.Storage.Media == "" {
		return nil
	}
	if err := a.Media.Try(ctx); err != nil {
		return fmt.Errorf("app: storage.media (%s): %w", a.whereMedia(), err)
	}
	if a.Config.Streams.URL == "" {
		return nil
	}
	said, err := a.Streams.Leases(ctx, "media")
	if err != nil {
		return fmt.Errorf("app: open what processes say of their pictures: %w", err)
	}
	for range mediaTries {
		done, err := a.agreeOnMedia(ctx, said)
		if done || err != nil {
			return err
		}
	}
	return nil // others are saying the same at this moment
}

// agreeOnMedia says which store this process uses; false is to be tried again.
func (a *App) agreeOnMedia(ctx context.Context, said *stream.Leases) (bool, error) {
	value, rev, age, err := said.Read(ctx, "store")
	if err != nil {
		return false, fmt.Errorf("app: read where processes keep pictures: %w", err)
	}
	var store mediaStore
	seen := false
	if json.Unmarshal(value, &store) == nil && store.Mark != "" {
		if seen, err = a.Media.Marked(ctx, store.Mark); err != nil {
			return false, fmt.Errorf("app: storage.media (%s): %w", a.whereMedia(), err)
		}
		if !seen && age < mediaKept {
			return false, social.Errorf(social.CodeConflict, "this process keeps pictures in %s, the other processes of this Earshot in %s, so that it would show none of theirs: "+
				"set storage.media to one bucket or shared folder for all of them (where no other runs any more, start again in a minute)", a.whereMedia(), store.Where)
		}
	}
	if !seen {
		if store.Mark != "" {
			a.Settings.Log.Warn("pictures are kept in another place than before", "before", store.Where, "now", a.whereMedia())
		}
		store.Mark = rand.Text()
		if err := a.Media.Mark(ctx, store.Mark); err != nil {
			return false, fmt.Errorf("app: storage.media (%s): %w", a.whereMedia(), err)
		}
	}
	store.Where = a.whereMedia()
	if value, err = json.Marshal(store); err != nil {
		return false, fmt.Errorf("app: say where pictures are: %w", err)
	}
	_, err = said.Write(ctx, "store", value, rev)
	if social.CodeOf(err) == social.CodeConflict {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("app: say where pictures are: %w", err)
	}
	return true, nil
}

// keepMedia says now and then which store this process uses, until ctx ends.
func (a *App) keepMedia(ctx context.Context) {
	if a.Config.Streams.URL == "" {
		return
	}
	tick := time.NewTicker(mediaSaid)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := a.CheckMedia(ctx); err != nil && ctx.Err() == nil {
			a.Settings.Log.Warn("the store of pictures", "error", err)
		}
	}
}

package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"

	"earshot/internal/pipeline/crawl"
	"earshot/internal/social"
)

const (
	// leastFree is the room on the disk of the data folder, in bytes, with less of which
	// nothing new is read or stored: streams and engine need some to put in order what
	// they have.
	leastFree = 100 << 20
	// folderEvery is how often the data folder is looked at.
	folderEvery = time.Second
)

// Health tells whether something that Earshot stands on is as it must be: nil where it
// is, else an error that names the state and its remedy. With social.CodeBroken the
// process cannot go on and ends; with social.CodeUnavailable it waits until that is over.
type Health interface {
	Check(ctx context.Context) error
}

// folderHealth watches the data folder of a process: whether it is still the one that was
// opened, and whether there is room on its disk.
type folderHealth struct {
	dir string
	// parts are the folder and what the process has open in it, as they were.
	parts map[string]fs.FileInfo
	free  func() (uint64, error)
	// streams tells whether the streams still work.
	streams func() error
	log     *slog.Logger

	mu sync.Mutex
	// full is closed when there is room again; nil while there is.
	full chan struct{}
}

// watchedFolder remembers the data folder as it is now.
func (a *App) watchedFolder() *folderHealth {
	f := &folderHealth{dir: a.Settings.Folder(), parts: map[string]fs.FileInfo{}, free: a.freeSpace, streams: a.Streams.Working, log: a.Settings.Log}
	for _, part := range []string{"", streamsDir, "engine"} {
		path := filepath.Join(f.dir, part)
		if info, err := os.Stat(path); err == nil {
			f.parts[path] = info
		}
	}
	return f
}

// Check looks at the folder.
func (f *folderHealth) Check(context.Context) error {
	// The shortest path is that of the folder itself.
	for _, path := range slices.Sorted(maps.Keys(f.parts)) {
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist), err == nil && !os.SameFile(f.parts[path], info):
			return social.Errorf(social.CodeBroken, "the data folder %s was deleted, moved or replaced while Earshot works in it, and what it writes from now on would be lost: put it back, or restore a backup, and start Earshot again", path)
		case err != nil:
			return social.Errorf(social.CodeUnavailable, "the data folder cannot be looked at: %w", err)
		}
	}
	free, err := f.free()
	if err != nil {
		return social.Errorf(social.CodeUnavailable, "the room in %s is not known: %w", f.dir, err)
	}
	if err := f.streams(); err != nil {
		return social.Errorf(social.CodeBroken, "%w: the disk of the data folder %s has %d MiB left; make some room and start Earshot again, nothing is lost", err, f.dir, free>>20)
	}
	if free < leastFree {
		return social.Errorf(social.CodeUnavailable, "the disk of the data folder %s is full: %d MiB are left and %d are the least, so nothing new is read or stored until there is room", f.dir, free>>20, leastFree>>20)
	}
	return nil
}

// watch looks at the folder until ctx ends, and returns why Earshot cannot go on.
func (f *folderHealth) watch(ctx context.Context) error {
	tick := time.NewTicker(folderEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := f.look(ctx); err != nil {
			return err
		}
	}
}

// look notes how the folder is, and returns why Earshot cannot go on.
func (f *folderHealth) look(ctx context.Context) error {
	err := f.Check(ctx)
	if social.CodeOf(err) == social.CodeBroken {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case err != nil && f.full == nil:
		f.log.Error("Earshot waits", "because", err)
		f.full = make(chan struct{})
	case err == nil && f.full != nil:
		f.log.Info("Earshot goes on", "folder", f.dir)
		close(f.full)
		f.full = nil
	}
	return nil
}

// wait returns when there is room, or ctx ends.
func (f *folderHealth) wait(ctx context.Context) {
	f.mu.Lock()
	full := f.full
	f.mu.Unlock()
	if full == nil {
		return
	}
	select {
	case <-full:
	case <-ctx.Done():
	}
}

// Watched does what works in the data folder, with a context that ends when Earshot
// cannot go on there, and returns why.
func (a *App) Watched(ctx context.Context, do func(context.Context) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	var watching sync.WaitGroup
	watching.Go(func() {
		if err := a.folder.watch(ctx); err != nil {
			a.Settings.Log.Error("Earshot ends", "because", err)
			stop(err)
		}
	})
	err := do(ctx)
	stop(nil)
	watching.Wait()
	if cause := context.Cause(ctx); social.CodeOf(cause) == social.CodeBroken {
		return cause
	}
	return err
}

// FolderHealth is the state of the data folder.
func (a *App) FolderHealth() Health { return a.folder }

// freeSpace is the room on the disk of the data folder that a process without
// special rights may use, in bytes.
func (a *App) freeSpace() (uint64, error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(a.Settings.Folder(), &disk); err != nil {
		return 0, fmt.Errorf("app: room in %s: %w", a.Settings.Folder(), err)
	}
	return uint64(disk.Bavail) * uint64(disk.Bsize), nil
}

// Publisher puts posts on the posts stream.
func (a *App) Publisher() crawl.Publisher {
	return crawl.Publisher{Posts: Queue{Queue: a.Streams.Posts}, Gate: a.gate()}
}

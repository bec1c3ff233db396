package app

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"earshot/internal/social"
)

// watched is the health of a folder with so much room.
func watched(t *testing.T, free *atomic.Uint64, streams func() error) (*folderHealth, *syncLog) {
	t.Helper()
	said := &syncLog{}
	dir := filepath.Join(t.TempDir(), "data")
	info, err := os.Stat(filepath.Dir(dir))
	if err == nil {
		err = os.Mkdir(dir, 0o700)
	}
	if err == nil {
		info, err = os.Stat(dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	return &folderHealth{
		dir: dir, parts: map[string]os.FileInfo{dir: info}, streams: streams, log: slog.New(slog.NewTextHandler(said, nil)),
		free: func() (uint64, error) { return free.Load(), nil },
	}, said
}

// TestFullFolderIsWaitedFor fills the disk: work waits, in a state that has a name, and
// goes on when there is room.
func TestFullFolderIsWaitedFor(t *testing.T) {
	var free atomic.Uint64
	free.Store(1 << 30)
	f, said := watched(t, &free, func() error { return nil })
	if err := f.look(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.wait(t.Context())
	free.Store(3 << 20)
	for range 3 {
		if err := f.look(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Check(t.Context()); social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(err.Error(), "is full: 3 MiB are left") {
		t.Errorf("a full disk: %v", err)
	}
	went := make(chan struct{})
	go func() { f.wait(t.Context()); close(went) }()
	select {
	case <-went:
		t.Error("work goes on without room")
	case <-time.After(50 * time.Millisecond):
	}
	free.Store(1 << 30)
	if err := f.look(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-went
	if n := strings.Count(said.String(), "Earshot waits"); n != 1 || !strings.Contains(said.String(), "Earshot goes on") {
		t.Errorf("said %d times:\n%s", n, said)
	}
}

// TestLostFolderEnds takes the folder away, puts another in its place, and has the
// streams stop: each ends what works there, and says why.
func TestLostFolderEnds(t *testing.T) {
	var free atomic.Uint64
	free.Store(1 << 30)
	for name, lose := range map[string]func(t *testing.T, f *folderHealth){
		"was deleted": func(t *testing.T, f *folderHealth) {
			if err := os.RemoveAll(f.dir); err != nil {
				t.Fatal(err)
			}
		},
		"moved or replaced": func(t *testing.T, f *folderHealth) {
			if err := errors.Join(os.Rename(f.dir, f.dir+"-old"), os.Mkdir(f.dir, 0o700)); err != nil {
				t.Fatal(err)
			}
		},
		"streams have stopped": func(_ *testing.T, f *folderHealth) {
			f.streams = func() error { return social.Errorf(social.CodeBroken, "the streams have stopped") }
		},
	} {
		t.Run(name, func(t *testing.T) {
			f, said := watched(t, &free, func() error { return nil })
			lose(t, f)
			a := &App{folder: f, Settings: Settings{Log: slog.New(slog.NewTextHandler(said, nil))}}
			err := a.Watched(t.Context(), func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
			if social.CodeOf(err) != social.CodeBroken || !strings.Contains(err.Error(), name) || !strings.Contains(said.String(), "Earshot ends") {
				t.Errorf("%v\n%s", err, said)
			}
		})
	}
}

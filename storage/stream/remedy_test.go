package stream_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/storage/stream"
)

// TestStartNamesTheRemedy opens folders that are spoiled in ways that the server does not
// survive, and wants to be told at once what to do; and that the rest is survived.
func TestStartNamesTheRemedy(t *testing.T) {
	const posts = "jetstream/$G/streams/EARSHOT_POSTS"
	replace := func(path string) error {
		return errors.Join(os.RemoveAll(path), os.WriteFile(path, nil, 0o600))
	}
	for name, tt := range map[string]struct {
		spoil func(dir string) error
		want  string // "" where it is survived
	}{
		"the folder is a file": {func(dir string) error { return replace(dir) }, "move it away"},
		"the store is a file":  {func(dir string) error { return replace(filepath.Join(dir, "jetstream")) }, "move it away"},
		"the lock is a folder": {func(dir string) error {
			p := filepath.Join(dir, "lock")
			return errors.Join(os.Remove(p), os.Mkdir(p, 0o700))
		}, "move it away"},
		"a queue is a file":     {func(dir string) error { return replace(filepath.Join(dir, posts)) }, "restore a backup, or move the folder away"},
		"all queues are a file": {func(dir string) error { return replace(filepath.Dir(filepath.Join(dir, posts))) }, "restore a backup, or move the folder away"},
		"a queue's head is spoiled": {func(dir string) error {
			return os.WriteFile(filepath.Join(dir, posts, "meta.inf"), []byte("spoiled"), 0o600)
		}, ""},
		"the messages are a file":   {func(dir string) error { return replace(filepath.Join(dir, posts, "msgs")) }, ""},
		"the consumers are a file":  {func(dir string) error { return replace(filepath.Join(dir, posts, "obs")) }, ""},
		"the door is a full folder": {func(dir string) error { return os.MkdirAll(filepath.Join(dir, "door", "x"), 0o700) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "streams")
			bus := open(t, dir)
			put(t, bus.Posts, stream.Message{Key: "a", Data: []byte("x")})
			if err := errors.Join(bus.Close(), tt.spoil(dir)); err != nil {
				t.Fatal(err)
			}
			begun := time.Now()
			bus, err := stream.Open(t.Context(), stream.Options{Dir: dir})
			if err == nil {
				err = bus.Close()
			}
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), dir)):
				t.Errorf("it does not say %q: %v", tt.want, err)
			}
			// A guard against waiting for a server that will not come.
			if took := time.Since(begun); took > time.Minute {
				t.Errorf("it took %s", took)
			}
		})
	}
}

package stream_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
	"earshot/storage/stream"
)

func TestSecondProcessIsTurnedAway(t *testing.T) {
	dir := t.TempDir()
	bus := open(t, dir)
	_, err := stream.Open(t.Context(), stream.Options{Dir: dir})
	if social.CodeOf(err) != social.CodeConflict || !strings.Contains(err.Error(), fmt.Sprintf("process %d", os.Getpid())) {
		t.Fatalf("got %v", err)
	}
	put(t, bus.Posts, stream.Message{Key: "still", Data: []byte("works")})
}

func TestClosedBus(t *testing.T) {
	bus := open(t, t.TempDir())
	if err := bus.Close(); err != nil {
		t.Fatal(err)
	}
	if err := bus.Posts.Put(t.Context(), stream.Message{Key: "k"}); social.CodeOf(err) != social.CodeUnavailable {
		t.Errorf("put: %v", err)
	}
	if _, err := bus.Posts.Fetch(t.Context(), 1, time.Second); social.CodeOf(err) != social.CodeUnavailable {
		t.Errorf("fetch: %v", err)
	}
}

func TestOpenFaults(t *testing.T) {
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		opts stream.Options
		code social.Code
		text string
	}{
		"nothing set":            {stream.Options{}, social.CodeInvalid, "neither a folder nor an address"},
		"folder is a file":       {stream.Options{Dir: file}, social.CodeInternal, "make the folder"},
		"nobody there":           {stream.Options{URL: "nats://ana:secret@127.0.0.1:1"}, social.CodeUnavailable, "nats://ana:xxxxx@127.0.0.1:1"},
		"address that is no URL": {stream.Options{URL: "nats://\x00"}, social.CodeInvalid, "not a URL"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := stream.Open(t.Context(), c.opts)
			if social.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.text) {
				t.Errorf("got %v (code %s)", err, social.CodeOf(err))
			}
		})
	}
}

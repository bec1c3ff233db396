package stream_test

import (
	"context"
	"testing"
	"time"

	"earshot/internal/social"
	"earshot/storage/stream"
)

// TestACommandThatEndsIsWaitedFor, as a backup beside which a crawl begins; a process
// that stays is not.
func TestACommandThatEndsIsWaitedFor(t *testing.T) {
	dir := t.TempDir()
	open := func(ctx context.Context, brief string) (*stream.Bus, error) {
		return stream.Open(ctx, stream.Options{Dir: dir, Brief: brief})
	}
	backup, err := open(t.Context(), "earshot backup")
	if err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := open(gone, ""); social.CodeOf(err) != social.CodeConflict {
		t.Errorf("who no longer waits gets %v", err)
	}
	if _, err := open(t.Context(), "earshot doctor"); social.CodeOf(err) != social.CodeConflict {
		t.Errorf("a second command that only looks gets %v", err)
	}
	opened := make(chan *stream.Bus)
	go func() {
		crawl, err := open(t.Context(), "")
		if err != nil {
			t.Error(err)
		}
		opened <- crawl
	}()
	select {
	case <-opened:
		t.Error("two processes have the streams of one folder")
	case <-time.After(300 * time.Millisecond):
	}
	if err := backup.Close(); err != nil {
		t.Fatal(err)
	}
	crawl := <-opened
	if crawl == nil {
		return
	}
	defer crawl.Close()
	if _, err := open(t.Context(), ""); social.CodeOf(err) != social.CodeConflict {
		t.Errorf("a second one that stays gets %v", err)
	}
}

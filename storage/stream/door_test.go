package stream_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/storage/stream"
)

// TestDoorOfADeepFolder reaches the streams of a folder whose path is longer than the
// address of a socket; what a process left there that was killed is taken away.
func TestDoorOfADeepFolder(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	dir := filepath.Join(t.TempDir(), strings.Repeat("deep/", 30))
	left := filepath.Join(temporary, "earshot-door-1")
	for _, folder := range []string{dir, left} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	door := filepath.Join(left, "door")
	for path, text := range map[string]string{door: "", filepath.Join(dir, "door.path"): door + "\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	bus := open(t, dir)
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("what was left is still there: %v", err)
	}
	guest, err := stream.Open(t.Context(), stream.Options{Dir: dir, Attach: true})
	if err != nil {
		t.Fatal(err)
	}
	if !guest.Attached() {
		t.Error("two processes have the folder")
	}
	put(t, guest.Posts, stream.Message{Key: "a", Data: []byte("b")})
	if got := fetch(t, bus.Posts, 1); len(got) != 1 || string(got[0].Data) != "b" {
		t.Errorf("got %v", got)
	}
	if err := guest.Close(); err != nil {
		t.Error(err)
	}
	if err := bus.Close(); err != nil {
		t.Error(err)
	}
	if kept, err := os.ReadDir(temporary); err != nil || len(kept) > 0 {
		t.Errorf("left behind: %v, %v", kept, err)
	}
}

package cli_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// replayed is what crawl --replay --json prints.
type replayed struct {
	Archives []struct {
		Sources []struct {
			Source                  string
			Answers, Posts, Skipped int
			Fault                   string
		}
		Unknown, Refusals, Unreadable int
		Fault                         string
	}
	New, Updated, Stale, Stored int
}

// replay replays archives and wants the exit code.
func (w *world) replay(t *testing.T, code int, files ...string) (replayed, result) {
	t.Helper()
	args := []string{"crawl", "--json"}
	for _, file := range files {
		args = append(args, "--replay", file)
	}
	got := earshot(t, w.dir, args...).want(t, code)
	var sum replayed
	if err := json.Unmarshal([]byte(got.out), &sum); err != nil {
		t.Fatalf("summary: %v\n%s", err, got.out)
	}
	return sum, got
}

// TestReplay keeps what the sample platforms answered, loses everything else, and
// reads it again without them.
func TestReplay(t *testing.T) {
	w := newWorld(t, 0.01)
	t.Setenv("EARSHOT_CRAWLER_KEEP_WARC", "true")
	w.crawl(t, 0)
	want := w.words(t)
	kept, err := filepath.Glob(filepath.Join(w.dir, "data", "warc", "*.warc.gz"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("archives %v, %v", kept, err)
	}
	archive := filepath.Join(t.TempDir(), "kept.warc.gz")
	if err := os.Rename(kept[0], archive); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(w.dir, "data")); err != nil {
		t.Fatal(err)
	}
	w.requests()

	sum, _ := w.replay(t, 0, archive)
	if got := w.words(t); got != want {
		t.Errorf("after the replay the export is another: %d bytes, before %d", len(got), len(want))
	}
	if n := w.requests(); n != 0 {
		t.Errorf("the replay sent %d requests", n)
	}
	if sum.New != sum.Stored || sum.New == 0 || len(sum.Archives) != 1 || len(sum.Archives[0].Sources) != len(w.Sources()) {
		t.Errorf("%+v", sum)
	}
	w.compare(t)

	// A second time changes nothing, and what was crawled since stands.
	w.crawl(t, 0)
	later := w.words(t)
	again, _ := w.replay(t, 0, archive)
	if again.New != 0 || again.Updated != 0 || again.Stale == 0 {
		t.Errorf("replayed over newer posts: %+v", again)
	}
	if got := w.words(t); got != later {
		t.Error("the replay changed newer posts")
	}

	// Of an archive that is torn all stands that is whole.
	raw, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	half := len(raw) / 2
	if bytes.HasPrefix(raw[half:], []byte{0x1f, 0x8b}) {
		half += 16 // between two records nothing is torn
	}
	torn := filepath.Join(t.TempDir(), "torn.warc.gz")
	if err := os.WriteFile(torn, raw[:half], 0o600); err != nil {
		t.Fatal(err)
	}
	if sum, got := w.replay(t, 1, torn); len(sum.Archives[0].Sources) == 0 || !strings.Contains(got.err, "torn.warc.gz: ") {
		t.Errorf("%+v\n%s", sum, got.err)
	}
	secretsAreNotKept(t, raw)
}

// pictureSize is what is only known of a picture once it was fetched itself.
var pictureSize = regexp.MustCompile(`"(?:width|height)":[^,}]*`)

// words is the export of all posts, without the sizes of pictures.
func (w *world) words(t *testing.T) string {
	t.Helper()
	return pictureSize.ReplaceAllString(earshot(t, w.dir, "export", "posts").want(t, 0).out, "")
}

// secretsAreNotKept looks for what must not be in an archive.
func secretsAreNotKept(t *testing.T, raw []byte) {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"\r\nAuthorization:", "\r\nCookie:"} {
		if bytes.Contains(text, []byte(secret)) {
			t.Errorf("the archive holds %q", secret)
		}
	}
}

func TestReplayWantsAFileThatIsThere(t *testing.T) {
	w := newWorld(t, 0.01)
	got := earshot(t, w.dir, "crawl", "--replay", "no-such.warc.gz").want(t, 2)
	if !strings.Contains(got.err, "no-such.warc.gz") {
		t.Errorf("it says %s", got.err)
	}
	both := earshot(t, w.dir, "crawl", "--once", "--replay", "x").want(t, 2)
	neither := earshot(t, w.dir, "crawl").want(t, 2)
	if !strings.Contains(both.err, "--once") || !strings.Contains(neither.err, "--once") {
		t.Errorf("it says %s and %s", both.err, neither.err)
	}
}

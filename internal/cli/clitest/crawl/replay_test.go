package crawl

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/cli/clitest"
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
func replay(t *testing.T, w *clitest.World, code int, files ...string) (replayed, clitest.Result) {
	t.Helper()
	args := []string{"crawl", "--json"}
	for _, file := range files {
		args = append(args, "--replay", file)
	}
	got := w.Run(t, args...).Want(t, code)
	var sum replayed
	if err := json.Unmarshal([]byte(got.Out), &sum); err != nil {
		t.Fatalf("summary: %v\n%s", err, got.Out)
	}
	return sum, got
}

// TestReplay keeps what the sample platforms answered, loses everything else, and
// reads it again without them.
func TestReplay(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.01)
	w.Setenv("EARSHOT_CRAWLER_KEEP_WARC", "true")
	w.Crawl(t, 0)
	want := words(t, w)
	kept, err := filepath.Glob(filepath.Join(w.Dir, "data", "warc", "*.warc.gz"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("archives %v, %v", kept, err)
	}
	archive := filepath.Join(t.TempDir(), "kept.warc.gz")
	if err := os.Rename(kept[0], archive); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(w.Dir, "data")); err != nil {
		t.Fatal(err)
	}
	w.TakeRequests()

	sum, _ := replay(t, w, 0, archive)
	if got := words(t, w); got != want {
		t.Errorf("after the replay the export is another (-before +after):\n%s", clitest.Tail(cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n"))))
	}
	if n := w.TakeRequests(); n != 0 {
		t.Errorf("the replay sent %d requests", n)
	}
	if sum.New != sum.Stored || sum.New == 0 || len(sum.Archives) != 1 || len(sum.Archives[0].Sources) != len(w.Sources()) {
		t.Errorf("%+v", sum)
	}
	w.Compare(t)

	// A second time changes nothing, and what was crawled since stands.
	w.Crawl(t, 0)
	later := words(t, w)
	again, _ := replay(t, w, 0, archive)
	if again.New != 0 || again.Updated != 0 || again.Stale == 0 {
		t.Errorf("replayed over newer posts: %+v", again)
	}
	if got := words(t, w); got != later {
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
	if sum, got := replay(t, w, 1, torn); len(sum.Archives[0].Sources) == 0 || !strings.Contains(got.Err, "torn.warc.gz: ") {
		t.Errorf("%+v\n%s", sum, got.Err)
	}
	secretsAreNotKept(t, raw)
}

// pictureSize is what is only known of a picture once it was fetched itself.
var pictureSize = regexp.MustCompile(`"(?:width|height)":[^,}]*`)

// firstSource is the source that a post is stored under: of a post that several
// sources read or boost, the one whose page of posts reached storage first, which
// sources that are crawled side by side do not do in the same order again.
var firstSource = regexp.MustCompile(`"source":"[^"]*",`)

// fetched is when a post was read. Of readings within one step of versions (4,096
// microseconds) the first to reach storage stands, as of sources.
var fetched = regexp.MustCompile(`"fetched_at":"([^"]*)"`)

// words is the export of all posts, without the sizes of pictures.
func words(t *testing.T, w *clitest.World) string {
	t.Helper()
	out := pictureSize.ReplaceAllString(w.Run(t, "export", "posts").Want(t, 0).Out, "")
	out = fetched.ReplaceAllStringFunc(out, func(field string) string {
		at, err := time.Parse(time.RFC3339Nano, fetched.FindStringSubmatch(field)[1])
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf(`"fetched_step":%d`, at.UnixMicro()/4096)
	})
	return firstSource.ReplaceAllString(out, "")
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
	t.Parallel()
	w := clitest.NewWorld(t, 0.01)
	got := w.Run(t, "crawl", "--replay", "no-such.warc.gz").Want(t, 2)
	if !strings.Contains(got.Err, "no-such.warc.gz") {
		t.Errorf("it says %s", got.Err)
	}
	both := w.Run(t, "crawl", "--once", "--replay", "x").Want(t, 2)
	neither := w.Run(t, "crawl").Want(t, 2)
	if !strings.Contains(both.Err, "--once") || !strings.Contains(neither.Err, "--once") {
		t.Errorf("it says %s and %s", both.Err, neither.Err)
	}
}

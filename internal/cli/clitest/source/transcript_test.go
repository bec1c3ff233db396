package source

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// TestSaidInAnEpisode: an episode that names the brand in its sound alone is a mention, by
// the transcript that its feed offers. It is asked for once, and anew when the episode was
// changed; crawls that find none, and files that hold none, leave it as it is stored.
func TestSaidInAnEpisode(t *testing.T) {
	t.Parallel()
	var asked, entries, edited atomic.Int64
	entries.Store(2)
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	mux.HandleFunc("GET /robots.txt", http.NotFound)
	mux.HandleFunc("GET /feed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Cup</title>`)
		for i := range entries.Load() {
			at := time.Now().Add(-72*time.Hour + time.Duration(i)*time.Hour).UTC().Format(time.RFC1123Z)
			fmt.Fprintf(w, `<item><guid isPermaLink="false">cup-%d</guid><link>https://cup.example/%d</link><title>Episode %d%s</title><description>Two people talk.</description><pubDate>%s</pubDate>`, i, i, i, strings.Repeat(", with leaks", int(edited.Load())), at)
			fmt.Fprintf(w, `<podcast:transcript url="%s/%d.vtt" type="text/vtt"/></item>`, server.URL, i)
		}
		fmt.Fprint(w, `</channel></rss>`)
	})
	mux.HandleFunc("GET /{file}", func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if edited.Load() > 0 {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/vtt")
		said := "nothing of note"
		if r.PathValue("file") == "1.vtt" {
			said = "the north\n\n00:02.000 --> 00:03.000\nwind kettle leaks"
		}
		fmt.Fprintf(w, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>%s\n", said)
	})
	w := &clitest.World{Dir: t.TempDir()}
	w.WriteConfiguration(t, map[string]any{
		"brands":  []map[string]any{{"name": "Northwind", "query": `"north wind"`}},
		"sources": []map[string]any{{"name": "cup", "platform": "feed", "urls": []string{server.URL + "/feed"}, "every": "1h", "refresh": "200h"}},
		"crawler": map[string]any{"allow_private_networks": true, "delay": "0s"},
	})
	find := func(when string) {
		t.Helper()
		out := w.Run(t, "export", "posts", "--brand", "Northwind", "--query", "transcript:leaks").Want(t, 0).Out
		if strings.Count(out, "\n") != 1 || !strings.Contains(out, "https://cup.example/1") {
			t.Errorf("%s: %q", when, out)
		}
	}
	crawlWire(t, w)
	find("after the first crawl")
	if asked.Load() != 2 {
		t.Errorf("%d transcripts asked for, want 2", asked.Load())
	}
	entries.Store(3)
	crawlWire(t, w)
	find("after the second")
	if asked.Load() != 3 {
		t.Errorf("%d transcripts asked for after the second crawl, want 3", asked.Load())
	}
	edited.Store(1)
	crawlWire(t, w)
	find("after a crawl that finds changed episodes without transcripts")
	if asked.Load() != 6 {
		t.Errorf("%d transcripts asked for after the third crawl, want 6", asked.Load())
	}
	var post map[string]any
	if err := json.Unmarshal([]byte(w.Run(t, "export", "posts", "--brand", "Northwind").Want(t, 0).Out), &post); err != nil {
		t.Fatal(err)
	}
	delete(post, "transcript")
	post["text"], post["fetched_at"] = "Two people talk, and leave.", time.Now().Add(time.Minute).UTC().Format(time.RFC3339)
	line, err := json.Marshal(post)
	if err != nil {
		t.Fatal(err)
	}
	bare := filepath.Join(t.TempDir(), "bare.jsonl")
	if err := os.WriteFile(bare, append(line, 10), 0o600); err != nil {
		t.Fatal(err)
	}
	w.Run(t, "import", bare).Want(t, 0)
	find("after an import without it")
	if out := w.Run(t, "export", "posts", "--brand", "Northwind").Want(t, 0).Out; !strings.Contains(out, "and leave") {
		t.Errorf("the import changed nothing: %s", out)
	}
}

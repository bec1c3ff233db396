package source

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/cli/clitest"
)

// model answers prompts in the form of OpenAI's chat completions.
func model(asked *atomic.Int64) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /robots.txt", http.NotFound)
	mux.HandleFunc("GET /feed", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Kettles</title>`)
		for i := range 3 {
			fmt.Fprintf(w, `<item><guid>https://people.example/%d</guid><link>https://people.example/%d</link><title>My kettle %d</title><description>I like the kettle of Northwind, batch %d.</description><pubDate>%s</pubDate></item>`,
				i, i, i, i, time.Now().Add(-time.Duration(i+1)*time.Hour).UTC().Format(time.RFC1123Z))
		}
		fmt.Fprint(w, `<item><guid>https://people.example/9</guid><link>https://people.example/9</link><title>Southgate</title><description>Southgate is dear.</description><pubDate>`+time.Now().Add(-9*time.Hour).UTC().Format(time.RFC1123Z)+`</pubDate></item></channel></rss>`)
	})
	mux.HandleFunc("POST /v1/chat/completions", func(w http.ResponseWriter, r *http.Request) {
		var ask struct {
			Model    string
			Messages []struct{ Role, Content string }
		}
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil || len(ask.Messages) != 1 || r.Header.Get("Authorization") != "Bearer s3cret" {
			w.WriteHeader(http.StatusUnauthorized)
			sendJSON(w, map[string]any{"error": map[string]any{"message": "Incorrect API key", "code": "invalid_api_key"}})
			return
		}
		n := asked.Add(1)
		said, links := "Southgate is liked by all tests.", []any{}
		if ask.Model == "m1" || strings.Contains(ask.Messages[0].Content, "Northwind") {
			said = "**Northwind** is quiet, and I like it."
			links = append(links, map[string]any{"type": "url_citation", "url_citation": map[string]any{"url": "https://www.northwind.example/k1"}})
		}
		sendJSON(w, map[string]any{"id": fmt.Sprintf("c%d", n), "choices": []any{map[string]any{"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": said, "annotations": links}}}})
	})
	return mux
}

// TestAssistantsAreCountedApart: what two models answer is stored and told by the command,
// and what people say is counted as if nothing had been asked; the budget of the day ends
// the asking.
func TestAssistantsAreCountedApart(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	server := httptest.NewServer(model(&asked))
	t.Cleanup(server.Close)
	w := &clitest.World{Dir: t.TempDir()}
	w.WriteConfiguration(t, map[string]any{
		"brands": []map[string]any{{"name": "Northwind", "query": "northwind", "sites": []string{"northwind.example"}}, {"name": "Southgate", "kind": "competitor", "query": "southgate"}},
		"sources": []map[string]any{
			{"name": "people", "platform": "feed", "urls": []string{server.URL + "/feed"}, "every": "1h"},
			{
				"name": "ask", "platform": "assistant", "base_url": server.URL + "/v1", "queries": []string{"Which kettle should I buy?", "Is Northwind any good?"},
				"params": map[string]string{"models": "m1, m2", "budget": "6"}, "credentials": map[string]string{"token": "s3cret"}, "every": "24h",
			},
		},
		"crawler": map[string]any{"allow_private_networks": true, "delay": "0s"},
	})
	crawlWire(t, w)
	if asked.Load() != 4 {
		t.Fatalf("%d questions asked, want 4", asked.Load())
	}
	var got struct {
		Models []string
		Brands []struct {
			Brand      string
			Open       struct{ Answers, Mentioned int64 }
			Assistants *float64 `json:"share_among_assistants"`
			People     int64    `json:"mentions_by_people"`
			Share      *float64 `json:"share_among_people"`
		}
	}
	if err := json.Unmarshal([]byte(w.Run(t, "assistants", "--json").Want(t, 0).Out), &got); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, b := range got.Brands {
		if b.Assistants == nil || b.Share == nil {
			t.Fatalf("%s has no shares", b.Brand)
		}
		lines = append(lines, fmt.Sprintf("%s %d/%d %.2f people %d %.2f", b.Brand, b.Open.Mentioned, b.Open.Answers, *b.Assistants, b.People, *b.Share))
	}
	want := []string{"Northwind 1/2 0.50 people 3 0.75", "Southgate 1/2 0.50 people 1 0.25"}
	if diff := cmp.Diff(want, lines); diff != "" || strings.Join(got.Models, " ") != "m1 m2" {
		t.Errorf("models %q, brands (-want +got):\n%s", got.Models, diff)
	}
	table := w.Run(t, "assistants").Want(t, 0).Out
	if !strings.Contains(table, "2 answers to prompts that name no brand, 2 to prompts that name one; models: m1, m2.") || !strings.Contains(table, "unknown") {
		t.Errorf("the table is\n%s", table)
	}
	if posts := w.Run(t, "export", "posts", "--brand", "Northwind").Want(t, 0).Out; strings.Contains(posts, `"platform":"assistant"`) || strings.Count(posts, "\n") != 3 {
		t.Errorf("mentions of Northwind:\n%s", posts)
	}

	// 4 of 6 are spent, so the next crawl may ask twice.
	for _, run := range crawlWire(t, w).Runs {
		if run.Source == "ask" && (run.Posts != 2 || !strings.Contains(run.Fault, "budget of 6 requests")) {
			t.Errorf("the second run: %+v", run)
		}
	}
	if asked.Load() != 6 {
		t.Errorf("%d questions asked in a day with a budget of 6", asked.Load())
	}

	// Answers cost money: a test sends one request and says so.
	look := w.Run(t, "source", "test", "ask").Want(t, 0).Out
	if asked.Load() != 7 || !strings.Contains(look, "1 request was sent, beside the budget of the day; a crawl sends 4") {
		t.Errorf("after source test %d questions were asked:\n%s", asked.Load(), look)
	}
}

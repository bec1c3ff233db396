package app

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"earshot/internal/app/config"
	"earshot/internal/social"
)

// chat is a server of the chat completions API with a model that judges.
type chat struct {
	*httptest.Server
	mu sync.Mutex
	// asked counts the requests by the text of the post.
	asked map[string]int
	// odd answers the nth request about a text otherwise than well, and says so.
	odd func(w http.ResponseWriter, text string, nth int) bool
}

func newChat(t *testing.T) *chat {
	t.Helper()
	c := &chat{asked: map[string]int{}}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var question struct {
			Messages []struct{ Content json.RawMessage }
		}
		var parts []struct{ Text string }
		err := json.NewDecoder(r.Body).Decode(&question)
		if err == nil {
			err = json.Unmarshal(question.Messages[1].Content, &parts)
		}
		if err != nil {
			t.Errorf("question: %v", err)
			return
		}
		text := strings.Split(parts[0].Text, "\n")[1]
		c.mu.Lock()
		c.asked[text]++
		nth := c.asked[text]
		c.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		if c.odd == nil || !c.odd(w, text, nth) {
			chatSays(w, fmt.Sprintf(`{"quote":%q,"label":"negative","negative":0.9,"neutral":0.1,"positive":0}`, text))
		}
	}))
	t.Cleanup(c.Close)
	return c
}

// chatSays answers as the API does.
func chatSays(w http.ResponseWriter, content string) {
	// Encoding strings to a client that may have gone: the client's matter.
	_ = json.NewEncoder(w).Encode(map[string]any{"object": "chat.completion", "choices": []any{
		map[string]any{"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": content}},
	}})
}

// requests is how many there were in all.
func (c *chat) requests() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, asked := range c.asked {
		n += asked
	}
	return int64(n)
}

// hear opens an App in dir that asks c, hands it to do and closes it.
func hear(t *testing.T, dir string, c *chat, budget int64, do func(a *App)) {
	t.Helper()
	cfg := config.Default()
	cfg.LLM.BaseURL, cfg.LLM.OpinionModel, cfg.LLM.OpinionBudget, cfg.LLM.OpinionReach = c.URL+"/v1", "tiny", budget, 1000
	settings := Settings{DataDir: dir, Version: "test", Log: slog.New(slog.DiscardHandler)}
	err := With(t.Context(), settings, cfg, func(a *App) error {
		a.OpinionWorker.Backoff.First = time.Millisecond
		do(a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// mention is a stored post that the built-in model judged to be positive.
func mention(text string, sure float32, likes int64) social.Entry {
	at := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	return social.Entry{
		Post: social.Post{Platform: "feed", ID: text, Source: "s", Text: text, CreatedAt: at, FetchedAt: at.Add(time.Hour), Engagement: social.Engagement{Likes: social.Count(likes)}},
		Analysis: social.Analysis{Language: "en", Brands: []string{"Northwind"}, Version: "test",
			Sentiment: social.Sentiment{Label: social.Positive, Positive: sure, Neutral: 1 - sure, Sure: true}},
	}
}

// numbered are n mentions that the built-in model is not sure of.
func numbered(n int) []social.Entry {
	entries := make([]social.Entry, n)
	for i := range entries {
		entries[i] = mention(fmt.Sprintf("so so %d", i), 0.45, 0)
	}
	return entries
}

func writeEntries(t *testing.T, a *App, entries ...social.Entry) {
	t.Helper()
	if _, err := a.Store.Write(t.Context(), entries); err != nil {
		t.Error(err)
	}
}

// wish stores entries and asks for opinions on them.
func wish(t *testing.T, a *App, entries ...social.Entry) {
	t.Helper()
	writeEntries(t, a, entries...)
	if err := a.OpinionWorker.Ask(t.Context(), entries); err != nil {
		t.Error(err)
	}
}

// work asks until there is nothing left to be had.
func work(t *testing.T, a *App) social.OpinionState {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	var running sync.WaitGroup
	running.Go(func() { a.OpinionWorker.Run(ctx) })
	err := a.WaitFor(ctx, func() (bool, error) { return a.OpinionWorker.Idle(ctx) })
	stop()
	running.Wait()
	if err != nil {
		t.Fatal(err)
	}
	state, err := a.OpinionWorker.Opinions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return state
}

func sentimentOf(t *testing.T, a *App, e social.Entry) social.Sentiment {
	t.Helper()
	p, err := a.Store.Post(t.Context(), e.Post.Key())
	if err != nil {
		t.Fatal(err)
	}
	return p.Analysis.Sentiment
}

package llm

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// askedAtOnce is about how many posts the program asks a model side by side.
const askedAtOnce = 4

// judge is a server of the chat completions API with a model that judges posts.
type judge struct {
	*httptest.Server

	mu       sync.Mutex
	down     bool
	requests int
	// days counts the requests by the day, in UTC, as the budget does.
	days map[string]int
	// answered counts the whole answers by the text of the post.
	answered map[string]int
	// hold, when it is there, keeps requests without an answer until it is closed,
	// which is when the program that sent them is dead.
	hold chan struct{}
}

// newJudge starts the model and has the program ask it about every mention.
func newJudge(t *testing.T, w *clitest.World) *judge {
	t.Helper()
	j := &judge{answered: map[string]int{}, days: map[string]int{}}
	j.Server = httptest.NewServer(http.HandlerFunc(j.serve))
	t.Cleanup(j.Close)
	w.Setenv("EARSHOT_LLM_BASE_URL", j.URL+"/v1")
	w.Setenv("EARSHOT_LLM_API_KEY", "secret")
	w.Setenv("EARSHOT_LLM_OPINION_MODEL", "tiny")
	w.Setenv("EARSHOT_LLM_OPINION_BELOW", "1")
	return j
}

func (j *judge) serve(w http.ResponseWriter, r *http.Request) {
	text, err := postOf(r)
	if err != nil || r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions" || r.Header.Get("Authorization") != "Bearer secret" {
		http.Error(w, "not a request of this API", http.StatusNotFound)
		return
	}
	j.mu.Lock()
	j.requests++
	j.days[time.Now().UTC().Format(time.DateOnly)]++
	nth, down, hold := j.requests, j.down, j.hold
	j.mu.Unlock()
	if hold != nil {
		select { // either way nobody is there to hear the answer
		case <-hold:
		case <-r.Context().Done():
		}
		return
	}
	w.Header().Set("Content-Type", "application/json")
	switch {
	case down:
		w.WriteHeader(http.StatusInternalServerError)
		fmt.Fprint(w, `{"error":{"message":"the model is being loaded","type":"server_error"}}`)
		return
	case nth%40 == 10:
		w.Header().Set("Retry-After-Ms", "10")
		w.WriteHeader(http.StatusTooManyRequests)
		fmt.Fprint(w, `{"error":{"message":"slow down","type":"rate_limit"}}`)
		return
	case nth%40 == 25:
		panic(http.ErrAbortHandler) // the connection is cut
	}
	j.mu.Lock()
	j.answered[text]++
	j.mu.Unlock()
	// Encoding strings cannot fail otherwise than by a client that left.
	_ = json.NewEncoder(w).Encode(map[string]any{
		"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "tiny",
		"choices": []any{map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": verdictOn(text)}}},
		"usage":   map[string]any{"prompt_tokens": 300, "completion_tokens": 30, "total_tokens": 330},
	})
}

// postOf reads a question as the API documents it: the post stands in the last
// message, between two lines.
func postOf(r *http.Request) (string, error) {
	var question struct {
		Model    string
		Messages []struct{ Content json.RawMessage }
	}
	if err := json.NewDecoder(r.Body).Decode(&question); err != nil {
		return "", err
	}
	var parts []struct{ Text string }
	if question.Model != "tiny" || len(question.Messages) != 2 {
		return "", fmt.Errorf("model %q, %d messages", question.Model, len(question.Messages))
	}
	if err := json.Unmarshal(question.Messages[1].Content, &parts); err != nil {
		return "", err
	}
	lines := strings.Split(parts[0].Text, "\n")
	if len(lines) < 3 || lines[0] != lines[len(lines)-1] {
		return "", fmt.Errorf("no fence around %q", parts[0].Text)
	}
	return strings.Join(lines[1:len(lines)-1], "\n"), nil
}

// unsupported tells of which posts the model says what they do not.
func unsupported(text string) bool { return sha256.Sum256([]byte(text))[0]%6 == 0 }

// verdictOn is what the model says of a post.
func verdictOn(text string) string {
	quote, label, negative, positive := strings.Fields(text)[0], "positive", 0.05, 0.9
	if sha256.Sum256([]byte(text))[1]%2 == 0 {
		label, negative, positive = "negative", 0.9, 0.05
	}
	if unsupported(text) {
		quote = "the best thing since sliced bread, says nobody here"
	}
	answer, err := json.Marshal(map[string]any{"quote": quote, "label": label, "negative": negative, "neutral": 0.05, "positive": positive})
	if err != nil {
		panic(err)
	}
	return string(answer)
}

func (j *judge) set(change func()) {
	j.mu.Lock()
	defer j.mu.Unlock()
	change()
}

func (j *judge) count() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.requests
}

// today counts the requests of this day, in UTC.
func (j *judge) today() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.days[time.Now().UTC().Format(time.DateOnly)]
}

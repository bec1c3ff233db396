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

	"github.com/google/go-cmp/cmp"

	"earshot/internal/cli/clitest"
	"earshot/internal/social"
)

// askedAtOnce is about how many posts the program asks a model side by side.
const askedAtOnce = 4

// judge is a server of the chat completions API with a model that judges posts.
type judge struct {
	*httptest.Server

	mu       sync.Mutex
	down     bool
	requests int
	// answered counts the whole answers by the text of the post.
	answered map[string]int
	// hold, when it is there, keeps requests without an answer until it is closed,
	// which is when the program that sent them is dead.
	hold chan struct{}
}

// newJudge starts the model and has the program ask it about every mention.
func newJudge(t *testing.T, w *clitest.World) *judge {
	t.Helper()
	j := &judge{answered: map[string]int{}}
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

// judgedBy wants each stored post judged as the model judges it, or by the
// built-in model alone, and counts the origins. before are the posts as they
// were without second opinions: in all else they are to be the same.
func judgedBy(t *testing.T, w *clitest.World, before map[social.Key]clitest.Exported) (origins map[string]int, discarded int) {
	t.Helper()
	origins = map[string]int{}
	for key, p := range w.Stored(t) {
		origins[p.JudgedBy]++
		if p.OpinionFault != "" {
			discarded++
		}
		was := before[key]
		switch text := strings.TrimSpace(p.Text); p.JudgedBy {
		case "second opinion":
			var said struct{ Label string }
			if err := json.Unmarshal([]byte(verdictOn(text)), &said); err != nil {
				t.Fatal(err)
			}
			if len(p.Brands) == 0 || unsupported(text) || p.OpinionLabel != said.Label || p.OpinionModel != "tiny" || !strings.Contains(p.Text, p.OpinionQuote) {
				t.Errorf("%v is judged %+v", key, p)
			}
		default:
			if p.Label != was.Label {
				t.Errorf("%v: the built-in model says %s, was %s", key, p.Label, was.Label)
			}
		}
		p.Label, p.JudgedBy, p.OpinionModel, p.OpinionLabel, p.OpinionQuote, p.OpinionFault = was.Label, was.JudgedBy, "", "", "", ""
		if diff := cmp.Diff(was, p); diff != "" {
			t.Errorf("%v changed:\n%s", key, diff)
		}
	}
	if len(before) != origins["second opinion"]+origins["built-in model"] {
		t.Errorf("judged by %v, of %d posts", origins, len(before))
	}
	return origins, discarded
}

// TestOpinions goes from no model over one that is out of order, a small budget
// and a killed program to all that can be had: the posts are there all along, the
// budget holds and every figure is exact.
func TestOpinions(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.05)
	w.ListenTo(t, "brew-social")
	if sum, _ := w.Crawl(t, 0); sum.Opinions != nil {
		t.Errorf("without a model: %+v", sum.Opinions)
	}
	before := w.Stored(t)
	wanted, fair := 0, 0
	for _, p := range before {
		if p.JudgedBy != "built-in model" {
			t.Errorf("%s %s is judged by %q", p.Platform, p.ID, p.JudgedBy)
		}
		if len(p.Brands) > 0 {
			wanted++
			if !unsupported(strings.TrimSpace(p.Text)) {
				fair++
			}
		}
	}
	if wanted < 30 || fair == wanted {
		t.Fatalf("the sample has %d mentions, %d fair ones", wanted, fair)
	}

	model := newJudge(t, w)
	model.set(func() { model.down = true })
	sum, _ := w.Crawl(t, 0)
	if o := sum.Opinions; o == nil || o.Given != 0 || o.Waiting != wanted || o.RequestsToday != model.count() || o.RequestsToday == 0 || o.Fault == "" {
		t.Errorf("with the model out of order %+v, %d requests", o, model.count())
	}
	if origins, _ := judgedBy(t, w, before); origins["second opinion"] != 0 {
		t.Errorf("out of order, it judged %v", origins)
	}

	budget := model.count() + 20
	w.Setenv("EARSHOT_LLM_OPINION_BUDGET", fmt.Sprint(budget))
	model.set(func() { model.down = false })
	for range 2 { // the second crawl finds the budget used up
		sum, _ = w.Crawl(t, 0)
		if o := sum.Opinions; o.RequestsToday != budget || model.count() != budget || o.Waiting == 0 {
			t.Errorf("with a budget of %d: %+v, %d requests", budget, o, model.count())
		}
	}
	origins, _ := judgedBy(t, w, before)
	if origins["second opinion"] == 0 || origins["second opinion"] >= 20 {
		t.Errorf("within the budget, judged by %v", origins)
	}
	w.CompareTrends(t)

	w.Setenv("EARSHOT_LLM_OPINION_BUDGET", "10000")
	model.killed(t, w)
	sum, _ = w.Crawl(t, 0)
	origins, discarded := judgedBy(t, w, before)
	// A request is entered before it is sent, so the kill may have come between
	// the two for those beside the one it waited for.
	unsent := sum.Opinions.RequestsToday - model.count()
	if origins["second opinion"] != fair || discarded != wanted-fair || sum.Opinions.Waiting != 0 || unsent < 0 || unsent >= askedAtOnce {
		t.Errorf("in the end judged by %v, %d discarded, want %d and %d; %+v, %d requests", origins, discarded, fair, wanted-fair, sum.Opinions, model.count())
	}
	w.CompareTrends(t)
	model.answeredOnce(t, before)

	asked := model.count()
	w.Crawl(t, 0)
	w.Run(t, "reanalyze").Want(t, 0)
	if again, _ := judgedBy(t, w, before); again["second opinion"] != fair || model.count() != asked {
		t.Errorf("read and analysed again, judged by %v, with %d requests more", again, model.count()-asked)
	}
	if out := w.Run(t, "doctor").Out; !strings.Contains(out, fmt.Sprintf("%d of 10000 requests used today, 0 posts wait", asked+unsent)) {
		t.Errorf("the doctor does not tell how opinions stand:\n%s", out)
	}
}

// killed kills a crawl while the model keeps its answers back.
func (j *judge) killed(t *testing.T, w *clitest.World) {
	t.Helper()
	hold := make(chan struct{})
	j.set(func() { j.hold = hold })
	asked := j.count()
	cmd, output := w.Start(t)
	for end := time.Now().Add(clitest.Patience); j.count() == asked; time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the model was not asked\n%s", clitest.Tail(output.String()))
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatalf("the crawl was over before it was killed\n%s", clitest.Tail(output.String()))
	}
	j.set(func() { j.hold = nil })
	close(hold)
}

// answeredOnce wants the model to have answered once about every post of which it
// says what is true, however often it could not be asked.
func (j *judge) answeredOnce(t *testing.T, posts map[social.Key]clitest.Exported) {
	t.Helper()
	times := map[string]int{}
	for _, p := range posts {
		if text := strings.TrimSpace(p.Text); len(p.Brands) > 0 && !unsupported(text) {
			times[text]++
		}
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	for text, n := range j.answered {
		if !unsupported(text) && n > times[text] {
			t.Errorf("%d answers about %q, which %d posts say", n, text, times[text])
		}
	}
}

package llm

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"earshot/analyzer/sound"
	"earshot/internal/cli/clitest"
)

const (
	// episodes is how many recordings the feed has, secondsEach how long each is.
	episodes, secondsEach = 18, 10
	// speechKills is how often a crawl is killed within each budget.
	speechKills = 2
)

// speech is a server with a feed of recordings, and a speech model.
type speech struct {
	*httptest.Server
	requests atomic.Int64
	slow     time.Duration // of each answer
	// together is closed when requests have come with two keys; nil waits for none. Nothing is
	// answered before.
	together chan struct{}

	mu sync.Mutex
	// asked counts the requests about each recording, by its length, days those of each day,
	// and keys those that came with each key.
	asked, days, keys map[string]int
}

// newSpeech starts the server and has the program listen to its feed.
func newSpeech(t *testing.T) (*clitest.World, *speech) {
	t.Helper()
	s := &speech{asked: map[string]int{}, days: map[string]int{}, keys: map[string]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /feed", s.feed)
	mux.HandleFunc("GET /{file}", func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(strings.TrimSuffix(r.PathValue("file"), ".wav"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		// Each is a hundredth of a second shorter than the one before, which tells them apart.
		_, _ = w.Write(sound.Silence(secondsEach*time.Second - time.Duration(n)*10*time.Millisecond))
	})
	mux.HandleFunc("POST /v1/audio/transcriptions", s.hear)
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	w := &clitest.World{Dir: t.TempDir()}
	w.WriteConfiguration(t, map[string]any{
		"brands":  []map[string]any{{"name": "Northwind", "query": "northwind"}},
		"sources": []map[string]any{{"name": "cup", "platform": "feed", "urls": []string{s.URL + "/feed"}, "every": "1h", "refresh": "200h", "keep": "all"}},
		"crawler": map[string]any{"allow_private_networks": true, "delay": "0s"},
	})
	w.Setenv("EARSHOT_PICTURES_TEXT", "off")
	w.Crawl(t, 0) // the recordings wait, as no model is configured
	w.Setenv("EARSHOT_LLM_TRANSCRIPT_URL", s.URL+"/v1")
	w.Setenv("EARSHOT_LLM_TRANSCRIPT_KEY", "secret")
	w.Setenv("EARSHOT_LLM_TRANSCRIPT_MODEL", "tiny-ears")
	return w, s
}

func (s *speech) feed(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/rss+xml")
	fmt.Fprint(w, `<rss version="2.0"><channel><title>Cup</title>`)
	for i := range episodes {
		at := time.Now().Add(-72*time.Hour + time.Duration(i)*time.Hour).UTC().Format(time.RFC1123Z)
		fmt.Fprintf(w, `<item><guid isPermaLink="false">cup-%d</guid><link>https://cup.example/%d</link><title>Episode %d</title><description>Two people talk.</description><pubDate>%s</pubDate><enclosure url="%s/%d.wav" type="audio/wav" length="1"/></item>`,
			i, i, i, at, s.URL, i)
	}
	fmt.Fprint(w, `</channel></rss>`)
}

func (s *speech) hear(w http.ResponseWriter, r *http.Request) {
	s.requests.Add(1)
	file, head, err := r.FormFile("file")
	if err != nil || r.FormValue("model") != "tiny-ears" {
		http.Error(w, "not a request of this API", http.StatusBadRequest)
		return
	}
	defer file.Close()
	said, key := fmt.Sprintf("A word about Northwind number %d.", head.Size), r.Header.Get("Authorization")
	s.mu.Lock()
	s.asked[said]++
	s.days[time.Now().UTC().Format(time.DateOnly)]++
	s.keys[key]++
	if s.together != nil && len(s.keys) == 2 && s.keys[key] == 1 {
		close(s.together)
	}
	s.mu.Unlock()
	if s.together != nil {
		select {
		case <-s.together:
		case <-r.Context().Done():
			return
		}
	}
	time.Sleep(s.slow)
	w.Header().Set("Content-Type", "application/json")
	// It can fail only by a client that left.
	_ = json.NewEncoder(w).Encode(map[string]any{"text": said, "language": "english"})
}

func (s *speech) total() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, times := range s.asked {
		n += times
	}
	return n
}

// within wants the budget to have all requests of its day entered, and no more than it allows.
func (s *speech) within(t *testing.T, sum clitest.Summary, minutes int) {
	t.Helper()
	if sum.Transcripts == nil {
		t.Fatal("the summary has no transcripts")
	}
	d := sum.Transcripts.Day
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := int64(s.days[d.Day])
	if d.Requests < asked || d.Seconds < asked*secondsEach || d.Seconds > int64(60*minutes) {
		t.Errorf("%d requests within %d minutes: %+v", asked, minutes, d)
	}
}

// transcripts wants what was heard of each post to be its own, and returns how many there are.
func transcripts(t *testing.T, w *clitest.World) int {
	t.Helper()
	out := w.Run(t, "export", "posts", "--format", "ndjson").Want(t, 0).Out
	heard := map[string]bool{}
	for line := range strings.Lines(out) {
		var p struct {
			Transcript string
			From       []string `json:"transcript_from"`
		}
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		if p.Transcript == "" {
			continue
		}
		if heard[p.Transcript] || !strings.HasPrefix(p.Transcript, "A word about Northwind number ") || len(p.From) != 1 || !strings.HasPrefix(p.From[0], "tiny-ears at ") {
			t.Errorf("heard of one post: %+v", p)
		}
		heard[p.Transcript] = true
	}
	return len(heard)
}

// killed kills crawls at random after they have asked the model, and returns how many.
func (s *speech) killed(t *testing.T, w *clitest.World, chance *rand.Rand) (kills int) {
	t.Helper()
	for range speechKills {
		before := s.requests.Load()
		cmd, output := w.Start(t)
		var over atomic.Bool
		ended := make(chan struct{})
		go func() {
			_ = cmd.Wait() // its state says it
			over.Store(true)
			close(ended)
		}()
		asked := 1 + chance.Int64N(3)
		for end := time.Now().Add(clitest.Patience); s.requests.Load() < before+asked && !over.Load(); time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("the model was not asked\n%s", clitest.Tail(output.String()))
			}
		}
		time.Sleep(time.Duration(chance.Int64N(int64(60 * time.Millisecond))))
		_ = cmd.Process.Kill() // it may be over
		<-ended
		switch {
		case cmd.ProcessState.ExitCode() == -1:
			kills++
		case !cmd.ProcessState.Success():
			t.Fatalf("a crawl fails after %d kills\n%s", kills, clitest.Tail(output.String()))
		}
	}
	if kills == 0 {
		t.Fatal("the crawls are over too soon to be killed")
	}
	return kills
}

// TestKilledTranscripts kills crawls at random while a speech model is asked, first within a
// budget that is too small. In the end every recording has its own transcript, no budget was
// ever overspent, and nothing was asked again but what a kill cut short.
func TestKilledTranscripts(t *testing.T) {
	t.Parallel()
	w, model := newSpeech(t)
	model.slow = 30 * time.Millisecond
	chance := rand.New(rand.NewPCG(14, 9))
	w.Setenv("EARSHOT_LLM_TRANSCRIPT_MINUTES", "2") // 12 of 18 recordings
	kills := model.killed(t, w, chance)
	sum, _ := w.Crawl(t, 0)
	model.within(t, sum, 2)
	if s := sum.Transcripts; s.Day.Seconds != 120 || s.Spent == "" || s.Waiting < episodes-12 {
		t.Errorf("with two minutes: %+v", s)
	}
	w.Setenv("EARSHOT_LLM_TRANSCRIPT_MINUTES", "60")
	kills += model.killed(t, w, chance)
	sum, _ = w.Crawl(t, 0)
	model.within(t, sum, 60)
	if again := model.total() - episodes; again < 0 || again > kills {
		t.Errorf("%d recordings were asked about %d times more, after %d kills", episodes, again, kills)
	}
	if got := transcripts(t, w); got != episodes || sum.Transcripts.Waiting != 0 || sum.Transcripts.GivenUp != 0 {
		t.Errorf("%d transcripts in the end, want %d: %+v", got, episodes, sum.Transcripts)
	}
	t.Logf("%d recordings, %d kills, %d requests, %d entered in the budget", episodes, kills, model.total(), sum.Transcripts.Day.Requests)
}

// TestTwoProcessesHear has two processes ask about the same recordings out of one budget: none
// is asked about twice, and the budget is spent to the last recording.
func TestTwoProcessesHear(t *testing.T) {
	t.Parallel()
	w, model := newSpeech(t)
	model.together = make(chan struct{})
	const spent = 12
	w.Setenv("EARSHOT_LLM_TRANSCRIPT_MINUTES", "2")
	other := *w
	other.Setenv("EARSHOT_LLM_TRANSCRIPT_KEY", "secret of another")
	first := w.Serve(t, "run", "--only", "analyze,dashboard", "--addr", "127.0.0.1:0") // it carries the streams
	first.Address(t)
	second, said := other.Start(t, "run", "--only", "analyze")
	for end := time.Now().Add(clitest.Patience); model.total() < spent; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			_ = second.Process.Kill()
			t.Fatalf("%d of %d recordings were asked about", model.total(), spent)
		}
	}
	if err := second.Process.Signal(syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	if err := second.Wait(); err != nil {
		t.Errorf("the second process: %v\n%s", err, clitest.Tail(said.String()))
	}
	first.Stop(t)
	sum, _ := w.Crawl(t, 0)
	model.within(t, sum, 2)
	if s := sum.Transcripts; model.total() != spent || s.Day.Seconds != 120 || s.Waiting != episodes-spent || s.Spent == "" {
		t.Errorf("%d recordings asked about within 2 minutes: %+v", model.total(), s)
	}
	w.Setenv("EARSHOT_LLM_TRANSCRIPT_MINUTES", "60")
	sum, _ = w.Crawl(t, 0)
	if got := transcripts(t, w); got != episodes || sum.Transcripts.Waiting != 0 {
		t.Errorf("%d transcripts in the end, want %d: %+v", got, episodes, sum.Transcripts)
	}
	model.mu.Lock()
	defer model.mu.Unlock()
	if len(model.keys) != 2 {
		t.Errorf("one of the processes asked alone: %v", model.keys)
	}
	for said, times := range model.asked {
		if times != 1 {
			t.Errorf("asked %d times: %s", times, said)
		}
	}
	t.Logf("%d recordings, asked about by each process: %v", episodes, model.keys)
}

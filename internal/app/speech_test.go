package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/sound"
	"earshot/internal/app/config"
	"earshot/internal/query"
	"earshot/internal/social"
)

// ears is a server with recordings that speaks the API of transcriptions.
type ears struct {
	*httptest.Server
	mu sync.Mutex
	// odd answers in the place of the API where it is not nil.
	odd http.HandlerFunc
	// asked counts the requests for each recording, by file name.
	asked map[string]int
	// files are served beside recordings, by path.
	files map[string][]byte
	// plain rejects verbose_json.
	plain bool
	// counts is how many seconds it says that each recording is; 0 is what it is.
	counts float64
}

func newEars(t *testing.T) *ears {
	e := &ears{asked: map[string]int{}}
	e.Server = httptest.NewServer(e)
	t.Cleanup(e.Close)
	return e
}

func (e *ears) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/v1/audio/transcriptions" {
		if data, ok := e.files[r.URL.Path]; ok {
			_, _ = w.Write(data)
			return
		}
		// A recording is as many seconds long as its number says.
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/r"), ".wav"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(sound.Silence(time.Duration(n) * time.Second))
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.odd != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		e.odd(w, r)
		return
	}
	file, head, err := r.FormFile("file")
	if err != nil || r.FormValue("model") != "whisper-1" || r.Header.Get("Authorization") != "Bearer k" {
		http.Error(w, fmt.Sprintf("%v, model %q", err, r.FormValue("model")), http.StatusBadRequest)
		return
	}
	data, err := io.ReadAll(file)
	format, length, measured := sound.Measure(data)
	if err != nil || measured != nil || format.Type != head.Header.Get("Content-Type") {
		http.Error(w, "no recording", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	answer := map[string]any{"text": "The refund from Northwind never came."}
	switch {
	case e.plain && r.FormValue("response_format") != "json":
		w.WriteHeader(http.StatusBadRequest)
		answer = map[string]any{"error": map[string]any{"message": "response_format 'verbose_json' is not compatible with this model", "param": "response_format"}}
	default:
		e.asked[head.Filename]++
	}
	if !e.plain {
		answer["language"], answer["duration"] = "english", length.Seconds()
		if e.counts > 0 {
			answer["duration"] = e.counts
		}
		answer["segments"] = []map[string]any{{"start": 0, "end": 1, "avg_logprob": -0.1, "text": "The refund"}}
	}
	_ = json.NewEncoder(w).Encode(answer)
}

// hearing opens an App on a folder with the speech model of e.
func hearing(t *testing.T, dir string, e *ears, change func(*config.LLM), do func(a *App)) {
	t.Helper()
	cfg := config.Default()
	cfg.Brands = []config.Brand{{Name: "Northwind", Query: "northwind"}}
	cfg.Crawler.AllowPrivateNetworks, cfg.Crawler.Delay, cfg.Pictures.Text = true, 0, config.TextOff
	cfg.LLM.TranscriptModel, cfg.LLM.TranscriptURL, cfg.LLM.TranscriptKey = "whisper-1", e.URL+"/v1", "k"
	cfg.LLM.Timeout = config.Duration(2 * time.Second)
	if change != nil {
		change(&cfg.LLM)
	}
	settings := Settings{DataDir: dir, Version: "test", Log: slog.New(slog.DiscardHandler)}
	if err := With(t.Context(), settings, cfg, func(a *App) error {
		a.SpeechWorker.Backoff.First = time.Millisecond
		do(a)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// recorded are posts with a recording of so many seconds each, and as many likes.
func recorded(e *ears, at time.Time, seconds ...int) []social.Post {
	var posts []social.Post
	for _, n := range seconds {
		posts = append(posts, social.Post{
			Platform: "mastodon", ID: fmt.Sprint(n), Source: "s", URL: fmt.Sprintf("https://m.example/%d", n), Text: "You have to hear this!",
			CreatedAt: at.Add(-time.Hour), FetchedAt: at, Keep: social.KeepAll, Engagement: social.Engagement{Likes: social.Count(int64(n))},
			Recordings: []social.Recording{{URL: fmt.Sprintf("%s/r%d.wav", e.URL, n), Type: "audio/wav"}},
		})
	}
	return posts
}

func publish(t *testing.T, a *App, posts []social.Post) {
	t.Helper()
	if err := a.Publisher().Publish(t.Context(), posts); err != nil {
		t.Fatal(err)
	}
	a.workUntilIdle(t)
}

// heard asks until there is nothing left to be had.
func heard(t *testing.T, a *App) social.TranscriptState {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	var running sync.WaitGroup
	running.Go(func() { a.SpeechWorker.Run(ctx) })
	err := a.WaitFor(ctx, func() (bool, error) { return a.SpeechWorker.Idle(ctx) })
	stop()
	running.Wait()
	if err != nil {
		t.Fatal(err)
	}
	state, err := a.SpeechWorker.Transcripts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// deaf are the ways in which an endpoint fails, and how each is named.
var deaf = map[string]struct {
	answer http.HandlerFunc
	fault  string
}{
	"401":         {refuses(http.StatusUnauthorized, `{"error":{"message":"the key is not known"}}`), "answered 401: the key is not known"},
	"429":         {refuses(http.StatusTooManyRequests, `{"error":"slow down"}`, "Retry-After", "1"), "answered 429: slow down"},
	"500":         {refuses(http.StatusInternalServerError, `{"error":{"message":"out of memory"}}`), "answered 500: out of memory"},
	"HTML":        {refuses(http.StatusOK, "<html>Log in</html>", "Content-Type", "text/html"), "it is a web page"},
	"broken JSON": {refuses(http.StatusOK, `{"text":"The ref`, "Content-Type", "application/json"), "cannot be read"},
	"no text":     {refuses(http.StatusOK, `{"words":[]}`, "Content-Type", "application/json"), "the answer has no text"},
	"endless": {func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"text":"`)
		for range 9 {
			_, _ = io.WriteString(w, strings.Repeat("la ", 1<<20/3))
		}
		_, _ = io.WriteString(w, `"}`)
	}, "larger than allowed"},
	"too slow": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "ask:"},
}

func refuses(code int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}
}

// TestRecordingsAreHeard has one endpoint fail in all ways, one after the other, and hear in
// the end: each fault is named, nothing is given up, each recording is sent once more and no
// oftener, and what was heard names the brand, is found, is kept when a post is read again, and
// is forgotten when it is deleted.
func TestRecordingsAreHeard(t *testing.T) {
	e, at := newEars(t), time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)
	hearing(t, t.TempDir(), e, nil, func(a *App) {
		publish(t, a, recorded(e, at, 2, 3))
		for name, f := range deaf {
			e.odd = f.answer
			a.SpeechWorker.Backoff.Answered()
			state := heard(t, a)
			if !strings.Contains(state.Fault, f.fault) || state.Since == nil || state.Waiting != 2 || state.GivenUp != 0 || state.Day.Heard != 0 {
				t.Errorf("%s: %+v, want the fault %q", name, state, f.fault)
			}
		}
		e.odd = nil
		a.SpeechWorker.Backoff.Answered()
		state := heard(t, a)
		if state.Fault != "" || state.Waiting != 0 || state.Day.Heard != 2 || state.GivenUp != 0 {
			t.Errorf("at last: %+v", state)
		}
		if diff := cmp.Diff(map[string]int{"r2.wav": 1, "r3.wav": 1}, e.asked); diff != "" {
			t.Errorf("asked: %s", diff)
		}
		mentions := func(want int64) {
			t.Helper()
			f := social.Filter{Brand: "Northwind", Query: query.MustParse("transcript:refund"), EveryRead: social.ReadValues{}.Plus(social.ReadEvidence, string(social.EvidenceTranscript))}
			trends, err := a.Store.Trends(t.Context(), f, social.ByDay, nil)
			if err != nil {
				t.Fatal(err)
			}
			var sum int64
			for _, row := range trends {
				sum += row.Mentions
			}
			if sum != want {
				t.Errorf("%d mentions by what is said, want %d", sum, want)
			}
		}
		mentions(2)
		key := social.Key{Platform: "mastodon", ID: "3"}
		stored, err := a.Store.Post(t.Context(), key)
		if from := social.SpokenFrom(stored.Post, stored.Media...); err != nil || len(from) != 1 || from[0] != "whisper-1 at "+strings.TrimPrefix(e.URL, "http://") {
			t.Errorf("it is from %q, %v", from, err)
		}
		if m := stored.Media; len(m) != 1 || m[0].TranscriptLanguage != "en" || m[0].TranscriptCertainty < 0.9 || m[0].TranscriptCertainty > 0.91 {
			t.Errorf("what is known: %+v", m)
		}
		again := recorded(e, at.Add(time.Hour), 2, 3)
		publish(t, a, again)
		heard(t, a)
		mentions(2)
		if e.asked["r3.wav"] != 1 {
			t.Errorf("asked again: %v", e.asked)
		}
		publish(t, a, []social.Post{{Platform: key.Platform, ID: key.ID, Source: "s", Deleted: true, FetchedAt: at.Add(2 * time.Hour)}})
		mentions(1)
		left, err := a.Store.TranscriptAsks(t.Context(), []string{again[1].Recordings[0].URL})
		if ask := left[again[1].Recordings[0].URL]; err != nil || ask.Step != social.TranscriptForgotten || ask.Text != "" {
			t.Errorf("left of a deleted one: %+v, %v", ask, err)
		}
	})
}

// TestTranscriptsStayWithinTheBudget spends minutes, requests and money in the order of reach,
// gives up what cannot be heard, and asks for the words alone where a model gives no more.
func TestTranscriptsStayWithinTheBudget(t *testing.T) {
	e, dir, at := newEars(t), t.TempDir(), time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)
	e.plain = true
	day := at
	for _, step := range []struct {
		change                 func(*config.LLM)
		asked                  int
		seconds, waiting, cost int64
		spent                  string
	}{
		{func(l *config.LLM) { l.TranscriptMinutes, l.TranscriptPrice = 1, 6 }, 2, 59, 4, 5.9 * social.Billionth, "does not hold 4 recordings that are longer"},
		{func(l *config.LLM) { l.TranscriptRequests = 2 }, 3, 28, 3, 0, "2 requests a day are the most (llm.transcript_requests)"},
		{func(l *config.LLM) { l.TranscriptCost, l.TranscriptPrice = 5, 6 }, 4, 27, 2, 2.7 * social.Billionth, "does not hold 2 recordings that are longer"},
		{nil, 6, 51, 0, 0, ""},
	} {
		hearing(t, dir, e, step.change, func(a *App) {
			if len(e.asked) == 0 {
				posts := recorded(e, at, 25, 26, 27, 28, 29, 30)
				odd := recorded(e, at, 90, 91, 92, 93)
				odd[0].Recordings[0].URL = e.URL + "/none.wav"
				odd[1].Recordings[0] = social.Recording{URL: e.URL + "/r1.wav?list", Type: "application/vnd.apple.mpegurl"}
				odd[2].Recordings[0].Seconds = 7200
				odd[3].Recordings[0] = social.Recording{URL: e.URL + "/r5.wav?gifv", Type: social.Gifv}
				publish(t, a, append(posts, odd...))
			}
			day = day.Add(24 * time.Hour)
			a.SpeechWorker.Budget().Now = func() time.Time { return day }
			state := heard(t, a)
			if len(e.asked) != step.asked || state.Day.Seconds != step.seconds || state.Waiting != step.waiting || state.Day.Cost != step.cost || !strings.Contains(state.Spent, step.spent) || state.GivenUp != 3 || state.Fault != "" {
				t.Errorf("%d asked, %+v, want %+v", len(e.asked), state, step)
			}
		})
	}
	for name, times := range e.asked {
		if times != 1 {
			t.Errorf("%s was heard %d times", name, times)
		}
	}
}

// TestShorterRecordingsAreHeard: what is left of the day goes to recordings that fit, those
// that do not are asked about on the next day, and a server that counts more than a recording
// seems to hold has that entered.
func TestShorterRecordingsAreHeard(t *testing.T) {
	e, at := newEars(t), time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)
	hearing(t, t.TempDir(), e, func(l *config.LLM) { l.TranscriptMinutes, l.TranscriptPrice = 1, 6 }, func(a *App) {
		day := at
		a.SpeechWorker.Budget().Now = func() time.Time { return day }
		posts := recorded(e, at, 50, 20, 15, 4, 6)
		posts[1].Recordings[0].Seconds = 20 // it is not fetched to know
		publish(t, a, posts)
		state := heard(t, a)
		if diff := cmp.Diff(map[string]int{"r50.wav": 1, "r6.wav": 1, "r4.wav": 1}, e.asked); diff != "" {
			t.Errorf("asked on the first day: %s", diff)
		}
		if state.Day.Seconds != 60 || state.Waiting != 2 || state.Spent == "" || state.GivenUp != 0 {
			t.Errorf("on the first day: %+v", state)
		}
		day = day.Add(24 * time.Hour)
		e.counts = 31
		if state = heard(t, a); state.Day.Seconds != 62 || state.Day.Cost != 6.2*social.Billionth || state.Waiting != 0 || !strings.Contains(state.Spent, "1 minutes a day are the most") {
			t.Errorf("on the second day: %+v", state)
		}
	})
}

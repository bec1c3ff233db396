package doctor

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/social"
	"earshot/storage/stream"
)

// world is a configuration whose sources and models are on loopback.
func world(t *testing.T, handle http.HandlerFunc) (app.Settings, config.Config, string) {
	t.Helper()
	srv := httptest.NewServer(handle)
	t.Cleanup(srv.Close)
	cfg := config.Default()
	cfg.Crawler.AllowPrivateNetworks, cfg.Crawler.Delay = true, 0
	cfg.Brands = []config.Brand{{Name: "Northwind", Query: "northwind"}}
	return app.Settings{DataDir: t.TempDir(), Version: "test", Log: slog.New(slog.DiscardHandler)}, cfg, srv.URL
}

// TestSourcesAreAsked: each source is asked once, what it answers now is told, and only where none
// answers all is not well.
func TestSourcesAreAsked(t *testing.T) {
	asked := map[string]int{}
	s, cfg, base := world(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		asked[r.URL.Path]++
		if r.URL.Path != "/good" {
			http.Error(w, "no such feed", http.StatusNotFound)
			return
		}
		fmt.Fprint(w, `<rss version="2.0"><channel><title>t</title><item><guid>1</guid><title>northwind</title></item></channel></rss>`)
	})
	if c := checkAnswers(t.Context(), s, cfg); c.Err != nil || c.Found != "no source is configured" {
		t.Errorf("without sources: %+v", c)
	}
	for _, name := range []string{"moved", "good"} {
		cfg.Sources = append(cfg.Sources, config.Source{Name: name, Platform: "feed", URLs: []string{base + "/" + name}})
	}
	c := checkAnswers(t.Context(), s, cfg)
	if want := "1 of 2 sources answer; moved: no usable answer: " + base + "/moved answered 404 Not Found: no such feed"; c.Err != nil || c.Found != want {
		t.Errorf("found %q, %v; want %q", c.Found, c.Err, want)
	}
	if asked["/good"] != 1 || asked["/moved"] != 1 {
		t.Errorf("asked %v", asked)
	}
	cfg.Sources = cfg.Sources[:1]
	if c := checkAnswers(t.Context(), s, cfg); social.CodeOf(c.Err) != social.CodeUnavailable || !strings.HasPrefix(c.Found, "0 of 1 sources answer") {
		t.Errorf("where none answers: %+v", c)
	}
}

// TestWhatCostsIsNotAsked: the answer of an assistant costs its operator, within a budget of the day
// that is not the doctor's to spend.
func TestWhatCostsIsNotAsked(t *testing.T) {
	asked := 0
	s, cfg, base := world(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			asked++
		}
		http.NotFound(w, r)
	})
	cfg.Sources = []config.Source{{Name: "ask", Platform: social.PlatformAssistant, BaseURL: base + "/v1", Queries: []string{"Which kettle?"}, Params: map[string]string{"models": "m1"}}}
	c := checkAnswers(t.Context(), s, cfg)
	if want := "1 not asked, as an answer costs money: earshot source test NAME asks one"; c.Err != nil || c.Found != want {
		t.Errorf("found %q, %v; want %q", c.Found, c.Err, want)
	}
	if asked != 0 {
		t.Errorf("asked %d times", asked)
	}
}

// TestTheDoctorLeavesAloneWhoAskedForIt: a host that asked a running Earshot to be left alone is
// not asked by the doctor beside it either.
func TestTheDoctorLeavesAloneWhoAskedForIt(t *testing.T) {
	asked := 0
	s, cfg, base := world(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		asked++
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	cfg.Crawler.Delay = config.Duration(time.Millisecond)
	cfg.Sources = []config.Source{{Name: "busy", Platform: "feed", URLs: []string{base + "/feed"}}}
	running, err := stream.Open(t.Context(), stream.Options{Dir: filepath.Join(s.Folder(), "streams"), Version: s.Version, Log: s.Log})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := running.Close(); err != nil {
			t.Error(err)
		}
	}()
	for range 2 {
		if c := checkAnswers(t.Context(), s, cfg); !strings.HasPrefix(c.Found, "0 of 1 sources answer; busy: ") {
			t.Errorf("found %q", c.Found)
		}
	}
	if asked != 1 {
		t.Errorf("a host that asked for an hour was asked %d times", asked)
	}
}

// TestModelsAreAsked: a model that answers is told to, and one that does not, or with what nobody
// asked for, is a fault that says where it is configured.
func TestModelsAreAsked(t *testing.T) {
	answer, status, asked := "", http.StatusOK, 0
	s, cfg, base := world(t, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": answer}}}})
	})
	cfg.LLM.BaseURL, cfg.LLM.CaptionModel, cfg.LLM.OpinionModel = base+"/v1", "sees", "judges"
	for _, tt := range []struct {
		name, answer string
		status       int
		captions     bool
		opinions     bool
	}{
		{"captions", `{"caption":"A light square on a dark ground.","ocr":"","tags":["square"]}`, http.StatusOK, true, false},
		{"opinions", `{"quote":"The new grinder is wonderful","label":"positive","negative":0,"neutral":0.1,"positive":0.9}`, http.StatusOK, false, true},
		{"nonsense", "I would rather not.", http.StatusOK, false, false},
		{"no such model", "", http.StatusNotFound, false, false},
	} {
		answer, status = tt.answer, tt.status
		for _, found := range []struct {
			Check
			well bool
		}{{checkCaptions(t.Context(), s, cfg, Options{}), tt.captions}, {checkOpinions(t.Context(), s, cfg, Options{}), tt.opinions}} {
			if (found.Err == nil) != found.well || strings.Contains(found.Found, "; asked, it answers in ") != found.well {
				t.Errorf("%s: %s says %q, %v", tt.name, found.Name, found.Found, found.Err)
			}
			if found.Err != nil && !strings.Contains(found.Err.Error(), "llm in the configuration") {
				t.Errorf("%s: %s does not say where the model is configured: %v", tt.name, found.Name, found.Err)
			}
		}
	}
	if c := checkOpinions(t.Context(), s, cfg, Options{}); !strings.Contains(c.Found, "5 of 500 requests used today") {
		t.Errorf("what is asked is not entered in the budget: %s", c.Found)
	}
	before := asked
	if c := checkCaptions(t.Context(), s, cfg, Options{Offline: true}); c.Err != nil || asked != before {
		t.Errorf("offline: %+v", c)
	}
	cfg.LLM.CaptionModel, cfg.LLM.OpinionModel = "", ""
	if c := checkCaptions(t.Context(), s, cfg, Options{}); c.Err != nil || asked != before {
		t.Errorf("without a model: %+v", c)
	}
}

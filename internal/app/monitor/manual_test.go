package monitor_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"earshot/internal/app/monitor"
	"earshot/internal/social"
)

// TestFiguresAreTheSameEverywhere: the manual, the alerts and the dashboard of
// Grafana name figures that there are, and the manual names all of them.
func TestFiguresAreTheSameEverywhere(t *testing.T) {
	t.Parallel()
	at := time.Unix(1_700_000_000, 0)
	run := social.Run{Source: "a", State: social.SourceOK, Started: at, Finished: at}
	m := monitor.New(monitor.Options{
		Version: "v1", Parts: []monitor.Part{{Name: "storage", Check: func(context.Context) error { return nil }}},
		Queues: func(context.Context) (map[string]monitor.Queue, error) {
			return map[string]monitor.Queue{"posts": {}}, nil
		},
		Posts:  func() map[string]int64 { return map[string]int64{"new": 1} },
		Engine: func() monitor.Engine { return monitor.Engine{Memory: 1} },
		Free:   func() (uint64, error) { return 1, nil },
		Captions: func(context.Context) (social.CaptionState, error) {
			return social.CaptionState{Fault: "answered 401"}, nil
		},
		Transcripts: func(context.Context) (social.TranscriptState, error) { return social.TranscriptState{}, nil },
		Ailing:      []monitor.Part{{Name: "captions", Check: func(context.Context) error { return errors.New("answered 401") }}},
		Sources: func(context.Context) ([]social.SourceHealth, error) {
			return []social.SourceHealth{{Source: "a", State: social.SourceOK, Last: &run, LastSuccess: at, LastAnswer: at, Next: at, Errors: &social.Errors{}}}, nil
		},
	})
	url := serve(t, m.Beside(http.NotFoundHandler()))
	get(t, url+"/posts")
	if status, ready := get(t, url+"/readyz"); status != http.StatusOK || !strings.Contains(ready, `"ready":true`) || !strings.Contains(ready, `"ailing":{"captions":"answered 401"}`) {
		t.Errorf("ready: %s", ready)
	}
	_, body := get(t, url+"/metrics")
	there := map[string]bool{}
	for _, line := range regexp.MustCompile(`(?m)^# TYPE (earshot_\w+)`).FindAllStringSubmatch(body, -1) {
		there[line[1]] = true
	}
	for _, file := range []string{"docs/manual/monitoring.md", "docker/prometheus/alerts.yaml", "docker/grafana/earshot.json"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		named := map[string]bool{}
		for _, name := range regexp.MustCompile(`earshot_[a-z_]+`).FindAllString(string(text), -1) {
			name = regexp.MustCompile(`_bucket$`).ReplaceAllString(name, "")
			named[name] = true
			if !there[name] {
				t.Errorf("%s names %s, which there is not", file, name)
			}
		}
		for name := range there {
			if file == "docs/manual/monitoring.md" && !named[name] {
				t.Errorf("%s does not name %s", file, name)
			}
		}
	}
}

package doctor

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/storage/stream"
)

// TestNoModelIsAskedOutsideTheBudget: a running Earshot may hold the streams, and with them the
// budgets; then no model is asked.
func TestNoModelIsAskedOutsideTheBudget(t *testing.T) {
	asked := 0
	s, cfg, base := world(t, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		_ = json.NewEncoder(w).Encode(map[string]any{})
	})
	cfg.LLM.BaseURL, cfg.LLM.CaptionModel, cfg.LLM.OpinionModel, cfg.LLM.TranscriptModel = base+"/v1", "sees", "judges", "hears"
	dir := filepath.Join(s.Folder(), "streams")
	running, err := stream.Open(t.Context(), stream.Options{Dir: dir, Version: s.Version, Log: s.Log})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := running.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, door := range []string{"door", "door.path"} { // by which its streams could be shared
		if err := os.Remove(filepath.Join(dir, door)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	for _, c := range []Check{checkCaptions(t.Context(), s, cfg, Options{}), checkOpinions(t.Context(), s, cfg, Options{}), checkTranscripts(t.Context(), s, cfg, Options{})} {
		if c.Err != nil || !strings.HasSuffix(c.Found, "; not asked, as the Earshot that is running here keeps the budget: its Sources page has today's figures") {
			t.Errorf("%s: %q, %v", c.Name, c.Found, c.Err)
		}
	}
	if asked > 0 {
		t.Errorf("asked %d times", asked)
	}
}

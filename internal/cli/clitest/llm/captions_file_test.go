package llm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

// TestAnalyzeImageCaptions: pictures in files are described within the day's budget, and why
// one is not is said.
func TestAnalyzeImageCaptions(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.01)
	var data bytes.Buffer
	if err := jpeg.Encode(&data, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.Dir, "cup.jpg"), data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	look := func(args ...string) (l struct {
		Caption      string `json:"caption"`
		Model        string `json:"caption_model"`
		NotCaptioned string `json:"not_captioned"`
		Use          struct {
			Input  int64 `json:"input_tokens"`
			Output int64 `json:"output_tokens"`
		} `json:"caption_use"`
		Faults map[string]string `json:"faults"`
	}) {
		t.Helper()
		got := w.Run(t, append([]string{"analyze", "image", "cup.jpg", "--json"}, args...)...).Want(t, 0)
		if err := json.Unmarshal([]byte(got.Out), &l); err != nil {
			t.Fatalf("%v in %s", err, got.Out)
		}
		return l
	}
	if l := look(); l.Caption != "" || !strings.Contains(l.NotCaptioned, "no vision model is configured") {
		t.Errorf("without a model %+v", l)
	}
	model := newVision(t, w)
	w.Setenv("EARSHOT_LLM_CAPTION_BUDGET", "2")
	if l := look("--offline"); l.Caption != "" || l.NotCaptioned != "offline" || model.requests.Load() != 0 {
		t.Errorf("offline %+v", l)
	}
	if l := look(); !strings.HasPrefix(l.Caption, "Coffee, seen as ") || l.Model != "tiny-vision" || l.Use.Input != questionTokens || l.Use.Output != answerTokens {
		t.Errorf("with a model %+v", l)
	}
	model.down.Store(true)
	if l := look(); l.Caption != "" || !strings.Contains(l.Faults["caption"], "the model is being loaded") {
		t.Errorf("out of order %+v", l)
	}
	model.down.Store(false)
	asked := model.requests.Load()
	if l := look(); !strings.Contains(l.Faults["caption"], "2 pictures a day are the most") || model.requests.Load() != asked {
		t.Errorf("with the budget spent %+v, asked %d times more", l, model.requests.Load()-asked)
	}
	w.Setenv("EARSHOT_LLM_CAPTION_BUDGET", "3")
	out := w.Run(t, "analyze", "image", "cup.jpg").Want(t, 0).Out
	if !strings.Contains(out, "  caption    Coffee, seen as ") || !strings.Contains(out, fmt.Sprintf("  described  by tiny-vision, %d tokens", questionTokens+answerTokens)) {
		t.Errorf("for people:\n%s", out)
	}
}

package llm

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// vision is a server of the chat completions API with a model that sees.
type vision struct {
	*httptest.Server
	down     atomic.Bool // answer 500
	requests atomic.Int64
	slow     time.Duration // of each answer
	// together is closed when questions have come with two keys; nil waits for none. Nothing
	// is answered before.
	together chan struct{}

	mu sync.Mutex
	// asked counts the questions about each caption, days those of each day, and keys those
	// that came with each key.
	asked, days, keys map[string]int
}

// questionTokens and answerTokens are what a picture takes.
const questionTokens, answerTokens = 900, 30

// newVision starts the model and has the program use it.
func newVision(t *testing.T, w *clitest.World) *vision {
	t.Helper()
	v := &vision{asked: map[string]int{}, days: map[string]int{}, keys: map[string]int{}}
	v.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v.requests.Add(1)
		if r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions" || !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer secret") {
			http.Error(w, "not a request of this API", http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if v.down.Load() {
			// The SDK retries a 500 unless it is told that this is no use.
			w.Header().Set("x-should-retry", "false")
			w.WriteHeader(http.StatusInternalServerError)
			fmt.Fprint(w, `{"error":{"message":"the model is being loaded","type":"server_error"}}`)
			return
		}
		said, err := see(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		v.count(said, r.Header.Get("Authorization"))
		if v.together != nil {
			select {
			case <-v.together:
			case <-r.Context().Done():
				return
			}
		}
		time.Sleep(v.slow)
		// Encoding strings to a recorder that is there cannot fail otherwise
		// than by a client that left.
		_ = json.NewEncoder(w).Encode(map[string]any{
			"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "tiny-vision",
			"choices": []any{map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": said}}},
			"usage":   map[string]any{"prompt_tokens": questionTokens, "completion_tokens": answerTokens, "total_tokens": questionTokens + answerTokens},
		})
	}))
	t.Cleanup(v.Close)
	w.Setenv("EARSHOT_LLM_BASE_URL", v.URL+"/v1")
	w.Setenv("EARSHOT_LLM_API_KEY", "secret")
	w.Setenv("EARSHOT_LLM_CAPTION_MODEL", "tiny-vision")
	return v
}

func (v *vision) count(said, key string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.asked[said]++
	v.days[time.Now().UTC().Format(time.DateOnly)]++
	v.keys[key]++
	if v.together != nil && len(v.keys) == 2 && v.keys[key] == 1 {
		close(v.together)
	}
}

// see reads a question as the API documents it and answers with what the
// picture's bytes are, so that no picture gets another's caption.
func see(r *http.Request) (string, error) {
	var question struct {
		Model    string
		Messages []struct {
			Role    string
			Content json.RawMessage
		}
	}
	if err := json.NewDecoder(r.Body).Decode(&question); err != nil {
		return "", err
	}
	if question.Model != "tiny-vision" || len(question.Messages) == 0 {
		return "", fmt.Errorf("model %q, %d messages", question.Model, len(question.Messages))
	}
	var parts []struct {
		Type  string
		Image struct{ URL string } `json:"image_url"`
	}
	if err := json.Unmarshal(question.Messages[len(question.Messages)-1].Content, &parts); err != nil {
		return "", err
	}
	for _, p := range parts {
		if data, ok := strings.CutPrefix(p.Image.URL, "data:image/jpeg;base64,"); ok && p.Type == "image_url" {
			picture, err := base64.StdEncoding.DecodeString(data)
			if err != nil {
				return "", err
			}
			return fmt.Sprintf(`{"caption":"Coffee, seen as %x.","ocr":"Northwind","tags":["Coffee","cup"]}`, sha256.Sum256(picture)), nil
		}
	}
	return "", fmt.Errorf("no picture in %d parts", len(parts))
}

// captions wants every stored picture with a caption of its own, or none with
// one, and returns how many there are.
func captions(t *testing.T, w *clitest.World, captioned bool) int {
	t.Helper()
	pictures := map[string]string{} // URL to caption
	captions := map[string]bool{}
	for key, p := range w.Stored(t) {
		for _, img := range p.Images {
			switch {
			case img.Width == nil:
				t.Errorf("%v: picture %s was not fetched", key, img.URL)
			case !captioned && (img.Caption != "" || img.OCR != "" || len(img.Tags) > 0):
				t.Errorf("%v: picture %s has a caption without a model: %q", key, img.URL, img.Caption)
			case captioned && (!strings.HasPrefix(img.Caption, "Coffee, seen as ") || img.OCR != "Northwind" || strings.Join(img.Tags, " ") != "coffee cup"):
				t.Errorf("%v: picture %s: caption %q, text %q, tags %q", key, img.URL, img.Caption, img.OCR, img.Tags)
			}
			pictures[img.URL] = img.Caption
			captions[img.Caption] = true
		}
	}
	if len(pictures) == 0 {
		t.Fatal("no pictures")
	}
	if captioned && len(captions) != len(pictures) {
		t.Errorf("%d captions of %d pictures", len(captions), len(pictures))
	}
	return len(pictures)
}

// TestCaptions goes from no model over one that is out of order to one that
// answers: the posts, their pictures and the alt texts are there all along.
func TestCaptions(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.02)
	w.ListenTo(t, "brew-social")
	w.Setenv("EARSHOT_PICTURES_TEXT", "off") // what is read here is the model's
	whole := func(captioned bool) int {
		t.Helper()
		w.CompareWith(t, w.Expected("brew-social")) // alt texts too
		return captions(t, w, captioned)
	}
	w.Crawl(t, 0)
	n := whole(false)

	model := newVision(t, w)
	model.down.Store(true)
	sum, _ := w.Crawl(t, 1)
	whole(false)
	if c := sum.Captions; c == nil || c.Given != 0 || c.Waiting != n || !strings.Contains(c.Fault, "the model is being loaded") {
		t.Errorf("with the model out of order: %+v", c)
	}
	if model.requests.Load() == 0 {
		t.Error("the model that is out of order was never asked")
	}

	model.down.Store(false)
	w.Crawl(t, 0)
	whole(true)
	asked := model.requests.Load() + 1 // by the doctor
	// Questions that ended in a fault of the server may have been answered, and count as well.
	if out := w.Run(t, "doctor").Out; !strings.Contains(out, fmt.Sprintf("%d of 1000 pictures and ", asked)) || !strings.Contains(out, "0 wait for a caption, 0 get none") {
		t.Errorf("the doctor does not tell how captions stand:\n%s", out)
	}
	w.Crawl(t, 0)
	if whole(true) != n || model.requests.Load() != asked {
		t.Errorf("pictures that have a caption were shown to the model again: %d times", model.requests.Load()-asked)
	}
}

// TestCaptionsFirst has the model from the first crawl on, and then out of
// order for a first crawl.
func TestCaptionsFirst(t *testing.T) {
	t.Parallel()
	for name, down := range map[string]bool{"answers": false, "out of order": true} {
		t.Run(name, func(t *testing.T) {
			w := clitest.NewWorld(t, 0.01)
			w.ListenTo(t, "brew-social")
			w.Setenv("EARSHOT_PICTURES_TEXT", "off")
			newVision(t, w).down.Store(down)
			code := 0
			if down {
				code = 1 // what is configured and does not work is told
			}
			sum, _ := w.Crawl(t, code)
			w.CompareWith(t, w.Expected("brew-social"))
			if n := captions(t, w, !down); sum.Pictures != n || sum.PicturesFailed != 0 {
				t.Errorf("%d pictures ready, %d failed, want %d", sum.Pictures, sum.PicturesFailed, n)
			}
		})
	}
}

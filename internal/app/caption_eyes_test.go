package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
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

// eyes is a vision model on loopback. Pictures are told apart by their grey, of which there
// are as many as pictures.
type eyes struct {
	*httptest.Server
	mu sync.Mutex
	// order are the greys of the pictures as they were asked about, and answered counts good
	// answers.
	order    []int
	answered map[int]int
	tokens   int64
	// odd answers in its own way, where it returns true; nth counts the requests about a
	// picture from 1.
	odd func(w http.ResponseWriter, r *http.Request, grey, nth int) bool
}

func newEyes(t *testing.T) *eyes {
	t.Helper()
	e := &eyes{answered: map[int]int{}}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		grey, err := greyOf(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusTeapot)
			return
		}
		e.mu.Lock()
		e.order = append(e.order, grey)
		nth := 0
		for _, g := range e.order {
			if g == grey {
				nth++
			}
		}
		odd := e.odd
		e.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		if odd != nil && odd(w, r, grey, nth) {
			return
		}
		e.mu.Lock()
		e.answered[grey]++
		e.mu.Unlock()
		e.say(w, fmt.Sprintf(`{"caption":"A grey square, number %d.","visible_text":"Northwind","tags":["square"],"sentiment":"neutral","sentiment_reason":"it is plain"}`, grey))
	}))
	t.Cleanup(e.Close)
	return e
}

const questionTokens, answerTokens = 900, 100

// say answers with content, for a thousand tokens.
func (e *eyes) say(w http.ResponseWriter, content string) {
	e.mu.Lock()
	e.tokens += questionTokens + answerTokens
	e.mu.Unlock()
	_ = json.NewEncoder(w).Encode(map[string]any{ // a client that left needs no answer
		"choices": []any{map[string]any{"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": content}}},
		"usage":   map[string]any{"prompt_tokens": questionTokens, "completion_tokens": answerTokens},
	})
}

// greyOf tells which picture is asked about.
func greyOf(r *http.Request) (int, error) {
	var q struct {
		Messages []struct{ Content json.RawMessage }
	}
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil || len(q.Messages) < 2 {
		return 0, fmt.Errorf("%d messages, %w", len(q.Messages), err)
	}
	var parts []struct {
		Image struct{ URL string } `json:"image_url"`
	}
	if err := json.Unmarshal(q.Messages[1].Content, &parts); err != nil {
		return 0, err
	}
	data, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(parts[len(parts)-1].Image.URL, "data:image/jpeg;base64,"))
	if err != nil {
		return 0, err
	}
	picture, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	return (int(color.GrayModel.Convert(picture.At(8, 8)).(color.Gray).Y) + 2) / 5, nil
}

// watch opens an App in dir that asks e, hands it to do and closes it.
func watch(t *testing.T, dir string, e *eyes, change func(*config.LLM), do func(a *App)) {
	t.Helper()
	cfg := config.Default()
	cfg.LLM.BaseURL, cfg.LLM.CaptionModel, cfg.Pictures.Text = e.URL+"/v1", "tiny", config.TextOff
	if change != nil {
		change(&cfg.LLM)
	}
	settings := Settings{DataDir: dir, Version: "test", Log: slog.New(slog.DiscardHandler)}
	err := With(t.Context(), settings, cfg, func(a *App) error {
		a.CaptionWorker.Backoff.First = time.Millisecond
		do(a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// show stores posts with a picture each, the first of which has the least engagement.
func show(t *testing.T, a *App, greys ...int) {
	t.Helper()
	for _, grey := range greys {
		showAs(t, a, fmt.Sprintf("https://pictures.example/%d.png", grey), grey, int64(grey))
	}
}

func showAs(t *testing.T, a *App, url string, grey int, likes int64) {
	t.Helper()
	picture := image.NewGray(image.Rect(0, 0, 16, 16))
	for i := range picture.Pix {
		picture.Pix[i] = uint8(5 * grey)
	}
	var data bytes.Buffer
	if err := png.Encode(&data, picture); err != nil {
		t.Fatal(err)
	}
	keep(t, a, url, data.Bytes(), likes)
}

// keep stores a post that shows what has these bytes.
func keep(t *testing.T, a *App, url string, data []byte, likes int64) {
	t.Helper()
	if _, err := a.Media.Put(t.Context(), data, "image/png"); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	e := mention("a post with "+url, 0.99, likes)
	e.Post.Images = []social.Image{{URL: url}}
	writeEntries(t, a, e)
	err := a.Store.WriteMedia(t.Context(), []social.Media{{URL: url, State: social.MediaReady, SHA256: hex.EncodeToString(sum[:]), Type: "image/png", FetchedAt: e.Post.FetchedAt}})
	if err != nil {
		t.Fatal(err)
	}
}

// captioned asks until there is nothing left to be had.
func captioned(t *testing.T, a *App) social.CaptionState {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	var running sync.WaitGroup
	running.Go(func() { a.CaptionWorker.Run(ctx) })
	running.Go(func() { a.PictureWorker.Run(ctx) })
	err := a.WaitFor(ctx, func() (bool, error) {
		for range 2 {
			if n, err := a.Streams.Media.Pending(ctx); err != nil || n > 0 {
				return false, err
			}
			if ok, err := a.CaptionWorker.Idle(ctx); err != nil || !ok {
				return false, err
			}
		}
		return true, nil
	})
	stop()
	running.Wait()
	if err != nil {
		t.Fatal(err)
	}
	state, err := a.CaptionWorker.Captions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// captionsOf are the captions of the pictures of show, by their greys.
func captionsOf(t *testing.T, a *App, greys ...int) map[int]string {
	t.Helper()
	captions := map[int]string{}
	for _, grey := range greys {
		url := fmt.Sprintf("https://pictures.example/%d.png", grey)
		known, err := a.Store.MediaByURL(t.Context(), []string{url})
		if err != nil {
			t.Fatal(err)
		}
		if m := known[url]; m.Caption != "" {
			captions[grey] = m.Caption
		}
	}
	return captions
}

// allSeen wants every picture of show to have its own caption, after one good answer.
func (e *eyes) allSeen(t *testing.T, a *App, greys ...int) {
	t.Helper()
	captions := captionsOf(t, a, greys...)
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, grey := range greys {
		if want := fmt.Sprintf("A grey square, number %d.", grey); captions[grey] != want || e.answered[grey] != 1 {
			t.Errorf("picture %d: caption %q after %d answers", grey, captions[grey], e.answered[grey])
		}
	}
}

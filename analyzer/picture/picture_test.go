package picture_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	stdimage "image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/picture"
	"earshot/internal/social"
)

var now = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

// web fetches over HTTP and codes faults as the crawler does.
type web struct{}

func (web) Get(ctx context.Context, url, accept, referrer string) ([]byte, string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, "", social.Errorf(social.CodeInvalid, "%w", err)
	}
	req.Header.Set("Accept", accept)
	req.Header.Set("Referer", referrer)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, "", social.Errorf(social.CodeUnavailable, "%w", err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	switch {
	case err != nil:
		return nil, "", social.Errorf(social.CodeUnavailable, "%w", err)
	case res.StatusCode == http.StatusServiceUnavailable:
		return nil, "", social.Errorf(social.CodeUnavailable, "answered 503")
	case res.StatusCode == http.StatusTooManyRequests:
		return nil, "", social.Errorf(social.CodeRateLimited, "answered 429")
	case res.StatusCode != http.StatusOK:
		return nil, "", social.Errorf(social.CodeNotFound, "answered %d", res.StatusCode)
	}
	return data, res.Header.Get("Content-Type"), nil
}

// shelf keeps bytes by digest.
type shelf map[string][]byte

func (s shelf) Put(_ context.Context, data []byte, _ string) (string, error) {
	sum := sha256.Sum256(data)
	key := hex.EncodeToString(sum[:])
	s[key] = data
	return key, nil
}

func (s shelf) Get(_ context.Context, key string) ([]byte, string, error) {
	if data, ok := s[key]; ok {
		return data, "", nil
	}
	return nil, "", social.Errorf(social.CodeNotFound, "no such picture")
}

// table is what is known, by address.
type table map[string]social.Media

func (m table) MediaByURL(_ context.Context, urls []string) (map[string]social.Media, error) {
	found := map[string]social.Media{}
	for _, url := range urls {
		if media, ok := m[url]; ok {
			found[url] = media
		}
	}
	return found, nil
}

func (m table) MediaBySHA(_ context.Context, sha string) (social.Media, bool, error) {
	for _, media := range m {
		if media.SHA256 == sha && media.CaptionModel != "" {
			return media, true, nil
		}
	}
	return social.Media{}, false, nil
}

func drawing(t *testing.T) []byte {
	t.Helper()
	img := stdimage.NewNRGBA(stdimage.Rect(0, 0, 90, 60))
	for i := range img.Pix {
		img.Pix[i] = uint8(i)
	}
	img.SetNRGBA(1, 1, color.NRGBA{A: 255})
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// site serves pictures and counts the requests.
func site(t *testing.T) (base string, requests *atomic.Int64) {
	t.Helper()
	requests = new(atomic.Int64)
	data := drawing(t)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		switch r.URL.Path {
		case "/a.png", "/b.png":
			if _, err := w.Write(data); err != nil {
				t.Error(err)
			}
		case "/guarded.png":
			if r.Header.Get("Referer") != "https://blog.example/post" || !strings.Contains(r.Header.Get("Accept"), "image/") {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			w.Write(data)
		case "/login.png":
			io.WriteString(w, "<!doctype html><title>Log in</title>")
		case "/busy.png":
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/limited.png":
			w.WriteHeader(http.StatusTooManyRequests)
		default:
			w.WriteHeader(http.StatusGone)
		}
	}))
	t.Cleanup(srv.Close)
	return srv.URL, requests
}

func TestProcess(t *testing.T) {
	base, _ := site(t)
	for name, c := range map[string]struct {
		path    string
		attempt int
		state   social.MediaState
		fault   string
		retry   social.Code
	}{
		"picture":             {"/a.png", 1, social.MediaReady, "", ""},
		"wants its page":      {"/guarded.png", 1, social.MediaReady, "", ""},
		"HTML":                {"/login.png", 1, social.MediaFailed, "not a picture: the bytes are HTML", ""},
		"gone":                {"/gone.png", 1, social.MediaFailed, "answered 410", ""},
		"busy":                {"/busy.png", 2, "", "", social.CodeUnavailable},
		"busy to the end":     {"/busy.png", 3, social.MediaFailed, "answered 503", ""},
		"rate limited":        {"/limited.png", 1, "", "", social.CodeRateLimited},
		"limited to the end":  {"/limited.png", 3, social.MediaFailed, "answered 429", ""},
		"not even an address": {"\x00", 1, social.MediaFailed, "invalid control character", ""},
	} {
		t.Run(name, func(t *testing.T) {
			bytes := shelf{}
			w := picture.New(picture.Options{Fetcher: web{}, Blobs: bytes, Index: table{}, Attempts: 3, Now: func() time.Time { return now }})
			task := social.MediaTask{URL: base + c.path, Referrer: "https://blog.example/post"}
			got, err := w.Process(t.Context(), task, c.attempt)
			if social.CodeOf(err) != c.retry {
				t.Fatalf("error %v, want code %q", err, c.retry)
			}
			if got.Media.State != c.state || !strings.Contains(got.Media.Fault, c.fault) {
				t.Fatalf("got %+v", got.Media)
			}
			if c.state == social.MediaReady {
				m := got.Media
				if m.Width != 90 || m.Height != 60 || m.Type != "image/png" || !m.FetchedAt.Equal(now) || bytes[m.SHA256] == nil || bytes[m.Thumb] == nil {
					t.Errorf("got %+v with %d objects stored", m, len(bytes))
				}
			}
		})
	}
}

// TestCaptionIsShared wants a picture of the same bytes to have the caption of the other, and
// one without any to be ready all the same.
func TestCaptionIsShared(t *testing.T) {
	base, fetched := site(t)
	known, bytes := table{}, shelf{}
	do := func(path string) social.Media {
		t.Helper()
		w := picture.New(picture.Options{Fetcher: web{}, Blobs: bytes, Index: known, Steps: []picture.Step{picture.Caption{}}})
		got, err := w.Process(t.Context(), social.MediaTask{URL: base + path}, 1)
		if err != nil || len(got.Faults) > 0 || got.Media.State != social.MediaReady {
			t.Fatalf("%+v, error %v", got, err)
		}
		known[got.Media.URL] = got.Media
		return got.Media
	}
	first := do("/a.png")
	if first.CaptionModel != "" || fetched.Load() != 1 {
		t.Fatalf("%+v", first)
	}
	first.Take(social.Caption{Text: "A cup.", OCR: "tea", Tags: []string{"cup"}, Model: "tiny-vision", Description: social.Description{Scene: "a cafe"}})
	known[first.URL] = first
	twin := do("/b.png")
	if diff := cmp.Diff([]any{"A cup.", "tiny-vision", "tea", "tiny-vision", []string{"cup"}, "a cafe", int64(2)},
		[]any{twin.Caption, twin.CaptionModel, twin.OCR, twin.OCRReader, twin.Tags, twin.Description.Scene, fetched.Load()}); diff != "" {
		t.Error(diff)
	}
	if again := do("/b.png"); again.Caption != "A cup." || fetched.Load() != 2 {
		t.Errorf("looked at again: %+v", again)
	}
}

func TestCancelledIsNotFailed(t *testing.T) {
	base, _ := site(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := picture.New(picture.Options{Fetcher: web{}, Blobs: shelf{}, Index: table{}, Attempts: 1})
	if _, err := w.Process(ctx, social.MediaTask{URL: base + "/a.png"}, 9); err == nil {
		t.Error("a cancelled task reports no error")
	}
}

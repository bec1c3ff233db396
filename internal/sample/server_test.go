package sample

import (
	"bytes"
	"context"
	"errors"
	"image"
	_ "image/jpeg" // decodes the served pictures
	_ "image/png"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"earshot/internal/social"
)

func TestRobotsAndCounts(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .05})
	for _, base := range s.bases {
		if resp, body := get(t, base+"/robots.txt"); resp.StatusCode != http.StatusOK || !bytes.Contains(body, []byte("User-agent: *")) {
			t.Errorf("%s/robots.txt: status %d: %s", base, resp.StatusCode, body)
		}
	}
	counts := s.Requests()
	if len(counts) != int(places) {
		t.Errorf("%d hosts, want %d of their own", len(counts), places)
	}
	for host, n := range counts {
		if n != 1 {
			t.Errorf("%s counted %d requests, want 1", host, n)
		}
	}
	s.ResetRequests()
	for host, n := range s.Requests() {
		if n != 0 {
			t.Errorf("%s counts %d after the reset", host, n)
		}
	}
}

func TestPictures(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .05})
	for scene := range painters {
		p := newPicture(scene, northwind, 2)
		resp, body := get(t, p.address(s.bases[brewSocial]))
		config, format, err := image.DecodeConfig(bytes.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v", p.file(), err)
		}
		if config.Width != p.width || config.Height != p.height || "image/"+format != p.contentType() {
			t.Errorf("%s is %dx%d %s", p.file(), config.Width, config.Height, format)
		}
		if resp.Header.Get("Cache-Control") == "" || resp.Header.Get("ETag") == "" {
			t.Errorf("%s has no cache headers", p.file())
		}
		if _, same := get(t, p.address(s.bases[kafeiRibao])); !bytes.Equal(body, same) {
			t.Errorf("%s differs between hosts", p.file())
		}
	}
	for _, name := range []string{"cup-12.jpg", "cup-99.jpg", "cup-01.gif", "nothing-01.jpg", "cup", "cup--1.png"} {
		if resp, _ := get(t, s.bases[brewSocial]+"/media/"+name); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", name, resp.StatusCode)
		}
	}
}

func TestPreviewIsHalfAsLarge(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .01})
	p := newPicture("receipt", tailspin, 1)
	_, body := get(t, p.preview(s.bases[brewSocial]))
	config, _, err := image.DecodeConfig(bytes.NewReader(body))
	if err != nil || config.Width != p.width/2 || config.Height != p.height/2 {
		t.Errorf("%dx%d: %v", config.Width, config.Height, err)
	}
}

// TestPicturesExist checks every address of a picture against what is served,
// without drawing them all.
func TestPicturesExist(t *testing.T) {
	s := start(t, Options{Seed: 3})
	for _, p := range s.Posts() {
		for _, i := range p.Images {
			if _, ok := parsePicture(path.Base(i.URL)); !ok || !strings.Contains(i.URL, "/media/") {
				t.Fatalf("%s is not served", i.URL)
			}
		}
	}
}

func TestFaults(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .1})
	feed := s.bases[grindReport] + "/feed.json"
	photo := newPicture("cup", "", 0).address(s.bases[grindReport])
	set := func(t *testing.T, f Fault) {
		t.Helper()
		if err := s.Fault("grind-report", f); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("status", func(t *testing.T) {
		set(t, Fault{Status: http.StatusTooManyRequests, RetryAfter: 7 * time.Second, Times: 1})
		if resp, _ := get(t, feed); resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") != "7" {
			t.Errorf("status %d, Retry-After %q", resp.StatusCode, resp.Header.Get("Retry-After"))
		}
		if resp, _ := get(t, feed); resp.StatusCode != http.StatusOK {
			t.Errorf("the fault outlives its one time: status %d", resp.StatusCode)
		}
	})
	t.Run("html", func(t *testing.T) {
		set(t, Fault{HTML: true})
		if resp, body := get(t, feed); resp.StatusCode != http.StatusOK || !bytes.Contains(body, []byte("<title>Sign in")) {
			t.Errorf("status %d: %.80s", resp.StatusCode, body)
		}
	})
	t.Run("malformed", func(t *testing.T) {
		set(t, Fault{})
		_, whole := get(t, feed, "Accept-Encoding", "identity")
		set(t, Fault{Malformed: true})
		if _, half := get(t, feed); !bytes.HasPrefix(whole, half) || len(half) != len(whole)/2 {
			t.Errorf("%d of %d bytes", len(half), len(whole))
		}
	})
	t.Run("huge", func(t *testing.T) {
		set(t, Fault{HugeBody: 10 << 30})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, feed, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if n, err := io.CopyN(io.Discard, resp.Body, 8<<20); err != nil || n != 8<<20 {
			t.Errorf("read %d bytes: %v", n, err)
		}
	})
	t.Run("drop", func(t *testing.T) {
		set(t, Fault{Drop: true})
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, feed, nil)
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := http.DefaultClient.Do(req); err == nil {
			resp.Body.Close()
			t.Errorf("answered with %d", resp.StatusCode)
		}
	})
	t.Run("slow", func(t *testing.T) {
		set(t, Fault{Slow: time.Hour})
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, feed, nil)
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := http.DefaultClient.Do(req); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("answered: %v %v", resp, err)
		}
	})
	t.Run("not an image", func(t *testing.T) {
		set(t, Fault{NotAnImage: true})
		resp, body := get(t, photo)
		if _, _, err := image.DecodeConfig(bytes.NewReader(body)); err == nil || resp.Header.Get("Content-Type") != "image/jpeg" {
			t.Errorf("%s: %.40s", resp.Header.Get("Content-Type"), body)
		}
		if resp, _ := get(t, feed); resp.StatusCode != http.StatusOK {
			t.Errorf("the feed suffers too: status %d", resp.StatusCode)
		}
	})
	t.Run("robots", func(t *testing.T) {
		set(t, Fault{Status: http.StatusServiceUnavailable})
		if resp, _ := get(t, s.bases[grindReport]+"/robots.txt"); resp.StatusCode != http.StatusOK {
			t.Errorf("robots.txt suffers unasked: status %d", resp.StatusCode)
		}
		set(t, Fault{Status: http.StatusServiceUnavailable, Robots: true})
		if resp, _ := get(t, s.bases[grindReport]+"/robots.txt"); resp.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("robots.txt is spared: status %d", resp.StatusCode)
		}
	})
	t.Run("others are well", func(t *testing.T) {
		if resp, _ := get(t, s.bases[roastersWeekly]+"/feed.xml"); resp.StatusCode != http.StatusOK {
			t.Errorf("status %d", resp.StatusCode)
		}
		if err := s.Fault("nobody", Fault{}); err == nil {
			t.Error("a fault for an unknown source is accepted")
		}
	})
}

func TestPublishAndEngagement(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .1})
	before := s.Posts()
	keys := s.Publish(30)
	after := s.Posts()
	byKey := func() map[social.Key]social.Post {
		m := make(map[social.Key]social.Post)
		for _, p := range s.Posts() {
			m[p.Key()] = p
		}
		return m
	}
	if len(keys) != 30 || len(after) <= len(before) {
		t.Errorf("%d keys, %d posts after %d", len(keys), len(after), len(before))
	}
	for _, p := range after[len(before):] {
		if p.CreatedAt.Before(before[len(before)-1].CreatedAt) {
			t.Errorf("%s is published in the past", p.ID)
		}
	}
	old := byKey()
	for _, key := range s.Bump(5) {
		if p, ok := byKey()[key]; ok && *p.Engagement.Total() <= *old[key].Engagement.Total() {
			t.Errorf("%v did not move", key)
		}
	}
	loud := s.Loudest()
	if err := s.SetEngagement(loud, social.Engagement{Likes: social.Count(5)}); err != nil {
		t.Fatal(err)
	}
	if p := byKey()[loud]; *p.Engagement.Likes != 5 || *p.Engagement.Shares != *old[loud].Engagement.Shares {
		t.Errorf("engagement %v", p.Engagement)
	}
	if err := s.SetEngagement(social.Key{Platform: "feed", ID: "nothing"}, social.Engagement{}); err == nil {
		t.Error("engagement of an unknown post is accepted")
	}
}

// TestLiveUnderLoad is about the race detector: reading while posts trickle in.
func TestLiveUnderLoad(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .05, Live: 5 * time.Millisecond})
	began := len(s.Posts())
	var readers sync.WaitGroup
	readers.Go(func() { s.Play(s.now.AddDate(0, 0, 10), 10*time.Minute) })
	for _, src := range s.Sources() {
		address := src.BaseURL + "/api/v1/timelines/tag/coffee"
		if len(src.URLs) > 0 {
			address = src.URLs[0]
		} else if len(src.Queries) > 0 {
			address = src.BaseURL + "/api/v1/search_by_date?query=northwind"
		}
		readers.Go(func() {
			for range 8 {
				resp, err := http.Get(address)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := io.Copy(io.Discard, resp.Body); err != nil {
					t.Error(err)
				}
				resp.Body.Close()
			}
		})
	}
	readers.Wait()
	if len(s.Posts()) == began {
		t.Fatal("nothing trickled in")
	}
}

func TestStartRefusesNonsense(t *testing.T) {
	for _, opts := range []Options{{Days: -1}, {Scale: -1}} {
		if s, err := Start(opts); social.CodeOf(err) != social.CodeInvalid {
			s.Close()
			t.Errorf("%+v: %v", opts, err)
		}
	}
}

package write_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/pipeline/erase"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
)

// noBytes holds no bytes of pictures.
type noBytes struct{}

func (noBytes) Delete(context.Context, string) error { return nil }

// asked are the pictures that were asked for, after as many failures.
type asked struct {
	failures int
	urls     []string
}

func (a *asked) Ask(_ context.Context, entries []social.Entry) error {
	if a.failures > 0 {
		a.failures--
		return errors.New("the streams are down")
	}
	for _, e := range entries {
		for _, img := range e.Post.Images {
			a.urls = append(a.urls, img.URL)
		}
	}
	return nil
}

// shownStore knows pictures, and that a post comes to show one of them after the first look.
type shownStore struct {
	write.Store
	media map[string]social.Media
	comes string
	looks int
}

func (s *shownStore) MediaByURL(_ context.Context, urls []string) (map[string]social.Media, error) {
	known := map[string]social.Media{}
	for _, url := range urls {
		if m, ok := s.media[url]; ok {
			known[url] = m
		}
	}
	return known, nil
}
func (s *shownStore) WriteMedia(_ context.Context, media []social.Media) error {
	for _, m := range media {
		s.media[m.URL] = m
	}
	return nil
}
func (s *shownStore) PicturesShown(_ context.Context, urls []string) (map[string]bool, error) {
	s.looks++
	shown := map[string]bool{}
	for _, url := range urls {
		if url == s.comes && s.looks > 1 {
			shown[url] = true
		}
	}
	return shown, nil
}
func (*shownStore) MediaKeysOf(context.Context, []string) (pictures, thumbs []string, err error) {
	return nil, nil, nil
}
func (*shownStore) MediaKeysUsed(context.Context, []string) (map[string]bool, error) { return nil, nil }
func (*shownStore) MediaAtDigests(context.Context, []string) ([]social.Media, error) { return nil, nil }
func (*shownStore) EraseLogoAnswers(context.Context, []string) error                 { return nil }

// TestForgottenPicturesAreAskedForAgain where a post came to show them while they were erased,
// also where that could not be asked at first.
func TestForgottenPicturesAreAskedForAgain(t *testing.T) {
	shown, other := "https://example.social/1.jpg", "https://example.social/other.jpg"
	s := &shownStore{comes: shown, media: map[string]social.Media{}}
	for _, url := range []string{shown, other} {
		s.media[url] = social.Media{URL: url, State: social.MediaReady}
	}
	pictures := &asked{failures: 1}
	w := write.New(write.Options{Store: s, Erase: erase.Pictures{Store: s, Bytes: noBytes{}}, Pictures: pictures, Log: slog.New(slog.DiscardHandler)})
	urls := []string{shown, other}
	if err := w.Forget(t.Context(), urls); err == nil {
		t.Fatal("what could not be asked for is taken for asked")
	}
	if err := w.Forget(t.Context(), urls); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{shown}, pictures.urls); diff != "" {
		t.Errorf("asked for (-want +got):\n%s", diff)
	}
}

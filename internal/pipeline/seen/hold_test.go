package seen_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/page"
	"earshot/internal/pipeline/seen"
	"earshot/internal/pipeline/unite"
	"earshot/internal/social"
)

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// store is what is stored where nothing is, beside the posts that wait.
type store struct {
	seen.Store
	media map[string]social.Media
	held  []social.HeldPost
	gone  []string
}

func (s *store) MediaByURL(context.Context, []string) (map[string]social.Media, error) {
	return s.media, nil
}
func (s *store) HeardByURL(context.Context, []string) (map[string]social.Media, error) {
	return nil, nil
}
func (s *store) HeldSize(context.Context) (posts, bytes uint64, err error) { return 0, 0, nil }
func (s *store) HeldVersions(context.Context, []social.Key, func(social.Key, social.HeldVersion, bool)) error {
	return nil
}
func (s *store) LetPicturesGo(_ context.Context, urls []string) error {
	s.gone = append(s.gone, urls...)
	return nil
}
func (s *store) PicturesLetGoBefore(context.Context, time.Time, int) (map[string]uint64, error) {
	return nil, nil
}
func (s *store) Hold(_ context.Context, held []social.HeldPost) error {
	s.held = append(s.held, held...)
	return nil
}
func (s *store) Release(context.Context, []social.HeldPost) error { return nil }
func (s *store) HeldPosts(context.Context, []social.Key) ([]social.HeldPost, error) {
	return s.held, nil
}

// articles is a store of articles in which nothing is.
type articles struct{ unite.Store }

func (articles) Addresses(context.Context, []string) ([]social.Address, error) { return nil, nil }
func (articles) AddressScheme(context.Context) (string, error)                 { return unite.AddressScheme, nil }
func (articles) AliasedPlatforms(context.Context) ([]string, error)            { return nil, nil }
func (articles) States(context.Context, []social.Key) ([]social.Post, error)   { return nil, nil }
func (articles) Places(context.Context, []social.Key) (map[social.Key][]social.Place, error) {
	return nil, nil
}

// nobody is an analyzer that finds no brand.
type nobody struct{}

func (nobody) Analyze(social.Post, ...social.Media) social.Analysis { return social.Analysis{} }
func (nobody) Again(social.Post, social.Analysis, ...social.Media) social.Analysis {
	return social.Analysis{}
}

// stream is the posts that were put on a stream.
type stream []social.Post

func (s *stream) Put(_ context.Context, jobs ...pipeline.Job) error {
	for _, j := range jobs {
		posts, err := page.Decode(j.Data)
		if err != nil {
			return err
		}
		*s = append(*s, posts...)
	}
	return nil
}

func newMatcher(s seen.Store, posts *stream) *seen.Matcher {
	return seen.New(seen.Options{
		Store: s, Analyzer: nobody{}, Posts: posts, Reads: func(m social.Media) bool { return m.OCRReader == "" },
		Caps: seen.Caps{Posts: 100, Bytes: 1 << 20, Time: time.Hour, Pictures: 20}, Now: func() time.Time { return noon }, Log: slog.New(slog.DiscardHandler),
	})
}

func shown(id string) social.Post {
	return social.Post{
		Platform: "feed", ID: id, Source: "feed", URL: "https://herald.example/news/" + id, Title: id, Text: "Words.", CreatedAt: noon, FetchedAt: noon,
		Images: []social.Image{{URL: "https://herald.example/" + id + ".jpg"}},
	}
}

// TestHeldPostsAreUnitedAsBefore: what waited for its pictures comes back as it was read, so
// that it is one with the same posts, at the same places, as at first.
func TestHeldPostsAreUnitedAsBefore(t *testing.T) {
	first, second := shown("1"), shown("2")
	for _, p := range []*social.Post{&first, &second} {
		p.URL, p.SharedURL = "https://herald.example/live", true
	}
	moved, read := shown("3"), shown("4")
	moved.Address = "https://herald.example/news/0"
	read.ReadURL = "https://herald.example/go/4"
	inOne, inOther := shown("5"), shown("6")
	inOther.URL, inOther.Source = inOne.URL, "other"
	boosted := shown("7")
	boosted.Via = social.Repost{ID: "8", URL: "https://herald.example/boost"}
	posts := []social.Post{first, second, moved, read, inOne, inOther, boosted}

	s, out := &store{media: map[string]social.Media{}}, stream{}
	uniter := func() *unite.Uniter {
		return unite.New(unite.Options{Store: articles{}, Log: slog.New(slog.DiscardHandler)})
	}
	entries, err := uniter().Unite(t.Context(), posts)
	if err != nil || len(entries) != len(posts)-1 {
		t.Fatalf("%d entries, %v, want two of the %d posts to be one", len(entries), err, len(posts))
	}
	m := newMatcher(s, &out)
	wait, rest, err := m.Hold(t.Context(), entries)
	if err != nil || len(rest) > 0 || len(wait) != len(entries) {
		t.Fatalf("%d wait, %d do not, %v", len(wait), len(rest), err)
	}
	for _, p := range posts {
		s.media[p.Images[0].URL] = social.Media{URL: p.Images[0].URL, State: social.MediaReady, OCRReader: "a", FetchedAt: noon}
	}
	if err := m.Waiting(t.Context(), wait); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(stream(posts), out); diff != "" {
		t.Errorf("what waited comes back otherwise (-want +got):\n%s", diff)
	}
	again, err := uniter().Unite(t.Context(), out)
	if diff := cmp.Diff(entries, again); diff != "" || err != nil {
		t.Errorf("united otherwise, %v (-first +again):\n%s", err, diff)
	}
}

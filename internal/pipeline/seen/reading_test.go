package seen_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/pipeline/seen"
	"earshot/internal/social"
)

// TestWhatPostsWaitFor: a post waits for each picture that is still to be read for it, and
// for none that is not.
func TestWhatPostsWaitFor(t *testing.T) {
	at := func(state social.MediaState, m social.Media, after time.Duration) *social.Media {
		m.State, m.FetchedAt = state, noon.Add(after)
		return &m
	}
	read := social.Media{OCRReader: "a", CaptionModel: "v"}
	for name, c := range map[string]struct {
		media *social.Media
		over  bool
		waits bool
	}{
		"of which nothing is known":            {nil, false, true},
		"over the cap, and not yet noted":      {nil, true, true},
		"that is read":                         {at(social.MediaReady, read, -time.Hour), false, false},
		"that is not read":                     {at(social.MediaReady, social.Media{}, 0), false, true},
		"without a caption":                    {at(social.MediaReady, social.Media{OCRReader: "a", SHA256: "0"}, 0), false, true},
		"whose caption was given up":           {at(social.MediaReady, social.Media{OCRReader: "a", SHA256: "given up"}, 0), false, false},
		"without text, its caption given up":   {at(social.MediaReady, social.Media{SHA256: "given up"}, 0), false, true},
		"that failed before the post was read": {at(social.MediaFailed, social.Media{}, -time.Second), false, true},
		"that failed for the post":             {at(social.MediaFailed, social.Media{}, time.Second), false, false},
		"that was forgotten":                   {at(social.MediaDeleted, social.Media{}, -time.Second), false, true},
		"forgotten just now":                   {at(social.MediaDeleted, social.Media{}, time.Second), false, true},
		"over the cap that failed before":      {at(social.MediaFailed, social.Media{}, -time.Second), true, false},
		"over the cap that is not read":        {at(social.MediaReady, social.Media{}, 0), true, false},
		"over the cap that was forgotten":      {at(social.MediaDeleted, social.Media{}, 0), true, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := shown("1")
			s := &store{media: map[string]social.Media{}}
			if c.over {
				s.media[p.Images[0].URL] = social.Media{URL: p.Images[0].URL, State: social.MediaReady, OCRReader: "a", CaptionModel: "v", FetchedAt: noon}
				p.Images = append(p.Images, social.Image{URL: "https://herald.example/over.jpg"})
			}
			if c.media != nil {
				c.media.URL = p.Images[len(p.Images)-1].URL
				s.media[c.media.URL] = *c.media
			}
			m := seen.New(seen.Options{
				Store: s, Analyzer: nobody{}, Posts: &stream{}, Reads: func(m social.Media) bool { return m.OCRReader == "" || m.CaptionModel == "" },
				GivenUp: func(_ context.Context, shas []string) (map[string]bool, error) {
					return map[string]bool{"given up": true}, nil
				},
				Caps: seen.Caps{Posts: 100, Bytes: 1 << 20, Time: time.Hour, Pictures: 1}, Now: func() time.Time { return noon }, Log: slog.New(slog.DiscardHandler),
			})
			wait, rest, err := m.Hold(t.Context(), []social.Entry{{Post: p}})
			if err != nil || len(wait)+len(rest) != 1 || (len(wait) == 1) != c.waits {
				t.Errorf("%d wait, %d do not, %v", len(wait), len(rest), err)
			}
		})
	}
}

// TestReadingIsDecidedWhenAPostComes: that something reads pictures, or does no more, holds for
// the posts that come from then on. Those that wait go on waiting: another process may read.
func TestReadingIsDecidedWhenAPostComes(t *testing.T) {
	s, out, reads := &stuckStore{store: &store{}}, stream{}, false
	m := seen.New(seen.Options{
		Store: s, Analyzer: nobody{}, Posts: &out, Reads: func(social.Media) bool { return reads },
		Caps: seen.Caps{Posts: 100, Bytes: 1 << 20, Time: time.Hour}, Now: func() time.Time { return noon }, Log: slog.New(slog.DiscardHandler),
	})
	for _, want := range []int{0, 1, 0} {
		wait, _, err := m.Hold(t.Context(), []social.Entry{{Post: shown("1")}})
		if err != nil || len(wait) != want {
			t.Errorf("%d posts wait, %v, want %d", len(wait), err, want)
		}
		reads = !reads
	}
	reads = false
	if err := m.Waiting(t.Context(), []social.Entry{{Post: shown("1")}}); err != nil || len(out) != 0 {
		t.Errorf("%d posts are let go of where nothing reads, %v", len(out), err)
	}
	if err := m.Sweep(t.Context()); err != nil || !s.before.Equal(noon.Add(-time.Hour)) {
		t.Errorf("posts that waited until %s are let go of where nothing reads, %v", s.before, err)
	}
}

// TestLeftOnce: what is dropped unread is told of once the batch is done, not as it is looked at.
func TestLeftOnce(t *testing.T) {
	var told []map[string]int64
	m := seen.New(seen.Options{
		Store: &store{}, Analyzer: nobody{}, Posts: &stream{}, Reads: func(social.Media) bool { return true },
		Caps: seen.Caps{Time: time.Hour}, Now: func() time.Time { return noon }, Log: slog.New(slog.DiscardHandler),
		Left: func(_ context.Context, left map[string]int64) error { told = append(told, left); return nil },
	})
	var rest []social.Entry
	for range 3 { // a batch that is tried again
		var err error
		if _, rest, err = m.Hold(t.Context(), []social.Entry{{Post: shown("1")}, {Post: shown("2")}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Leave(t.Context(), rest); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]map[string]int64{{"feed": 2}}, told); diff != "" {
		t.Errorf("told of what was left (-want +got):\n%s", diff)
	}
}

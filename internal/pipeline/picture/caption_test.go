package picture

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// rows are stored pictures by their URLs.
type rows map[string]social.Media

func (r rows) MediaByURL(_ context.Context, urls []string) (map[string]social.Media, error) {
	found := map[string]social.Media{}
	for _, url := range urls {
		if m, ok := r[url]; ok {
			found[url] = m
		}
	}
	return found, nil
}

func (rows) PicturesShown(context.Context, []string) (map[string]bool, error) { return nil, nil }

func (r rows) WriteMedia(_ context.Context, media []social.Media) error {
	for _, m := range media {
		r[m.URL] = m
	}
	return nil
}

// TestACaptionStoredMeanwhileIsKept: a look that began before another process stored a
// caption does not undo it, unless it found another picture.
func TestACaptionStoredMeanwhileIsKept(t *testing.T) {
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	said := social.Media{
		URL: "a", State: social.MediaReady, SHA256: "aa", Caption: "A cup.", CaptionModel: "m", Tags: []string{"cup"},
		Description: social.Description{Sentiment: "neutral"}, OCR: "Northwind", OCRReader: "m", FetchedAt: at,
	}
	look := social.Media{URL: "a", State: social.MediaReady, SHA256: "aa", Look: "photo", FetchedAt: at.Add(-time.Second)}
	both := said
	both.Look, both.FetchedAt = "photo", at.Add(time.Second)
	read := look
	read.OCR, read.OCRReader, read.FetchedAt = "NORTHWIND", "ppocr", both.FetchedAt
	readBoth := both
	readBoth.OCR, readBoth.OCRReader = "NORTHWIND", "ppocr"
	other := look
	other.SHA256 = "bb"
	captioned := look
	captioned.Caption, captioned.CaptionModel = "A mug.", "n"
	late := look
	late.FetchedAt = both.FetchedAt
	for name, c := range map[string]struct{ write, want social.Media }{
		"a later look": {late, both}, "with a text": {read, readBoth}, "another picture": {other, other}, "a caption of its own": {captioned, captioned},
	} {
		r := rows{"a": said}
		if err := New(Options{Store: r}).store(t.Context(), []social.Media{c.write}, nil); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, r["a"]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	r := rows{"a": said}
	if err := New(Options{Store: r}).store(t.Context(), []social.Media{look}, nil); err != nil || !r["a"].FetchedAt.After(at) || r["a"].Caption != said.Caption {
		t.Errorf("a look of before: %+v, %v", r["a"], err)
	}
}

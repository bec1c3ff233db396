package picture_test

import (
	"context"
	"image/color"
	"testing"

	"github.com/disintegration/imaging"

	"earshot/analyzer/picture"
	"earshot/internal/social"
)

// reader is a step that counts what it reads.
type reader struct{ read *int }

func (reader) Name() string              { return "text" }
func (reader) Wants(m social.Media) bool { return m.OCRReader == "" }
func (reader) Share(m *social.Media, same social.Media) bool {
	m.OCR, m.OCRReader = same.OCR, same.OCRReader
	return same.OCRReader != ""
}

func (r reader) Read(_ context.Context, m *social.Media, _ []byte) error {
	*r.read++
	m.OCR, m.OCRReader = "12.50", "counting"
	return nil
}

// fetched serves bytes by address.
type fetched map[string][]byte

func (f fetched) Get(_ context.Context, url, _, _ string) ([]byte, string, error) {
	return f[url], "image/jpeg", nil
}

// known finds a picture by its bytes whatever is known of it.
type known struct{ table }

func (k known) MediaBySHA(_ context.Context, sha string) (social.Media, bool, error) {
	for _, m := range k.table {
		if m.SHA256 == sha {
			return m, true, nil
		}
	}
	return social.Media{}, false, nil
}

// TestReadingsAreShared: what was read in a picture is read in another encoding or a smaller
// size of it, and in nothing that may say something else.
func TestReadingsAreShared(t *testing.T) {
	whole := painted(9)
	other := imaging.Clone(whole)
	for y := range 14 { // as large as a digit
		for x := range 9 {
			other.SetNRGBA(300+x, 200+y, color.NRGBA{255 - whole.NRGBAAt(300+x, 200+y).R, 255 - whole.NRGBAAt(300+x, 200+y).G, 0, 255})
		}
	}
	for name, c := range map[string]struct {
		second []byte
		reads  int
	}{
		"encoded again":      {jpegOf(t, whole, 40), 1},
		"smaller":            {jpegOf(t, imaging.Resize(whole, 360, 0, imaging.Lanczos), 70), 1},
		"larger":             {jpegOf(t, imaging.Resize(whole, 900, 0, imaging.Lanczos), 70), 2},
		"mirrored":           {jpegOf(t, imaging.FlipH(whole), 85), 2},
		"cropped":            {jpegOf(t, imaging.CropCenter(whole, 560, 370), 85), 2},
		"with another digit": {jpegOf(t, other, 85), 2},
		"another picture":    {jpegOf(t, painted(10), 85), 2},
	} {
		t.Run(name, func(t *testing.T) {
			reads, index, a := 0, known{table{}}, newAlbum()
			families := picture.Families{Store: a}
			w := picture.New(picture.Options{
				Fetcher: fetched{"first": jpegOf(t, whole, 85), "second": c.second}, Blobs: shelf{}, Index: index,
				Families: &families, Steps: []picture.Step{picture.Print{}, reader{&reads}},
			})
			for _, url := range []string{"first", "second"} {
				got, err := w.Process(t.Context(), social.MediaTask{URL: url}, 1)
				if err != nil {
					t.Fatal(err)
				}
				if got.Media.OCR != "12.50" || got.Media.Print == nil {
					t.Fatalf("%s: got %+v", url, got.Media)
				}
				if err := families.Place(t.Context(), []social.PicturePrint{*got.Media.Print}); err != nil {
					t.Fatal(err)
				}
				index.table[url] = got.Media
			}
			if reads != c.reads {
				t.Errorf("%d were read, want %d", reads, c.reads)
			}
		})
	}
}

package ocr

import (
	"image"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// level are the corners of an upright rectangle, turned by an angle around the origin.
func level(x, y, w, h int, angle float64) Quad {
	r := Quad{{float64(x), float64(y)}, {float64(x + w), float64(y)}, {float64(x + w), float64(y + h)}, {float64(x), float64(y + h)}}
	sin, cos := math.Sincos(angle)
	for i, p := range r {
		r[i] = Point{p.X*cos - p.Y*sin, p.X*sin + p.Y*cos}
	}
	return r
}

// TestOrder: lines come from the top, pieces that stand close together are one, and the
// columns of a receipt are not, also where the paper lies askew.
func TestOrder(t *testing.T) {
	for name, angle := range map[string]float64{"level": 0, "askew": 0.06, "the other way": -0.06} {
		t.Run(name, func(t *testing.T) {
			found := []Line{
				{Text: "3.50", Corners: level(400, 202, 60, 20, angle), Certainty: 1},
				{Text: "Coffee", Corners: level(110, 101, 80, 22, angle), Certainty: 0.5},
				{Text: "Pine", Corners: level(50, 100, 50, 20, angle), Certainty: 1},
				{Text: "flat white", Corners: level(50, 200, 120, 20, angle), Certainty: 1},
				{Text: " ", Corners: level(50, 300, 120, 20, angle), Certainty: 1},
			}
			text := newText("someone", found, image.Pt(500, 400))
			if diff := cmp.Diff("Pine Coffee\nflat white\n3.50", text.String()); diff != "" {
				t.Error(diff)
			}
			if c := text.Lines[0].Certainty; math.Abs(float64(c)-0.7) > 0.01 {
				t.Errorf("the certainty of two pieces is %.2f", c)
			}
		})
	}
}

func TestPlacesAreThousandths(t *testing.T) {
	text := newText("someone", []Line{{Text: "x", Corners: level(-10, 100, 260, 100, 0), Certainty: 1}}, image.Pt(500, 400))
	box := text.Lines[0].Box
	if box.X != 0 || box.Y != 250 || box.W != 500 || box.H != 250 {
		t.Errorf("box %+v", box)
	}
}

func TestMoreLinesThanAreKept(t *testing.T) {
	var found []Line
	for i := range MaxLines + 7 {
		found = append(found, Line{Text: "x", Corners: level(0, 30*i, 20, 20, 0), Certainty: 1})
	}
	if text := newText("someone", found, image.Pt(20, 30*len(found))); len(text.Lines) != MaxLines || text.Left != 7 {
		t.Errorf("%d lines are kept and %d left", len(text.Lines), text.Left)
	}
}

func TestWritings(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "12.50 !": "", "Hollow Pine": Latin, "кофейня Pine": "Cyrillic", "καφές": "Greek", "咖啡 今天": Chinese, "配達ありがとう": "Japanese",
		"コーヒー": "Japanese", "커피 아침": "Korean", "قهوة": "Arabic",
	} {
		if got := WritingOf(text); got != want {
			t.Errorf("%q is written in %q, not %q", text, got, want)
		}
	}
}

// TestCropIsUpright: a line is cut out as it is read, whichever way it lies.
func TestCropIsUpright(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 60, 100))
	for y := 10; y < 90; y++ { // black above, white below: read from its lower end up
		for x := 20; x < 40; x++ {
			v := uint8(0)
			if y > 50 {
				v = 255
			}
			img.Pix[y*img.Stride+4*x] = v
		}
	}
	out := Crop(img, level(20, 10, 20, 80, 0).Lying(), 20, 1000)
	if out.Rect.Dx() != 80 || out.Rect.Dy() != 20 {
		t.Fatalf("cropped to %v", out.Rect)
	}
	if left, right := out.Pix[10*out.Stride+4*10], out.Pix[10*out.Stride+4*70]; left != 255 || right != 0 {
		t.Errorf("it begins with %d and ends with %d", left, right)
	}
}

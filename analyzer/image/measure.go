package image

import (
	"cmp"
	"fmt"
	"image/color"
	"slices"

	"github.com/disintegration/imaging"
)

// What kind of picture it is by its measures.
const (
	LookPhoto      = "photo"
	LookScreenshot = "screenshot"
	LookDocument   = "document"
	LookGraphic    = "graphic"
)

const (
	// measureSide is the longest side of the picture that is measured.
	measureSide = 320
	// paletteSize is how many colours are told, and leastArea the share of the picture
	// that one must have.
	paletteSize, leastArea = 5, 0.02
	// near is how far apart two colours of a palette are, as a distance in RGB.
	near = 48
	// step is how coarsely colours are counted, in levels of a channel.
	step = 16
)

// Measures are what is computed of a picture. No faces, and nobody's identity.
type Measures struct {
	Look string
	// Animated: it has more than one frame.
	Animated bool
	// Palette are its main colours, the largest area first, as #rrggbb.
	Palette []string
}

// Measure measures a picture. It fails as Inspect does.
func Measure(data []byte) (Measures, error) {
	d, err := decode(data)
	if err != nil {
		return Measures{}, err
	}
	// Nearest pixels, not means of them: what is measured is whether neighbours are alike.
	small := d.pixels
	if b := small.Bounds(); max(b.Dx(), b.Dy()) > 2*measureSide {
		small = imaging.Fit(small, measureSide, measureSide, imaging.NearestNeighbor)
	}
	areas := colours(small)
	w, h := d.size()
	return Measures{Look: look(small, areas, w, h), Animated: animated(d.format, data), Palette: palette(areas)}, nil
}

// area is a colour and the share of the picture that has about this colour.
type area struct {
	colour color.NRGBA
	share  float64
}

// colours counts the colours of a picture, coarsely, the largest area first; the colour of
// an area is the mean of its own.
func colours(img *nrgba) []area {
	type sum struct{ r, g, b, n int }
	sums := map[[3]uint8]sum{}
	b := img.Bounds()
	for y := range b.Dy() {
		row := img.Pix[y*img.Stride : y*img.Stride+4*b.Dx()]
		for x := 0; x < len(row); x += 4 {
			key := [3]uint8{row[x] / step, row[x+1] / step, row[x+2] / step}
			s := sums[key]
			sums[key] = sum{s.r + int(row[x]), s.g + int(row[x+1]), s.b + int(row[x+2]), s.n + 1}
		}
	}
	areas := make([]area, 0, len(sums))
	for _, s := range sums {
		areas = append(areas, area{
			colour: color.NRGBA{uint8(s.r / s.n), uint8(s.g / s.n), uint8(s.b / s.n), 255}, share: float64(s.n) / float64(b.Dx()*b.Dy()),
		})
	}
	slices.SortFunc(areas, func(a, b area) int {
		return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(cssColour(a.colour), cssColour(b.colour)))
	})
	return areas
}

func cssColour(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// palette are the colours of the largest areas, those that are near one another as one.
func palette(areas []area) []string {
	var kept []area
	for _, a := range areas {
		if i := slices.IndexFunc(kept, func(k area) bool { return distance(k.colour, a.colour) < near*near }); i >= 0 {
			kept[i].share += a.share
			continue
		}
		kept = append(kept, a)
	}
	slices.SortStableFunc(kept, func(a, b area) int { return cmp.Compare(b.share, a.share) })
	var out []string
	for _, a := range kept[:min(len(kept), paletteSize)] {
		if a.share >= leastArea || len(out) == 0 {
			out = append(out, cssColour(a.colour))
		}
	}
	return out
}

// distance is the square of how far apart two colours are.
func distance(a, b color.NRGBA) int {
	r, g, bl := int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B)
	return r*r + g*g + bl*bl
}

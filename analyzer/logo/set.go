package logo

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"earshot/analyzer/image"
	"earshot/internal/social"
)

const (
	// version is that of the method; another one looks at all pictures again.
	version = "1"
	// MaxExampleBytes is the largest file of an example, and MaxExamples the most examples of a brand.
	MaxExampleBytes = 4 << 20
	MaxExamples     = 8
	// exampleSide is the longest side at which examples are read, in pixels.
	exampleSide = 1024
)

// Example is a picture of a brand's logo: PNG, JPEG, WebP or GIF.
type Example struct {
	Brand string
	Data  []byte
}

// Answer is a place in a picture of which a person said whether a brand's logo is there.
type Answer struct {
	Brand string
	Data  []byte
	Box   social.Box
	// Yes: it is, and the place is one more example. Else what looks more like it than like
	// the logo is not found any more.
	Yes bool
}

// Check tells why a picture cannot be an example, or nil.
func Check(data []byte) error {
	_, err := read(data, 0)
	return err
}

func read(data []byte, brand int) ([]template, error) {
	if len(data) > MaxExampleBytes {
		return nil, social.Errorf(social.CodeInvalid, "the picture has %d bytes, more than %d", len(data), MaxExampleBytes)
	}
	img, err := image.Transparent(data, exampleSide)
	if err != nil {
		return nil, err
	}
	if b := img.Bounds(); b.Dx() < minExample && b.Dy() < minExample {
		return nil, social.Errorf(social.CodeInvalid, "the picture is %d x %d pixels; a logo needs %d on one side", b.Dx(), b.Dy(), minExample)
	}
	found := templatesOf(img, brand)
	if len(found) == 0 {
		return nil, social.Errorf(social.CodeInvalid, "nothing in the picture stands out from its ground")
	}
	return found, nil
}

// minExample is the least that the longer side of an example may have, in pixels.
const minExample = 32

// Finder looks for the logos of brands in pictures. It is safe for concurrent use.
type Finder struct {
	brands    []string
	templates []template
	rejected  []rejection
	set       string
}

// New is a finder of the logos in examples, which answers make better; without examples it finds nothing. An
// answer whose picture cannot be read, or of a brand without examples, is left out.
func New(examples []Example, answers ...Answer) (*Finder, error) {
	f := &Finder{}
	var sums []string
	for i, e := range examples {
		at := slices.Index(f.brands, e.Brand)
		if at < 0 {
			at, f.brands = len(f.brands), append(f.brands, e.Brand)
		}
		found, err := read(e.Data, at)
		if err != nil {
			return nil, fmt.Errorf("logo: example %d of %s: %w", i+1, e.Brand, err)
		}
		f.templates = append(f.templates, found...)
		sums = append(sums, fmt.Sprintf("%q %x", e.Brand, sha256.Sum256(e.Data)))
	}
	if len(sums) > 0 {
		slices.Sort(sums)
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %q", version, sums))
		f.set = hex.EncodeToString(sum[:8])
	}
	for _, a := range answers {
		if at := slices.Index(f.brands, a.Brand); at >= 0 {
			f.learn(a, at)
		}
	}
	return f, nil
}

// Set names what is looked for, and how: a digest of the examples and of the method's version; empty
// where there are no examples.
func (f *Finder) Set() string { return f.set }

// Find looks for the logos in a picture, and returns them with the surest first.
func (f *Finder) Find(data []byte) ([]social.Logo, error) {
	if len(f.templates) == 0 {
		return nil, nil
	}
	img, err := image.Sized(data, workSide)
	if err != nil {
		return nil, err
	}
	found, scale := look(f.templates, f.rejected, img)
	var out []social.Logo
	w, h := float64(img.Bounds().Dx())*scale, float64(img.Bounds().Dy())*scale
	for _, l := range found {
		if l.score < social.LogoPerhaps {
			continue
		}
		out = append(out, social.Logo{Brand: f.brands[l.brand], Box: boxOf(l.box, w, h), Certainty: float32(l.score), Perhaps: l.score < social.LogoCertain})
	}
	return out, nil
}

// boxOf is the upright rectangle around a place, in thousandths of a picture.
func boxOf(r rectangle, w, h float64) social.Box {
	at := func(v, of float64) int { return int(min(max(v/of*1000+0.5, 0), 1000)) }
	b := social.Box{X: at(r.x0, w), Y: at(r.y0, h)}
	b.W, b.H = at(r.x1, w)-b.X, at(r.y1, h)-b.Y
	return b
}

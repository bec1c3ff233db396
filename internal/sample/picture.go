package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// picture names one drawn illustration; equal pictures have equal bytes.
type picture struct {
	scene string
	// brand is whose name, or logo, is painted; empty in scenes without any.
	brand         string
	variant       int
	width, height int
	format        string // "jpg" or "png"
}

// variants is how many pictures there are of each scene.
const variants = 12

// shapes are the picture sizes in use, phone and camera formats.
var shapes = [...][2]int{{1080, 1080}, {960, 1200}, {1200, 900}, {1200, 675}, {900, 1200}}

// branded are the scenes in which a brand's name is to be read, or its logo to be seen.
var branded = []string{"receipt", "packaging", "storefront", "mug"}

// newPicture is a variant of a scene; the brand is left out where the scene shows none.
func newPicture(scene, brand string, variant int) picture {
	if !slices.Contains(branded, scene) {
		brand = ""
	}
	shape := shapes[(variant*2+len(scene))%len(shapes)]
	format := "jpg"
	if variant%3 == 2 {
		format = "png"
	}
	return picture{scene: scene, brand: brand, variant: variant, width: shape[0], height: shape[1], format: format}
}

// file is the picture's name under /media/.
func (p picture) file() string {
	name := p.scene
	if p.brand != "" {
		name += "-" + strings.ToLower(p.brand)
	}
	return fmt.Sprintf("%s-%02d.%s", name, p.variant, p.format)
}

func (p picture) address(base string) string { return base + "/media/" + p.file() }

func (p picture) preview(base string) string { return base + "/media/small/" + p.file() }

func (p picture) contentType() string {
	if p.format == "png" {
		return "image/png"
	}
	return "image/jpeg"
}

// parsePicture reads a name made by file.
func parsePicture(file string) (picture, bool) {
	name, _, _ := strings.Cut(file, ".")
	parts := strings.Split(name, "-")
	variant, err := strconv.Atoi(parts[len(parts)-1])
	if err != nil || variant < 0 || variant >= variants || painters[parts[0]] == nil {
		return picture{}, false
	}
	for _, brand := range []string{"", northwind, tailspin, contoso} {
		if p := newPicture(parts[0], brand, variant); p.file() == file {
			return p, true
		}
	}
	return picture{}, false
}

// gallery draws pictures when they are first asked for and keeps their bytes.
type gallery struct {
	mu    sync.Mutex
	drawn map[string]*drawing
}

type drawing struct {
	once sync.Once
	data []byte
	err  error
}

func newGallery() *gallery { return &gallery{drawn: make(map[string]*drawing)} }

// pick chooses a picture of the scene; some are shown more often than others.
func (g *gallery) pick(rng *rand.Rand, scene, brand string) picture {
	u := rng.Float64()
	return newPicture(scene, brand, int(u*u*variants))
}

// bytes are the encoded picture, or its half-size preview.
func (g *gallery) bytes(p picture, small bool) ([]byte, error) {
	key := p.file()
	if small {
		key = "small/" + key
		p.width, p.height = p.width/2, p.height/2
	}
	g.mu.Lock()
	d := g.drawn[key]
	if d == nil {
		d = &drawing{}
		g.drawn[key] = d
	}
	g.mu.Unlock()
	d.once.Do(func() { d.data, d.err = p.encode() })
	return d.data, d.err
}

package logo

import (
	stdimage "image"

	"github.com/disintegration/imaging"

	"earshot/analyzer/image"
	"earshot/internal/social"
)

// rejection is what a template was taken for and is not.
type rejection struct {
	template int
	seen     plane
}

// moreAlike is by how much a place must be more like a rejected one than like the logo to be
// rejected, leastAlike how like it must be in any case, and same how like it is for certain.
const moreAlike, leastAlike, same = 0.02, 0.75, 0.97

// learn adds the place of an answer to the templates or to what is rejected.
func (f *Finder) learn(a Answer, brand int) {
	img, err := image.Sized(a.Data, workSide)
	if err != nil {
		return
	}
	if a.Yes {
		if crop := cropped(img, a.Box); crop != nil {
			f.templates = append(f.templates, templatesOf(crop, brand)...)
		}
		return
	}
	p, scale := prepared(img)
	w, h := float64(img.Bounds().Dx())*scale, float64(img.Bounds().Dy())*scale
	at := rectangle{float64(a.Box.X) * w / 1000, float64(a.Box.Y) * h / 1000, float64(a.Box.X+a.Box.W) * w / 1000, float64(a.Box.Y+a.Box.H) * h / 1000}
	points, levels := keypointsOf(p, 0.5*scale, pictureKeypoints), pyramidOf(p)
	for i := range f.templates {
		if f.templates[i].brand != brand {
			continue
		}
		for _, found := range f.templates[i].find(levels, points) {
			if overlap(found.box, at) > 0.5 {
				f.rejected = append(f.rejected, rejection{template: i, seen: found.seen})
			}
		}
	}
}

// cropped is what is within a box; nil where that is next to nothing.
func cropped(img *stdimage.NRGBA, box social.Box) *stdimage.NRGBA {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	r := stdimage.Rect(box.X*w/1000, box.Y*h/1000, (box.X+box.W)*w/1000, (box.Y+box.H)*h/1000).Intersect(img.Bounds())
	if r.Dx() < minExample/2 || r.Dy() < minExample/2 {
		return nil
	}
	return imaging.Crop(img, r)
}

// isRejected tells whether a place is more like one that a person rejected than like the template.
func (t *template) isRejected(index int, f find, rejected []rejection) bool {
	for _, r := range rejected {
		if r.template != index || len(r.seen.pix) != len(f.seen.pix) {
			continue
		}
		sum := float32(0)
		for i, m := range t.fine.mask {
			sum += m * r.seen.pix[i] * f.seen.pix[i]
		}
		if alike := float64(like(sum / t.fine.count)); alike > leastAlike && alike > min(f.evidence.correlation+moreAlike, same) {
			return true
		}
	}
	return false
}

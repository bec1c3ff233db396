package picture

import (
	"context"
	"math"

	"earshot/analyzer/image"
	"earshot/internal/social"
)

const (
	// maxTwins is how many pictures of the same content are looked at.
	maxTwins = 8
	// twinSide is how much of a picture's width one has at least that its text was read in:
	// more is read in a larger one.
	twinSide = 0.8
	// twinProportions is how much the proportions of two may differ.
	twinProportions = 0.02
)

// twin is a stored picture that m is but another encoding or another size of, so that what
// was read in it is to be read in m. A crop, a mirror image, and a picture with other words
// or another number in it are none: the two are compared block by block.
func (w *Worker) twin(ctx context.Context, m social.Media) (social.Media, bool, error) {
	if w.opts.Families == nil || m.Print == nil {
		return social.Media{}, false, nil
	}
	alike, err := w.opts.Families.near(ctx, *m.Print)
	if err != nil {
		return social.Media{}, false, err
	}
	var thumb []byte
	seen := 0
	for _, r := range alike {
		if !r.Whole || r.Mirrored {
			continue
		}
		if seen++; seen > maxTwins {
			break
		}
		other, known, err := w.opts.Index.MediaBySHA(ctx, r.SHA256)
		if err != nil {
			return social.Media{}, false, err
		}
		if !known || !other.Shows() || !sizesAllow(m, other) {
			continue
		}
		if thumb == nil {
			if thumb, _, err = w.opts.Blobs.Get(ctx, m.Thumb); err != nil {
				return social.Media{}, false, nil // it is read for itself
			}
		}
		theirs, _, err := w.opts.Blobs.Get(ctx, other.Thumb)
		if err != nil {
			continue
		}
		if same, err := image.SameDetail(thumb, theirs); err == nil && same {
			return other, true, nil
		}
	}
	return social.Media{}, false, nil
}

// sizesAllow tells whether what is read in other is all that could be read in m.
func sizesAllow(m, other social.Media) bool {
	if m.Width == 0 || m.Height == 0 || other.Width == 0 || other.Height == 0 {
		return false
	}
	own, theirs := float64(m.Width)/float64(m.Height), float64(other.Width)/float64(other.Height)
	return math.Abs(own/theirs-1) <= twinProportions && float64(other.Width) >= twinSide*float64(m.Width)
}

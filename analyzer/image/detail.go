package image

import (
	"math"

	"github.com/disintegration/imaging"
)

const (
	// detailBlock is the side of the blocks that two pictures are compared in, in pixels.
	detailBlock = 8
	// detailNoise is how much blocks differ by compression alone, of 255 on average a pixel;
	// detailShare how much of a block's own contrast that may be where there is more.
	detailNoise, detailShare = 14.0, 0.5
)

// SameDetail tells whether two pictures are one in different encodings or sizes: no block
// of one differs from that of the other by more than compression and scaling make it, at
// the size of the smaller one. Another digit in a line of text makes them two.
func SameDetail(a, b []byte) (bool, error) {
	first, err := decode(a)
	if err != nil {
		return false, err
	}
	second, err := decode(b)
	if err != nil {
		return false, err
	}
	w, h := first.size()
	if ow, oh := second.size(); ow < w {
		w, h = ow, oh
	}
	scale := min(1, float64(ThumbSide)/float64(max(w, h)))
	w, h = max(1, int(float64(w)*scale)), max(1, int(float64(h)*scale))
	x := imaging.Grayscale(imaging.Resize(first.orientation.apply(first.pixels), w, h, imaging.Lanczos))
	y := imaging.Grayscale(imaging.Resize(second.orientation.apply(second.pixels), w, h, imaging.Lanczos))
	for top := 0; top < h; top += detailBlock {
		for left := 0; left < w; left += detailBlock {
			if !sameBlock(x, y, left, top) {
				return false, nil
			}
		}
	}
	return true, nil
}

func sameBlock(x, y *nrgba, left, top int) bool {
	var n, apart, sum, squares float64
	for j := top; j < min(top+detailBlock, x.Rect.Dy()); j++ {
		for i := left; i < min(left+detailBlock, x.Rect.Dx()); i++ {
			u, v := float64(x.Pix[j*x.Stride+4*i]), float64(y.Pix[j*y.Stride+4*i])
			n, apart, sum, squares = n+1, apart+math.Abs(u-v), sum+u, squares+u*u
		}
	}
	contrast := math.Sqrt(max(0, squares/n-sum/n*sum/n))
	return apart/n <= max(detailNoise, detailShare*contrast)
}

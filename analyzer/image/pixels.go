package image

import (
	"image"
	"image/draw"

	"earshot/internal/social"
)

// Sized is Pixels at most side pixels a side. It fails as Inspect does.
func Sized(data []byte, side int) (*image.NRGBA, error) {
	if side < 1 {
		return nil, social.Errorf(social.CodeInvalid, "image: a picture of %d pixels a side", side)
	}
	d, err := decode(data)
	if err != nil {
		return nil, err
	}
	return d.fit(side), nil
}

// Transparent is Sized of a picture whose transparent parts stay so.
func Transparent(data []byte, side int) (*image.NRGBA, error) {
	if side < 1 {
		return nil, social.Errorf(social.CodeInvalid, "image: a picture of %d pixels a side", side)
	}
	frame, canvas, f, err := decodeFrame(data)
	if err != nil {
		return nil, err
	}
	// The decoders of the standard library lay pixels out as imaging expects them once they
	// are drawn; see decode.
	flat := image.NewNRGBA(canvas)
	draw.Draw(flat, canvas, frame, image.Point{}, draw.Src)
	d := decoded{format: f, pixels: flat}
	d.orientation = readOrientation(f, data)
	return d.fit(side), nil
}

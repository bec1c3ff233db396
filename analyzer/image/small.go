package image

import "image"

// Small decodes a picture, scaled down to at most side pixels a side, on white. It fails
// as Inspect does.
func Small(data []byte, side int) (image.Image, error) {
	d, err := decode(data)
	if err != nil {
		return nil, err
	}
	return d.fit(side), nil
}

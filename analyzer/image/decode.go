package image

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"

	"earshot/internal/social"
)

type nrgba = image.NRGBA

// decoded holds a picture's pixels as stored in the file, before the orientation
// is applied: opaque, with transparent parts on white.
type decoded struct {
	format      format
	pixels      *nrgba
	orientation orientation
}

// decode decodes the first frame. It never calls image.Decode or imaging.Decode:
// linking imaging registers a TIFF decoder with them, and a crafted TIFF makes
// imaging panic in a goroutine of its own, where nothing can recover it. For the
// same reason imaging only gets pixels that this function laid out.
func decode(data []byte) (d decoded, err error) {
	if len(data) > MaxBytes {
		return d, social.Errorf(social.CodeInvalid, "the picture has %d bytes, more than %d", len(data), MaxBytes)
	}
	if d.format, err = sniff(data); err != nil {
		return d, err
	}
	defer func() {
		if fault := recover(); fault != nil {
			err = social.Errorf(social.CodeBroken, "the %s decoder gave up: %v", d.format, fault)
		}
	}()
	if d.format == formatWebP {
		if data, err = stillWebP(data); err != nil {
			return d, err
		}
	}
	readConfig, read := d.format.decoders()
	config, err := readConfig(bytes.NewReader(data))
	if err != nil {
		return d, broken(d.format, err)
	}
	if config.Width < 1 || config.Height < 1 {
		return d, social.Errorf(social.CodeBroken, "the %s picture has no pixels", d.format)
	}
	if int64(config.Width)*int64(config.Height) > MaxPixels {
		return d, social.Errorf(social.CodeInvalid, "the picture is %d x %d pixels, more than %d in all", config.Width, config.Height, MaxPixels)
	}
	frame, err := read(bytes.NewReader(data))
	if err != nil {
		return d, broken(d.format, err)
	}
	d.pixels = flatten(frame, image.Rect(0, 0, config.Width, config.Height))
	if d.format == formatJPEG {
		d.orientation = readOrientation(data)
	}
	return d, nil
}

func broken(f format, err error) error {
	return social.Errorf(social.CodeBroken, "the %s picture is damaged: %w", f, err)
}

func (f format) decoders() (func(io.Reader) (image.Config, error), func(io.Reader) (image.Image, error)) {
	switch f {
	case formatJPEG:
		return jpeg.DecodeConfig, jpeg.Decode
	case formatPNG:
		return png.DecodeConfig, png.Decode
	case formatGIF:
		// gif.Decode stops after the first frame; gif.DecodeAll would hold
		// every frame of an animation in memory.
		return gif.DecodeConfig, gif.Decode
	case formatWebP:
		return webp.DecodeConfig, webp.Decode
	default:
		panic(fmt.Sprintf("no decoder for format %q", f))
	}
}

// flatten draws a frame on a white canvas. A frame of a GIF may cover only a
// part of it. The result is opaque, so the premultiplied colours, with which
// image/draw is fast, equal the straight colours of an NRGBA picture.
func flatten(frame image.Image, canvas image.Rectangle) *nrgba {
	flat := image.NewRGBA(canvas)
	draw.Draw(flat, canvas, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, canvas, frame, image.Point{}, draw.Over)
	return &nrgba{Pix: flat.Pix, Stride: flat.Stride, Rect: flat.Rect}
}

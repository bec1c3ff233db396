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
	"runtime"

	"golang.org/x/image/webp"

	"earshot/internal/social"
)

// collectFrom is from how many pixels on memory is made free before a picture is decoded.
const collectFrom = MaxPixels / 4

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
	frame, canvas, f, err := decodeFrame(data)
	if err != nil {
		return decoded{format: f}, err
	}
	d = decoded{format: f, pixels: flatten(frame, canvas)}
	d.orientation = readOrientation(f, data)
	return d, nil
}

// decodeFrame is the first frame, which may cover a part of the canvas only.
func decodeFrame(data []byte) (frame image.Image, canvas image.Rectangle, f format, err error) {
	if len(data) > MaxBytes {
		return nil, canvas, f, social.Errorf(social.CodeInvalid, "the picture has %d bytes, more than %d", len(data), MaxBytes)
	}
	if f, err = sniff(data); err != nil {
		return nil, canvas, f, err
	}
	defer func() {
		if fault := recover(); fault != nil {
			err = social.Errorf(social.CodeBroken, "the %s decoder gave up: %v", f, fault)
		}
	}()
	if f == formatWebP {
		if data, err = stillWebP(data); err != nil {
			return nil, canvas, f, err
		}
	}
	config, err := configOf(f, data)
	if err != nil {
		return nil, canvas, f, err
	}
	if int64(config.Width)*int64(config.Height) > collectFrom {
		// What steps before decoded is garbage of hundreds of megabytes, which would be
		// collected only when there is as much again.
		runtime.GC()
	}
	_, read := f.decoders()
	if frame, err = read(bytes.NewReader(data)); err != nil {
		return nil, canvas, f, broken(f, err)
	}
	return frame, image.Rect(0, 0, config.Width, config.Height), f, nil
}

// configOf reads how large a picture is, and fails where that is nothing or too much.
func configOf(f format, data []byte) (image.Config, error) {
	readConfig, _ := f.decoders()
	config, err := readConfig(bytes.NewReader(data))
	if err != nil {
		return config, broken(f, err)
	}
	if config.Width < 1 || config.Height < 1 {
		return config, social.Errorf(social.CodeBroken, "the %s picture has no pixels", f)
	}
	if int64(config.Width)*int64(config.Height) > MaxPixels {
		return config, social.Errorf(social.CodeInvalid, "the picture is %d x %d pixels, more than %d in all", config.Width, config.Height, MaxPixels)
	}
	return config, nil
}

// Area is how many pixels a picture says it has, so that what decoding takes is known
// before; 0 where it cannot be read or has more than are decoded.
func Area(data []byte) int64 {
	f, err := sniff(data)
	if err == nil && f == formatWebP {
		data, err = stillWebP(data)
	}
	if err != nil {
		return 0
	}
	config, err := configOf(f, data)
	if err != nil {
		return 0
	}
	return int64(config.Width) * int64(config.Height)
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

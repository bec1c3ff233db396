package preview

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"

	"earshot/internal/social"
)

type scene struct {
	width, height       int
	alt, caption, model string
	from, to            color.NRGBA
}

func scenes() []scene {
	return []scene{
		{480, 360, "", "A red paper cup with a star on a snowy bench", "qwen2.5vl", color.NRGBA{196, 82, 60, 255}, color.NRGBA{250, 200, 170, 255}},
		{480, 320, "Opened grinder on a kitchen counter, burr set visible", "", "", color.NRGBA{40, 48, 72, 255}, color.NRGBA{90, 160, 120, 255}},
		{360, 480, "", "", "", color.NRGBA{110, 84, 60, 255}, color.NRGBA{236, 222, 200, 255}},
		{480, 270, "Queue outside a shop, sign partly visible", "", "", color.NRGBA{60, 86, 120, 255}, color.NRGBA{220, 110, 110, 255}},
	}
}

// Pictures are the canned pictures.
type Pictures struct{}

// Get draws the picture named key.
func (Pictures) Get(_ context.Context, key string) ([]byte, string, error) {
	var n int
	if _, err := fmt.Sscanf(key, "scene%d", &n); err != nil || n < 0 || n >= len(scenes()) {
		return nil, "", social.Errorf(social.CodeNotFound, "there is no picture %q", key)
	}
	s := scenes()[n]
	img := image.NewNRGBA(image.Rect(0, 0, s.width, s.height))
	for y := range s.height {
		for x := range s.width {
			t := (float64(x)/float64(s.width) + float64(y)/float64(s.height)) / 2
			if math.Hypot(float64(x-s.width/2), float64(y-s.height/2)) < float64(s.height)/4 {
				t = 1 - t
			}
			mix := func(a, b uint8) uint8 { return uint8(float64(a)*(1-t) + float64(b)*t) }
			img.SetNRGBA(x, y, color.NRGBA{mix(s.from.R, s.to.R), mix(s.from.G, s.to.G), mix(s.from.B, s.to.B), 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		return nil, "", fmt.Errorf("preview: draw: %w", err)
	}
	return out.Bytes(), "image/jpeg", nil
}

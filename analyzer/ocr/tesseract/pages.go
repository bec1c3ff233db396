package tesseract

import (
	"encoding/binary"
	"image"
)

// Tags and types of TIFF 6.0, section 8, as far as they are used.
const (
	tiffWidth, tiffHeight, tiffBits, tiffCompression, tiffPhotometric = 256, 257, 258, 259, 262
	tiffStrip, tiffSamples, tiffRows, tiffStripBytes                  = 273, 277, 278, 279
	tiffShort, tiffLong                                               = 3, 4
)

// pages writes pictures as the pages of one file in grey: a TIFF, which the program reads
// from its input page by page.
func pages(lines []*image.RGBA) []byte {
	out := []byte("II*\x00")
	link := len(out) // where the place of the next page's directory is written
	out = append(out, 0, 0, 0, 0)
	for _, img := range lines {
		w, h := img.Rect.Dx(), img.Rect.Dy()
		strip := len(out)
		out = appendGrey(out, img)
		if len(out)%2 == 1 {
			out = append(out, 0)
		}
		binary.LittleEndian.PutUint32(out[link:], uint32(len(out)))
		fields := [][3]int{
			{tiffWidth, tiffLong, w}, {tiffHeight, tiffLong, h}, {tiffBits, tiffShort, 8}, {tiffCompression, tiffShort, 1}, {tiffPhotometric, tiffShort, 1},
			{tiffStrip, tiffLong, strip}, {tiffSamples, tiffShort, 1}, {tiffRows, tiffLong, h}, {tiffStripBytes, tiffLong, w * h},
		}
		out = binary.LittleEndian.AppendUint16(out, uint16(len(fields)))
		for _, f := range fields {
			out = binary.LittleEndian.AppendUint16(out, uint16(f[0]))
			out = binary.LittleEndian.AppendUint16(out, uint16(f[1]))
			out = binary.LittleEndian.AppendUint32(out, 1)
			out = binary.LittleEndian.AppendUint32(out, uint32(f[2]))
		}
		link = len(out)
		out = append(out, 0, 0, 0, 0)
	}
	return out
}

// appendGrey appends the luma of each pixel (ITU-R BT.601).
func appendGrey(out []byte, img *image.RGBA) []byte {
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride : y*img.Stride+4*img.Rect.Dx()]
		for x := 0; x < len(row); x += 4 {
			out = append(out, uint8((299*int(row[x])+587*int(row[x+1])+114*int(row[x+2]))/1000))
		}
	}
	return out
}

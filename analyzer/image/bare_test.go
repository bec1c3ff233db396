package image_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	stdimage "image"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/image"
)

const secret = "59.3293 N, 18.0686 E"

// segment is a segment of a JPEG.
func segment(marker byte, payload string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(payload)+2)), payload...)
}

// exif is Exif data with an orientation.
func exif(value uint16) string {
	tiff := binary.LittleEndian.AppendUint16([]byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00"), value)
	return string(append(tiff, make([]byte, 6)...))
}

// textChunk is a chunk of a PNG.
func textChunk(name, payload string) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(payload)))
	out = append(append(out, name...), payload...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// TestBare: a picture that is served says nothing of where it was taken, and shows the
// same as before, the same way up.
func TestBare(t *testing.T) {
	jpg := withOrientation(asJPEG(t, corner(40, 24), 90), binary.LittleEndian, "II*\x00", 6)
	png := asPNG(t, corner(40, 24))
	gif := asGIF(t, 8, 8, frame(stdimage.Rect(0, 0, 8, 8), red), frame(stdimage.Rect(0, 0, 8, 8), blue))
	exifed := bytes.Join([][]byte{asWebP(vp8l(8, 8))[12:], chunk("EXIF", []byte(secret)), chunk("XMP ", []byte(secret+" "))}, nil)
	extended := append(chunk("VP8X", []byte{0x0c, 0, 0, 0, 7, 0, 0, 7, 0, 0}), exifed...)
	scans := asJPEG(t, corner(40, 24), 90)
	moving := animatedWebP(16, 8)
	inFrame := bytes.Clone(moving[bytes.Index(moving, []byte("ANMF")):])
	inFrame = append(inFrame, chunk("EXIF", []byte(secret))...)
	binary.LittleEndian.PutUint32(inFrame[4:], uint32(len(inFrame)-8))
	for name, data := range map[string][]byte{
		"a JPEG that tells it behind its scan": bytes.Join([][]byte{scans[:len(scans)-2], segment(0xe1, "Exif\x00\x00"+secret), segment(0xfe, secret), scans[len(scans)-2:]}, nil),
		"a JPEG with fill between segments":    bytes.Join([][]byte{scans[:2], {0xff, 0xff}, segment(0xef, secret), {0xff}, scans[2:]}, nil),
		"a PNG with a chunk of its own":        bytes.Join([][]byte{png[:33], textChunk("caNv", secret), textChunk("prVw", secret), png[33:]}, nil),
		"a turned PNG":                         bytes.Join([][]byte{png[:33], textChunk("eXIf", exif(6)+secret), png[33:]}, nil),
		"a turned WebP":                        asWebP(chunk("VP8X", []byte{0x08, 0, 0, 0, 15, 0, 0, 7, 0, 0}), vp8l(16, 8), chunk("EXIF", []byte("Exif\x00\x00"+exif(8)+secret)), chunk("VEND", []byte(secret))),
		"a frame":                              asWebP(moving[12:bytes.Index(moving, []byte("ANMF"))], inFrame),
		"a JPEG":                               bytes.Join([][]byte{jpg[:2], segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+secret), segment(0xed, secret), segment(0xfe, secret), jpg[2:], []byte(secret)}, nil),
		"a PNG":                                bytes.Join([][]byte{png[:33], textChunk("eXIf", secret), textChunk("tEXt", "where\x00"+secret), png[33:]}, nil),
		"a GIF":                                bytes.Join([][]byte{gif[:len(gif)-1], {0x21, 0xfe, byte(len(secret))}, []byte(secret), {0, 0x3b}, []byte(secret)}, nil),
		"a WebP":                               asWebP(extended),
	} {
		t.Run(name, func(t *testing.T) {
			if !bytes.Contains(data, []byte(secret)) {
				t.Fatal("there is nothing to take out")
			}
			before, after := inspect(t, data), image.Bare(data)
			if bytes.Contains(after, []byte(secret)) {
				t.Error("the place is still in it")
			}
			got := inspect(t, after)
			if diff := cmp.Diff([]any{before.Width, before.Height, before.Perceptual, before.Type, before.Thumb}, []any{got.Width, got.Height, got.Perceptual, got.Type, got.Thumb}); diff != "" {
				t.Error(diff)
			}
			was, err := image.Measure(data)
			if err != nil {
				t.Fatal(err)
			}
			if is, err := image.Measure(after); err != nil || is.Animated != was.Animated {
				t.Errorf("animated %v, was %v: %v", is.Animated, was.Animated, err)
			}
		})
	}
	if got := image.Bare([]byte("<html>")); got != nil {
		t.Errorf("HTML is served: %q", got)
	}
}

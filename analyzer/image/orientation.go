package image

import (
	"bytes"
	"encoding/binary"

	"github.com/disintegration/imaging"
)

// orientation is the Exif tag 0x0112: the transformation from the stored picture
// to the displayed one, 1 (none) to 8. 0 is unknown, which means none.
type orientation uint16

// sideways reports whether width and height are swapped.
func (o orientation) sideways() bool { return o >= 5 && o <= 8 }

func (o orientation) apply(img *nrgba) *nrgba {
	switch o {
	case 2:
		return imaging.FlipH(img)
	case 3:
		return imaging.Rotate180(img)
	case 4:
		return imaging.FlipV(img)
	case 5:
		return imaging.Transpose(img)
	case 6:
		return imaging.Rotate270(img)
	case 7:
		return imaging.Transverse(img)
	case 8:
		return imaging.Rotate90(img)
	default:
		return img
	}
}

// readOrientation reads the tag from a file. A file without one, or with one that cannot be
// read, has orientation 0: the tag is optional. It is in Exif data: the APP1 segment of a
// JPEG that starts with "Exif\0\0", the chunk eXIf of a PNG (third edition, 11.3.4.5), and
// the chunk EXIF of an extended WebP (RFC 9649, 2.7.1.5), where some writers keep the start
// that a JPEG has.
func readOrientation(f format, data []byte) orientation {
	const head = "Exif\x00\x00"
	switch f {
	case formatJPEG:
		for marker, segment := range jpegSegments(data) {
			if marker == markSOS {
				return 0
			}
			if tiff, ok := bytes.CutPrefix(segment[4:], []byte(head)); ok && marker == markAPP1 {
				return tiffOrientation(tiff)
			}
		}
	case formatPNG:
		for name, chunk := range pngChunks(data) {
			if name == "eXIf" && len(chunk) >= 12 {
				return tiffOrientation(chunk[8 : len(chunk)-4])
			}
		}
	case formatWebP:
		extended := false
		for name, chunk := range webpChunks(data) {
			extended = extended || name == "VP8X"
			if name == "EXIF" && extended {
				return tiffOrientation(bytes.TrimPrefix(chunk[8:], []byte(head)))
			}
		}
	}
	return 0
}

// tiffOrientation reads the tag from the first directory of Exif's TIFF
// structure (Exif 2.3, 4.5.2): byte order, 42, the directory's offset; there a
// count and entries of 12 bytes: tag, type, count, value.
func tiffOrientation(tiff []byte) orientation {
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 0
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	const tag, short, entrySize = 0x0112, 3, 12
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < entrySize {
			return 0
		}
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			if o := orientation(order.Uint16(entries[8:])); o >= 1 && o <= 8 {
				return o
			}
			return 0
		}
		entries = entries[entrySize:]
	}
	return 0
}

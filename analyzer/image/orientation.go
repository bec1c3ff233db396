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

// readOrientation reads the tag from a JPEG file. A file without one, or with
// one that cannot be read, has orientation 0: the tag is optional.
//
// The file is a sequence of segments (ITU-T T.81, B.1.1): 0xff, a marker, and a
// length that includes itself. Exif data is the APP1 segment that starts with
// "Exif\0\0"; the compressed picture starts at SOS.
func readOrientation(data []byte) orientation {
	const soi, sos, app1 = 0xd8, 0xda, 0xe1
	if len(data) < 2 || data[0] != 0xff || data[1] != soi {
		return 0
	}
	for rest := data[2:]; len(rest) >= 4 && rest[0] == 0xff; {
		marker := rest[1]
		if marker == 0xff { // fill bytes may precede a marker
			rest = rest[1:]
			continue
		}
		size := int(binary.BigEndian.Uint16(rest[2:]))
		if marker == sos || size < 2 || len(rest) < 2+size {
			return 0
		}
		segment := rest[4 : 2+size]
		if tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok && marker == app1 {
			return tiffOrientation(tiff)
		}
		rest = rest[2+size:]
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

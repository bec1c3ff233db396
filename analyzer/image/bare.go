package image

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Bare returns a picture without what is said about it: where, when, by whom and with
// what it was taken (Exif, XMP, IPTC, comments). How it is to be turned stays. Pixels are
// not touched. What cannot be followed is left out from there on where it is no pixels,
// and a file of another format than those that can be decoded is returned as nil.
func Bare(data []byte) []byte {
	f, err := sniff(data)
	if err != nil {
		return nil
	}
	switch f {
	case formatJPEG:
		return bareJPEG(data)
	case formatPNG:
		return barePNG(data)
	case formatWebP:
		return bareWebP(data)
	case formatGIF:
		return bareGIF(data)
	default:
		return nil
	}
}

// bareJPEG keeps the segments that decoding needs (ITU-T T.81, B.1.1): of the application's
// own JFIF (APP0), a colour profile (APP2) and Adobe's colour transform (APP14).
func bareJPEG(data []byte) []byte {
	const sos, app0, app2, app14, app15, com = 0xda, 0xe0, 0xe2, 0xee, 0xef, 0xfe
	out := append(make([]byte, 0, len(data)), data[:2]...)
	if o := readOrientation(data); o > 1 {
		out = append(out, orientationSegment(o)...)
	}
	for rest := data[2:]; len(rest) >= 4 && rest[0] == 0xff; {
		marker := rest[1]
		if marker == 0xff {
			rest = rest[1:]
			continue
		}
		size := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if marker == sos {
			return append(out, untilEnd(rest)...)
		}
		if size < 4 || len(rest) < size {
			return out
		}
		segment := rest[:size]
		isProfile := marker == app2 && bytes.HasPrefix(segment[4:], []byte("ICC_PROFILE\x00"))
		if told := marker >= app0 && marker <= app15 || marker == com; !told || marker == app0 || marker == app14 || isProfile {
			out = append(out, segment...)
		}
		rest = rest[size:]
	}
	return out
}

// untilEnd is the data up to the mark of the picture's end: what follows, as further
// pictures of a camera, has its own Exif.
func untilEnd(data []byte) []byte {
	if i := bytes.Index(data, []byte("\xff\xd9")); i >= 0 {
		return data[:i+2]
	}
	return data
}

// orientationSegment is Exif data that says nothing but how to turn the picture.
func orientationSegment(o orientation) []byte {
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	exif = binary.BigEndian.AppendUint16(exif, uint16(o))
	exif = append(exif, 0, 0, 0, 0, 0, 0)
	return append(binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2)), exif...)
}

// barePNG drops the chunks of text, time and Exif (PNG, third edition, 11.3).
func barePNG(data []byte) []byte {
	told := []string{"tEXt", "zTXt", "iTXt", "tIME", "eXIf"}
	out := append(make([]byte, 0, len(data)), data[:8]...)
	for at := 8; at+12 <= len(data); {
		end := min(int64(at)+12+int64(binary.BigEndian.Uint32(data[at:])), int64(len(data)))
		name := string(data[at+4 : at+8])
		if !slices.Contains(told, name) {
			out = append(out, data[at:end]...)
		}
		if at = int(end); name == "IEND" {
			break
		}
	}
	return out
}

// bareWebP drops the chunks of Exif and XMP, and the flags that announce them (RFC 9649, 2.7).
func bareWebP(data []byte) []byte {
	const exifFlag, xmpFlag = 0x08, 0x04
	var chunks []byte
	for at := 12; at+8 <= len(data); {
		size := int64(binary.LittleEndian.Uint32(data[at+4:]))
		end := min(int64(at)+8+size+size&1, int64(len(data)))
		chunk := slices.Clone(data[at:end])
		switch name := string(chunk[:4]); {
		case name == "EXIF" || name == "XMP ":
			chunk = nil
		case name == "VP8X" && len(chunk) > 8:
			chunk[8] &^= exifFlag | xmpFlag
		}
		chunks = append(chunks, chunk...)
		at = int(end)
	}
	return riff(chunks)
}

// bareGIF drops comments and the extensions of applications but that which says how often
// it is repeated (GIF89a, sections 24 and 26).
func bareGIF(data []byte) []byte {
	const header, extension, descriptor, comment, application = 13, 0x21, 0x2c, 0xfe, 0xff
	if len(data) < header {
		return data
	}
	at := min(header+colourTable(data[10]), len(data))
	out := append(make([]byte, 0, len(data)), data[:at]...)
	for at+2 <= len(data) {
		end := 0
		switch data[at] {
		case extension:
			end = afterBlocks(data, at+2)
		case descriptor:
			if at+10 > len(data) {
				return append(out, data[at:]...)
			}
			end = afterBlocks(data, at+10+colourTable(data[at+9])+1)
		default:
			return append(out, 0x3b)
		}
		end = min(end, len(data))
		block := data[at:end]
		repeats := bytes.Contains(block[:min(len(block), 16)], []byte("NETSCAPE2.0"))
		if !(block[0] == extension && (block[1] == comment || block[1] == application && !repeats)) {
			out = append(out, block...)
		}
		at = end
	}
	return append(out, 0x3b)
}

package image

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
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

// bareJPEG keeps the segments that decoding needs (ITU-T T.81, B.1.1), wherever in the file
// they are: of the application's own JFIF (APP0), a colour profile (APP2) and Adobe's colour
// transform (APP14). What follows the end, as further pictures of a camera, goes.
func bareJPEG(data []byte) []byte {
	out := append(make([]byte, 0, len(data)), data[:2]...)
	if o := readOrientation(formatJPEG, data); o > 1 {
		exif := append([]byte("Exif\x00\x00"), orientationTIFF(o)...)
		out = append(binary.BigEndian.AppendUint16(append(out, 0xff, markAPP1), uint16(len(exif)+2)), exif...)
	}
	for marker, segment := range jpegSegments(data) {
		isProfile := marker == markAPP2 && bytes.HasPrefix(segment[4:], []byte("ICC_PROFILE\x00"))
		if told := marker >= markAPP0 && marker <= markAPP15 || marker == markCOM; !told || marker == markAPP0 || marker == markAPP14 || isProfile {
			out = append(out, segment...)
		}
	}
	return append(out, 0xff, markEOI)
}

// orientationTIFF is Exif data that says nothing but how to turn the picture.
func orientationTIFF(o orientation) []byte {
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	return append(binary.BigEndian.AppendUint16(tiff, uint16(o)), 0, 0, 0, 0, 0, 0)
}

// barePNG keeps the chunks that pixels, colours and animation need (PNG, third edition, 11):
// any other may tell something.
func barePNG(data []byte) []byte {
	needed := []string{
		"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT",
		"acTL", "fcTL", "fdAT",
	}
	out := append(make([]byte, 0, len(data)), data[:8]...)
	for name, chunk := range pngChunks(data) {
		if name == "IDAT" && !bytes.Contains(out[8:], []byte("IDAT")) {
			out = append(out, exifPNG(readOrientation(formatPNG, data))...)
		}
		if slices.Contains(needed, name) {
			out = append(out, chunk...)
		}
	}
	return out
}

// exifPNG is the chunk that says how to turn a picture, nothing where it is not turned.
func exifPNG(o orientation) []byte {
	if o <= 1 {
		return nil
	}
	tiff := orientationTIFF(o)
	chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(tiff))), "eXIf"...)
	chunk = append(chunk, tiff...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
}

// bareWebP keeps the chunks that pixels, colours and animation need, and the flags that
// announce them (RFC 9649, 2.7).
func bareWebP(data []byte) []byte {
	const exifFlag, xmpFlag = 0x08, 0x04
	needed := []string{"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"}
	turned := readOrientation(formatWebP, data)
	var chunks []byte
	for name, chunk := range webpChunks(data) {
		if !slices.Contains(needed, name) {
			continue
		}
		if chunk = slices.Clone(chunk); int64(binary.LittleEndian.Uint32(chunk[4:])) > int64(len(chunk)-8) { // it is cut short
			binary.LittleEndian.PutUint32(chunk[4:], uint32(len(chunk)-8))
			chunk = append(chunk, make([]byte, len(chunk)%2)...)
		}
		if name == "ANMF" {
			chunk = bareFrame(chunk)
		}
		if name == "VP8X" && len(chunk) > 8 {
			chunk[8] &^= exifFlag | xmpFlag
			if turned > 1 {
				chunk[8] |= exifFlag
			}
		}
		chunks = append(chunks, chunk...)
	}
	if turned > 1 {
		tiff := orientationTIFF(turned)
		chunks = binary.LittleEndian.AppendUint32(append(chunks, "EXIF"...), uint32(len(tiff)))
		chunks = append(chunks, tiff...)
	}
	return riff(chunks)
}

// bareFrame is a frame of an animation with its pixels alone: 16 bytes about it, then chunks.
func bareFrame(chunk []byte) []byte {
	const head = 8 + 16
	if len(chunk) < head {
		return nil
	}
	out := slices.Clone(chunk[:head])
	// The chunks of a frame begin where those of a file would 12 bytes after its start.
	for name, part := range webpChunks(chunk[head-12:]) {
		if name == "VP8 " || name == "VP8L" || name == "ALPH" {
			out = append(out, part...)
		}
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
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
			end = afterExtension(data, at)
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

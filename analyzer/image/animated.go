package image

import (
	"bytes"
	"encoding/binary"
)

// animated tells whether a file has more than one frame. It walks over the file's blocks
// and decodes nothing; a file that is cut short has the frames that are there.
func animated(f format, data []byte) bool {
	switch f {
	case formatGIF:
		return gifFrames(data) > 1
	case formatPNG:
		return hasAnimation(data)
	case formatWebP:
		return len(data) >= 30 && string(data[12:16]) == "VP8X" && data[20]&0x02 != 0
	default:
		return false
	}
}

// gifFrames counts the images of a GIF, two at the most (GIF89a, sections 18 to 27).
func gifFrames(data []byte) int {
	const header, trailer, extension, descriptor = 13, 0x3b, 0x21, 0x2c
	if len(data) < header {
		return 0
	}
	at := header + colourTable(data[10])
	frames := 0
	for at < len(data) && frames < 2 {
		switch data[at] {
		case extension:
			at = afterExtension(data, at)
		case descriptor:
			if at+10 > len(data) {
				return frames
			}
			frames++
			at = afterBlocks(data, at+10+colourTable(data[at+9])+1)
		case trailer:
			return frames
		default:
			return frames
		}
	}
	return frames
}

// colourTable is the size of the table that a packed field of a GIF announces.
func colourTable(packed byte) int {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (packed&0x07 + 1)
}

// afterExtension is the place behind an extension. The first block of a plain text and that
// of an application have their sizes, whatever they say: an empty one ends nothing.
func afterExtension(data []byte, at int) int {
	const text, application = 0x01, 0xff
	start := at + 2
	if start < len(data) {
		switch data[at+1] {
		case text:
			start += 13
		case application:
			start += 1 + int(data[start])
		}
	}
	return afterBlocks(data, start)
}

// afterBlocks is the place behind a chain of blocks that ends with an empty one.
func afterBlocks(data []byte, at int) int {
	for at < len(data) && data[at] != 0 {
		at += 1 + int(data[at])
	}
	return at + 1
}

// hasAnimation tells whether a PNG has the chunk that makes it one of frames, before its
// data (PNG, third edition, 11.3.6.1).
func hasAnimation(data []byte) bool {
	for at := 8; at+8 <= len(data); {
		size, name := int64(binary.BigEndian.Uint32(data[at:])), data[at+4:at+8]
		if bytes.Equal(name, []byte("acTL")) {
			return at+16 <= len(data) && binary.BigEndian.Uint32(data[at+8:]) > 1
		}
		if bytes.Equal(name, []byte("IDAT")) || size > int64(len(data)) {
			return false
		}
		at += 12 + int(size)
	}
	return false
}

package image

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// Markers of a JPEG (ITU-T T.81, B.1.1.3).
const (
	markSOI, markEOI, markSOS     = 0xd8, 0xd9, 0xda
	markRST0, markRST7            = 0xd0, 0xd7
	markAPP0, markAPP1, markAPP2  = 0xe0, 0xe1, 0xe2
	markAPP14, markAPP15, markCOM = 0xee, 0xef, 0xfe
)

// jpegSegments are the segments of a JPEG behind its beginning, each with its marker and
// length, and what lies between them: a scan is its segment and the compressed data behind
// it. What is no segment is left out, and so is what follows the mark of the end.
func jpegSegments(data []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		for at := min(2, len(data)); at+4 <= len(data); {
			marker := data[at+1]
			if data[at] != 0xff || marker == 0xff || marker == 0 || marker >= markRST0 && marker <= markRST7 {
				at++ // fill bytes, and what decoders pass over
				continue
			}
			size := int(binary.BigEndian.Uint16(data[at+2:]))
			end := at + 2 + size
			if marker == markEOI || size < 2 || end > len(data) {
				return
			}
			if marker == markSOS {
				end = afterScan(data, end)
			}
			if !yield(marker, data[at:end]) {
				return
			}
			at = end
		}
	}
}

// afterScan is the place of the marker behind compressed data, in which 0xff is followed by
// 0 or by a restart's mark (ITU-T T.81, B.1.1.5).
func afterScan(data []byte, at int) int {
	for at < len(data) {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 || at+i+1 >= len(data) {
			return len(data)
		}
		at += i
		if next := data[at+1]; next != 0 && next != 0xff && !(next >= markRST0 && next <= markRST7) {
			return at
		}
		at++
	}
	return len(data)
}

// pngChunks are the chunks of a PNG up to the last one, whole, by their names. One that is
// cut short ends the file.
func pngChunks(data []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for at := 8; at+12 <= len(data); {
			end := int(min(int64(at)+12+int64(binary.BigEndian.Uint32(data[at:])), int64(len(data))))
			name := string(data[at+4 : at+8])
			if !yield(name, data[at:end]) || name == "IEND" {
				return
			}
			at = end
		}
	}
}

// webpChunks are the chunks of a WebP, each with its head and the byte that makes it even.
func webpChunks(data []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for at := 12; at+8 <= len(data); {
			size := int64(binary.LittleEndian.Uint32(data[at+4:]))
			end := int(min(int64(at)+8+size+size&1, int64(len(data))))
			if !yield(string(data[at:at+4]), data[at:end]) {
				return
			}
			at = end
		}
	}
}

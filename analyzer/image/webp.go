package image

import (
	"encoding/binary"

	"earshot/internal/social"
)

// stillWebP returns the bytes of a still picture: data itself, or the first
// frame of an animation, whose container x/image/webp does not read, in a
// container of its own (the WebP Container Specification, RFC 9649, 2.7).
func stillWebP(data []byte) ([]byte, error) {
	const animated = 0x02
	if len(data) < 30 || string(data[12:16]) != "VP8X" || data[20]&animated == 0 {
		return data, nil
	}
	for at := 12; at+8 <= len(data); {
		name := string(data[at : at+4])
		size := int64(binary.LittleEndian.Uint32(data[at+4:]))
		start := int64(at + 8)
		if size > int64(len(data))-start {
			break
		}
		if name == "ANMF" {
			return frame(data[start : start+size])
		}
		at = int(start + size + size&1)
	}
	return nil, social.Errorf(social.CodeBroken, "the WebP animation has no frame")
}

// frame wraps the payload of an ANMF chunk: 16 bytes about the frame, the
// width and height less one at offsets 6 and 9, then the frame's own chunks.
func frame(payload []byte) ([]byte, error) {
	const head = 16
	if len(payload) < head+8 {
		return nil, social.Errorf(social.CodeBroken, "the WebP animation's first frame is cut short")
	}
	chunks := payload[head:]
	if string(chunks[:4]) != "ALPH" {
		return riff(chunks), nil
	}
	// A frame with an alpha channel beside its colours needs the extended header.
	const alpha = 0x10
	extended := append([]byte("VP8X\x0a\x00\x00\x00"), alpha, 0, 0, 0)
	extended = append(extended, payload[6:12]...)
	return riff(append(extended, chunks...)), nil
}

func riff(chunks []byte) []byte {
	out := append(make([]byte, 0, 12+len(chunks)), "RIFF"...)
	out = binary.LittleEndian.AppendUint32(out, uint32(4+len(chunks)))
	out = append(out, "WEBP"...)
	return append(out, chunks...)
}

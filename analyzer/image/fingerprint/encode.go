package fingerprint

import (
	"encoding/binary"
	"math"

	"earshot/internal/social"
)

// pointBytes is how many bytes a point is written in, headBytes how many come before them.
const (
	pointBytes = 3*4 + 8 + 1
	headBytes  = 1 + 8 + 2*4 + gridSide*gridSide
)

// Encode writes a fingerprint; Decode reads it. What is compared is always what was
// decoded, so that a picture is the same for every process.
func (f Fingerprint) Encode() []byte {
	if f.Flat() {
		return []byte{Scheme}
	}
	b := make([]byte, 0, headBytes+len(f.Points)*pointBytes)
	b = append(b, Scheme)
	b = binary.LittleEndian.AppendUint64(b, f.Whole)
	b = appendFloat(appendFloat(b, f.Width), f.Height)
	b = append(b, f.Grey[:]...)
	for _, p := range f.Points {
		b = appendFloat(appendFloat(appendFloat(b, p.X), p.Y), p.Size)
		b = binary.LittleEndian.AppendUint64(b, p.Hash)
		if p.Mirrored {
			b = append(b, 1)
		} else {
			b = append(b, 0)
		}
	}
	return b
}

func appendFloat(b []byte, v float64) []byte {
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v)))
}

func float(b []byte) float64 { return float64(math.Float32frombits(binary.LittleEndian.Uint32(b))) }

// Decode reads what Encode wrote. The error has social.CodeBroken for anything else, and
// for another scheme.
func Decode(b []byte) (Fingerprint, error) {
	var f Fingerprint
	if len(b) == 0 || b[0] != Scheme {
		return f, social.Errorf(social.CodeBroken, "fingerprint: not of scheme %d", Scheme)
	}
	if len(b) == 1 {
		return f, nil
	}
	if len(b) < headBytes || (len(b)-headBytes)%pointBytes != 0 {
		return f, social.Errorf(social.CodeBroken, "fingerprint: %d bytes are none", len(b))
	}
	f.Whole, f.Width, f.Height = binary.LittleEndian.Uint64(b[1:]), float(b[9:]), float(b[13:])
	copy(f.Grey[:], b[17:headBytes])
	for at := headBytes; at < len(b); at += pointBytes {
		f.Points = append(f.Points, Point{
			X: float(b[at:]), Y: float(b[at+4:]), Size: float(b[at+8:]),
			Hash: binary.LittleEndian.Uint64(b[at+12:]), Mirrored: b[at+20] != 0,
		})
	}
	return f, nil
}

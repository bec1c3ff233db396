package sound

import (
	"encoding/binary"
	"time"
)

// The formats of samples in WAV files (mmreg.h) that are as many bytes as their number says.
const (
	wavePCM, waveFloat, waveALaw, waveMuLaw = 1, 3, 6, 7
	// waveFurther says that the format stands in an extension.
	waveFurther = 0xfffe
)

// wave is the length of all that follows the beginning of the samples in a WAV file, whatever
// the header says of how much of it is sound: some players believe that and others do not.
func wave(data []byte) time.Duration {
	var rate uint64
	for at := 12; at+8 <= len(data); {
		length := int(binary.LittleEndian.Uint32(data[at+4:]))
		body := data[at+8:]
		switch string(data[at : at+4]) {
		case "fmt ":
			told := waveRate(body[:max(0, min(length, len(body)))])
			if rate = told; rate == 0 {
				return 0
			}
		case "data":
			return seconds(uint64(len(body)), rate)
		}
		if length < 0 || length > len(body) {
			return 0
		}
		at += 8 + length + length&1
	}
	return 0
}

// waveRate is the least number of bytes a second that the format of a WAV file may mean, as
// players go by its different parts; 0 where samples are compressed, which only a decoder
// counts.
func waveRate(format []byte) uint64 {
	if len(format) < 16 {
		return 0
	}
	word := func(at int) uint64 { return uint64(binary.LittleEndian.Uint16(format[at:])) }
	kind := word(0)
	if kind == waveFurther && len(format) >= 26 {
		kind = word(24)
	}
	switch kind {
	case wavePCM, waveFloat, waveALaw, waveMuLaw:
	default:
		return 0
	}
	samples := uint64(binary.LittleEndian.Uint32(format[4:]))
	rate := uint64(binary.LittleEndian.Uint32(format[8:]))
	for _, by := range []uint64{samples * word(12), samples * word(2) * word(14) / 8} { // the bytes of all channels, and the bits of each
		if by > 0 {
			rate = min(rate, by)
		}
	}
	return rate
}

package sound

import (
	"encoding/binary"
	"time"
)

// silenceRate is how many samples a second silence has.
const silenceRate = 16000

// Silence is a WAV file in which nothing is heard, with samples of 16 bits.
func Silence(length time.Duration) []byte {
	size := uint32(2 * silenceRate * length.Seconds())
	b := binary.LittleEndian.AppendUint32([]byte("RIFF"), 36+size)
	b = append(b, "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"...)
	b = binary.LittleEndian.AppendUint32(b, silenceRate)
	b = binary.LittleEndian.AppendUint32(b, 2*silenceRate)
	b = append(b, 2, 0, 16, 0)
	b = binary.LittleEndian.AppendUint32(append(b, "data"...), size)
	return append(b, make([]byte, size)...)
}

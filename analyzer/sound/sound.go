// Package sound tells the format of a recording, and how long it is, by its bytes, without
// decoding it: WAV (RIFF), MP3 (ISO 11172-3), MP4 (ISO 14496-12), Ogg (RFC 3533) and FLAC (RFC
// 9639). The bytes are hostile.
package sound

import (
	"bytes"
	"encoding/binary"
	"time"

	"earshot/internal/social"
)

// Longest is the longest recording that is believed.
const Longest = 24 * time.Hour

// Format is how a recording is encoded.
type Format struct {
	// Name ends its file name, Type is its MIME type.
	Name, Type string
}

// Measure is the format and length of a recording. The error has social.CodeBroken, or
// CodeInvalid for a format whose length is not read here.
func Measure(data []byte) (Format, time.Duration, error) {
	var f Format
	var length time.Duration
	switch {
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WAVE":
		f, length = Format{"wav", "audio/wav"}, wave(data)
	case len(data) >= 12 && string(data[4:8]) == "ftyp":
		f, length = Format{"mp4", "video/mp4"}, movie(data)
		if brand := string(data[8:11]); brand == "M4A" {
			f = Format{"m4a", "audio/mp4"}
		}
	case bytes.HasPrefix(data, []byte("OggS")):
		f, length = Format{"ogg", "audio/ogg"}, ogg(data)
	case bytes.HasPrefix(data, []byte("fLaC")):
		f, length = Format{"flac", "audio/flac"}, flac(data)
	case bytes.HasPrefix(data, []byte{0x1a, 0x45, 0xdf, 0xa3}):
		return Format{"webm", "video/webm"}, 0, social.Errorf(social.CodeInvalid, "sound: it is WebM or Matroska, whose length is not read")
	case bytes.HasPrefix(data, []byte("ID3")), len(data) > 1 && data[0] == 0xff && data[1]&0xe0 == 0xe0:
		if isADTS(data[tagSize(data):]) {
			return Format{"aac", "audio/aac"}, 0, social.Errorf(social.CodeInvalid, "sound: it is AAC in ADTS frames, whose length is not read")
		}
		f, length = Format{"mp3", "audio/mpeg"}, mpeg(data)
	default:
		return Format{}, 0, social.Errorf(social.CodeBroken, "sound: it is no recording in a known format")
	}
	if length <= 0 || length > Longest {
		return f, 0, social.Errorf(social.CodeBroken, "sound: it does not tell how long it is, or more than a day")
	}
	return f, length, nil
}

// seconds is n of so many a second; what is longer than Longest is little longer.
func seconds(n, rate uint64) time.Duration {
	if rate == 0 {
		return 0
	}
	if n/rate > uint64(Longest/time.Second) {
		return Longest + time.Second
	}
	return time.Duration(float64(n) / float64(rate) * float64(time.Second))
}

// flac reads STREAMINFO.
func flac(data []byte) time.Duration {
	if len(data) < 8+18 || data[4]&0x7f != 0 {
		return 0
	}
	packed := binary.BigEndian.Uint64(data[8+10:])
	return seconds(packed&(1<<36-1), packed>>44)
}

// ogg reads the highest granule position of all pages, at the rate of its codec.
func ogg(data []byte) time.Duration {
	head := data[:min(len(data), 512)]
	rate := uint64(0)
	if bytes.Contains(head, []byte("OpusHead")) {
		rate = 48000 // whatever it was recorded at (RFC 7845, 4)
	} else if i := bytes.Index(head, []byte("\x01vorbis")); i >= 0 && i+16 <= len(head) {
		rate = uint64(binary.LittleEndian.Uint32(head[i+12:]))
	}
	highest := uint64(0)
	for {
		at := bytes.Index(data, []byte("OggS"))
		if at < 0 || at+14 > len(data) {
			return seconds(highest, rate)
		}
		if granule := binary.LittleEndian.Uint64(data[at+6:]); granule != 1<<64-1 { // no packet ends on it
			highest = max(highest, granule)
		}
		data = data[at+14:]
	}
}

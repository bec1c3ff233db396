package sound

import "time"

// The bit rates, in kbit/s, of MPEG-1 and MPEG-2 layer III, and the rates of samples.
var (
	rates1      = [16]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0}
	rates2      = [16]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0}
	sampleRates = [4]int{44100, 48000, 32000, 0}
)

// leastRow is how many frames in a row are no chance.
const leastRow = 3

// tagSize is the size of the ID3 tag before a sound, as far as there is so much.
func tagSize(data []byte) int {
	if len(data) < 10 || string(data[:3]) != "ID3" {
		return 0
	}
	return min(10+int(data[6]&0x7f)<<21+int(data[7]&0x7f)<<14+int(data[8]&0x7f)<<7+int(data[9]&0x7f), len(data))
}

// isADTS tells whether data begins as AAC does (ISO 13818-7, 6.2): much like MP3, but for the
// layer, which is 0.
func isADTS(data []byte) bool { return len(data) > 1 && data[0] == 0xff && data[1]&0xf6 == 0xf0 }

// mpeg sums up the frames of an MP3 file, with those of a cut end, and those that a tag hides
// by saying that it is larger than it is. It is 0 where most is no frames: what is found in
// something else tells nothing of it.
func mpeg(data []byte) (length time.Duration) {
	tag := tagSize(data)
	length, sound := rows(data[:tag]), 0
	rest := data[tag:]
	for len(rest) >= 4 {
		size, took := frame(rest)
		if size == 0 {
			rest = rest[1:] // until the next one begins
			continue
		}
		size = min(size, len(rest))
		length, sound = length+took, sound+size
		rest = rest[size:]
	}
	if 2*sound < len(data)-tag {
		return 0
	}
	return length
}

// rows sums up the frames that come in rows; a single one may be a part of a picture.
func rows(data []byte) (length time.Duration) {
	for len(data) >= 4 {
		row, sum, rest := 0, time.Duration(0), data
		for len(rest) >= 4 {
			size, took := frame(rest)
			if size == 0 {
				break
			}
			row, sum, rest = row+1, sum+took, rest[min(size, len(rest)):]
		}
		if row < leastRow {
			data = data[1:]
			continue
		}
		length, data = length+sum, rest
	}
	return length
}

// frame is the size in bytes and the length of the frame of layer III that data begins with;
// 0 where it does not.
func frame(data []byte) (size int, took time.Duration) {
	version, layer := data[1]>>3&3, data[1]>>1&3
	if data[0] != 0xff || data[1]&0xe0 != 0xe0 || version == 1 || layer != 1 {
		return 0, 0
	}
	bits, rate, samples := rates2[data[2]>>4], sampleRates[data[2]>>2&3], 576
	switch version {
	case 3: // MPEG-1
		bits, samples = rates1[data[2]>>4], 1152
	case 2: // MPEG-2
		rate /= 2
	case 0: // MPEG-2.5
		rate /= 4
	}
	if bits == 0 || rate == 0 {
		return 0, 0
	}
	return samples/8*bits*1000/rate + int(data[2]>>1&1), time.Duration(samples) * time.Second / time.Duration(rate)
}

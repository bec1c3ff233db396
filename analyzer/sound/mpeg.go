package sound

import "time"

// The bit rates, in kbit/s, of MPEG-1 and MPEG-2 layer III, and the rates of samples.
var (
	rates1      = [16]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0}
	rates2      = [16]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0}
	sampleRates = [4]int{44100, 48000, 32000, 0}
)

// mpeg sums up the frames of an MP3 file, with those of a cut end.
func mpeg(data []byte) (length time.Duration) {
	if len(data) >= 10 && string(data[:3]) == "ID3" {
		size := 10 + int(data[6]&0x7f)<<21 + int(data[7]&0x7f)<<14 + int(data[8]&0x7f)<<7 + int(data[9]&0x7f)
		data = data[min(size, len(data)):]
	}
	for len(data) >= 4 {
		size, took := frame(data)
		if size == 0 {
			data = data[1:] // until the next one begins
			continue
		}
		length += took
		data = data[min(size, len(data)):]
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

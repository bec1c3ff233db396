package sound

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"earshot/internal/social"
)

// tone is a WAV file of silence.
func tone(seconds int) []byte {
	b := []byte("RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	b = binary.LittleEndian.AppendUint32(b, 8000)
	b = binary.LittleEndian.AppendUint32(b, 8000)
	b = append(b, 1, 0, 8, 0)
	b = binary.LittleEndian.AppendUint32(append(b, "data"...), uint32(8000*seconds))
	return append(b, make([]byte, 8000*seconds)...)
}

func mp4(scale, length uint32) []byte {
	body := binary.BigEndian.AppendUint32(make([]byte, 12), scale)
	body = append(binary.BigEndian.AppendUint32(body, length), make([]byte, 80)...)
	wrap := func(kind string, body []byte) []byte {
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), kind...), body...)
	}
	return append(wrap("ftyp", []byte("isom\x00\x00\x00\x00")), wrap("moov", wrap("mvhd", body))...)
}

func wrap(kind string, body ...[]byte) []byte {
	all := bytes.Join(body, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(all))), kind...), all...)
}

func words(of ...uint32) (b []byte) {
	for _, w := range of {
		b = binary.BigEndian.AppendUint32(b, w)
	}
	return b
}

// TestMeasureLies: a header that says less than there is does not count.
func TestMeasureLies(t *testing.T) {
	ftyp, mdhd := wrap("ftyp", []byte("isom\x00\x00\x00\x00")), wrap("mdhd", words(0, 0, 0, 1000, 1000, 0))
	tkhd := wrap("tkhd", words(0, 0, 0, 7, 0))
	mp4a := append(append(words(0, 1, 40), "mp4a"...), words(0, 0, 0, 0, 0, 0, 16000<<16)...)
	table := func(boxes ...[]byte) []byte {
		return append(ftyp, wrap("moov", wrap("trak", tkhd, wrap("mdia", mdhd, wrap("minf", wrap("stbl", boxes...)))), wrap("mvex", wrap("trex", words(0, 7, 1, 20))))...)
	}
	moof := func(boxes ...[]byte) []byte {
		return append(table(), wrap("moof", wrap("traf", append([][]byte{wrap("tfhd", words(0, 7))}, boxes...)...))...)
	}
	slow := tone(10)
	binary.LittleEndian.PutUint32(slow[28:], 80000) // bytes a second
	fast, short, unsaid, packed := tone(10), tone(10), tone(10), tone(10)
	copy(fast[28:34], "\xff\xff\xff\xff\xff\xff") // bytes a second, and of all channels
	binary.LittleEndian.PutUint32(short[40:], 8000)
	binary.LittleEndian.PutUint32(unsaid[40:], 0)
	packed[20] = 0x55 // MP3 in WAV
	tagged := mp3(100)
	copy(tagged[6:], "\x00\x02\x3b\x7f") // the tag ends with the last frame but few
	page := func(granule uint64) []byte {
		return append(binary.LittleEndian.AppendUint64([]byte("OggS\x00\x00"), granule), "OpusHead            "...)
	}
	for name, c := range map[string]struct {
		data []byte
		want time.Duration
	}{
		"header alone": {table(), time.Second},
		"stts":         {table(wrap("stts", words(0, 2, 50, 1000, 1, 10_000))), time.Minute},
		"stsz":         {table(wrap("stsd", mp4a), wrap("stts", words(0, 1, 1, 1)), wrap("stsz", words(0, 0, 625))), 40 * time.Second},
		"trex":         {moof(wrap("trun", words(0, 500))), 10 * time.Second},
		"trun":         {moof(wrap("trun", words(0x301, 2, 0, 9000, 1, 8000, 1))), 17 * time.Second},
		"wav":          {slow, 10 * time.Second}, "wav of large samples": {fast, 10 * time.Second},
		"wav that goes on": {short, 10 * time.Second}, "wav of unknown length": {unsaid, 10 * time.Second},
		"mp3 in a tag": {tagged, 100 * (1152 * time.Second / 44100)},
		"ogg":          {slices.Concat(page(0), page(48000*9), page(48000), page(1<<64-1)), 9 * time.Second},
	} {
		if _, length, err := Measure(c.data); err != nil || length != c.want {
			t.Errorf("%s: %v, %v, want %v", name, length, err, c.want)
		}
	}
	if _, length, err := Measure(table(wrap("stts", words(0, 1, 1<<31, 1<<31)))); social.CodeOf(err) != social.CodeBroken {
		t.Errorf("endless: %v, %v", length, err)
	}
	if _, length, err := Measure(packed); social.CodeOf(err) != social.CodeBroken {
		t.Errorf("MP3 in WAV: %v, %v", length, err)
	}
}

func mp3(frames int) []byte {
	data := []byte("ID3\x04\x00\x00\x00\x00\x00\x05hello")
	for range frames { // MPEG-1 layer III, 128 kbit/s, 44.1 kHz
		data = append(data, append([]byte{0xff, 0xfb, 0x90, 0x00}, make([]byte, 413)...)...)
	}
	return data
}

func TestMeasure(t *testing.T) {
	opus := append([]byte("OggS\x00\x02"), make([]byte, 22)...)
	opus = append(opus, "OpusHead"...)
	opus = append(binary.LittleEndian.AppendUint64(append(opus, "OggS\x00\x04"...), 48000*5), make([]byte, 12)...)
	for name, c := range map[string]struct {
		data []byte
		want time.Duration
	}{
		"wav": {tone(3), 3 * time.Second}, "mp4": {mp4(1000, 61_500), 61500 * time.Millisecond},
		"mp3": {mp3(100), 100 * 1152 * time.Second / 44100}, "ogg": {opus, 5 * time.Second},
	} {
		f, length, err := Measure(c.data)
		if err != nil || f.Name != name || (length-c.want).Abs() > time.Millisecond {
			t.Errorf("%s: %v, %v, %v, want %v", name, f, length, err, c.want)
		}
	}
	for name, data := range map[string][]byte{
		"nothing": nil, "a page": []byte("<html>no sound</html>"), "a lie": mp4(1, 1<<31), "no scale": mp4(0, 5), "no frames": []byte("ID3\x04\x00\x00\x00\x00\x00\x05hello"),
	} {
		if _, _, err := Measure(data); social.CodeOf(err) != social.CodeBroken {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// adts is AAC of so many frames, in each of which something looks like a frame of MP3.
func adts(frames int) (data []byte) {
	for range frames { // 44.1 kHz, 2 channels, 371 bytes
		data = append(data, append([]byte{0xff, 0xf1, 0x50, 0x80, 0x2e, 0x7f, 0xfc}, append([]byte{0xff, 0xfb, 0x90, 0x00}, make([]byte, 360)...)...)...)
	}
	return data
}

// TestAACIsNoMP3: neither at its beginning, nor behind a tag or a cut frame, is AAC counted as MP3.
func TestAACIsNoMP3(t *testing.T) {
	aac := adts(200)
	for name, data := range map[string][]byte{"alone": aac, "tagged": append([]byte("ID3\x04\x00\x00\x00\x00\x00\x05hello"), aac...)} {
		if f, length, err := Measure(data); social.CodeOf(err) != social.CodeInvalid || f.Name != "aac" {
			t.Errorf("%s: %v, %v, %v", name, f, length, err)
		}
	}
	noise := append([]byte{0xff, 0xfb, 0x90, 0x00}, make([]byte, 10_000)...)
	if _, length, err := Measure(noise); social.CodeOf(err) != social.CodeBroken {
		t.Errorf("one frame in much else: %v, %v", length, err)
	}
}

func FuzzMeasure(f *testing.F) {
	for _, data := range [][]byte{tone(1), mp4(1000, 5000), mp3(2), []byte("fLaC\x00\x00\x00\x22"), []byte("OggS")} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, length, err := Measure(data); err == nil && (length <= 0 || length > Longest) {
			t.Errorf("%v", length)
		}
	})
}

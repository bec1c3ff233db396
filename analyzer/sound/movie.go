package sound

import (
	"encoding/binary"
	"time"
)

// box is a box of an MP4 file.
type box struct {
	kind string
	body []byte
}

// boxes are those of which data is made; what is cut off ends them.
func boxes(data []byte, do func(box)) {
	for len(data) >= 8 {
		size, head := uint64(binary.BigEndian.Uint32(data)), uint64(8)
		switch {
		case size == 0:
			size = uint64(len(data))
		case size == 1 && len(data) >= 16:
			size, head = binary.BigEndian.Uint64(data[8:]), 16
		}
		if size < head || size > uint64(len(data)) {
			return
		}
		do(box{string(data[4:8]), data[head:size]})
		data = data[size:]
	}
}

// movie is the longest of what the header of an MP4 file says of the whole, of its fragments
// and of each track, and of what the tables of its samples sum up to: a header may say less
// than there is.
func movie(data []byte) (longest time.Duration) {
	tracks := map[uint32]*track{}
	boxes(data, func(b box) {
		if b.kind != "moov" {
			return
		}
		var scale uint64
		boxes(b.body, func(b box) {
			switch b.kind {
			case "mvhd":
				var length time.Duration
				scale, length = header(b.body)
				longest = max(longest, length)
			case "mvex":
				boxes(b.body, func(b box) {
					if b.kind == "mehd" && len(b.body) >= 8 {
						n := uint64(binary.BigEndian.Uint32(b.body[4:]))
						if b.body[0] == 1 && len(b.body) >= 12 {
							n = binary.BigEndian.Uint64(b.body[4:])
						}
						longest = max(longest, seconds(n, scale))
					}
				})
			case "trak":
				t := readTrack(b.body)
				tracks[t.id] = t
				longest = max(longest, t.told)
			}
		})
		fragmentDefaults(b.body, tracks)
	})
	boxes(data, func(b box) {
		if b.kind == "moof" {
			addFragment(b.body, tracks)
		}
	})
	for _, t := range tracks {
		longest = max(longest, t.length())
	}
	return longest
}

// header reads the time scale and the length of mvhd and mdhd.
func header(b []byte) (scale uint64, length time.Duration) {
	switch {
	case len(b) >= 32 && b[0] == 1:
		scale = uint64(binary.BigEndian.Uint32(b[20:]))
		return scale, told(binary.BigEndian.Uint64(b[24:]), 1<<64-1, scale)
	case len(b) >= 20 && b[0] == 0:
		scale = uint64(binary.BigEndian.Uint32(b[12:]))
		return scale, told(uint64(binary.BigEndian.Uint32(b[16:])), 1<<32-1, scale)
	default:
		return 0, 0
	}
}

// told is n of so many a second, and 0 where n says that it is not known.
func told(n, unknown, scale uint64) time.Duration {
	if n == unknown {
		return 0
	}
	return seconds(n, scale)
}

package sound

import (
	"encoding/binary"
	"time"
)

const (
	// aacSamples is how many samples of sound a frame of AAC has (ISO 14496-3, 4.5.2.1).
	aacSamples = 1024
	// mostTicks bounds sums, so that none begins anew at 0.
	mostTicks = 1 << 60
)

// track is what the tables of a track of an MP4 file say of its samples (ISO 14496-12, 8.6.1
// and 8.8): how many there are, and how many ticks of its scale they take.
type track struct {
	id             uint32
	scale          uint64
	told           time.Duration // by its header
	ticks, samples uint64
	// rate is how many samples of sound a second has, where the track's samples are frames of
	// AAC; 0 where they are not.
	rate uint64
	// each is how many ticks a sample of a fragment takes that does not say it.
	each uint64
}

// length is the longest that the samples may take.
func (t *track) length() time.Duration {
	return max(seconds(t.ticks, t.scale), seconds(t.samples*aacSamples, t.rate))
}

// add adds n samples of so many ticks each.
func (t *track) add(n, each uint64) {
	t.samples = min(t.samples+n, mostTicks/aacSamples)
	t.ticks = min(t.ticks+min(n*each, mostTicks), mostTicks)
}

// word is the number at a place of a box, 0 behind its end.
func word(b []byte, at int) uint32 {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return binary.BigEndian.Uint32(b[at:])
}

// inside calls do for the boxes within the boxes of a path of kinds.
func inside(body []byte, path []string, do func(box)) {
	if len(path) == 0 {
		boxes(body, do)
		return
	}
	boxes(body, func(b box) {
		if b.kind == path[0] {
			inside(b.body, path[1:], do)
		}
	})
}

func readTrack(body []byte) *track {
	t := &track{}
	boxes(body, func(b box) {
		if b.kind == "tkhd" && len(b.body) > 0 {
			t.id = word(b.body, 12)
			if b.body[0] == 1 {
				t.id = word(b.body, 20)
			}
		}
	})
	inside(body, []string{"mdia"}, func(b box) {
		if b.kind == "mdhd" {
			t.scale, t.told = header(b.body)
		}
	})
	sized := uint64(0)
	inside(body, []string{"mdia", "minf", "stbl"}, func(b box) {
		switch b.kind {
		case "stsz", "stz2": // there may be more than have a length
			sized = max(sized, uint64(word(b.body, 8)))
		case "stts":
			for at := 8; at+8 <= len(b.body); at += 8 {
				t.add(uint64(word(b.body, at)), uint64(word(b.body, at+4)))
			}
		case "stsd":
			// Of a frame of AAC: 8 bytes of each sample entry, 16 of the sound's, and the rate.
			if len(b.body) >= 16 && string(b.body[12:16]) == "mp4a" {
				t.rate = uint64(word(b.body, 8+8+24) >> 16)
			}
		}
	})
	t.samples = max(t.samples, sized)
	return t
}

// fragmentDefaults reads how long the samples of fragments are that do not say it.
func fragmentDefaults(moov []byte, tracks map[uint32]*track) {
	inside(moov, []string{"mvex"}, func(b box) {
		if t := tracks[word(b.body, 4)]; b.kind == "trex" && t != nil {
			t.each = uint64(word(b.body, 12))
		}
	})
}

// addFragment adds the samples of a fragment to its tracks.
func addFragment(moof []byte, tracks map[uint32]*track) {
	boxes(moof, func(b box) {
		if b.kind != "traf" {
			return
		}
		var t *track
		var each uint64
		boxes(b.body, func(b box) {
			switch {
			case b.kind == "tfhd":
				if t = tracks[word(b.body, 4)]; t == nil {
					return
				}
				each = t.each
				if flags, at := word(b.body, 0), 8; flags&0x8 != 0 {
					at += 8*int(flags&1) + 4*int(flags>>1&1)
					each = uint64(word(b.body, at))
				}
			case b.kind == "trun" && t != nil:
				addRun(t, b.body, each)
			}
		})
	})
}

// addRun adds the samples of a run, which take so many ticks each where it does not say how
// many.
func addRun(t *track, run []byte, each uint64) {
	flags, n := word(run, 0), uint64(word(run, 4))
	if flags&0x100 == 0 {
		t.add(n, each)
		return
	}
	at, size := 8+4*int(flags&1)+4*int(flags>>2&1), 4
	for _, bit := range []uint32{0x200, 0x400, 0x800} {
		if flags&bit != 0 {
			size += 4
		}
	}
	for ; n > 0 && at+4 <= len(run); n, at = n-1, at+size {
		t.add(1, uint64(word(run, at)))
	}
}

package run

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"
)

const (
	// sightingSize is how many bytes a sighting takes.
	sightingSize = 17
	// maxSightings limits the posts that are remembered of one lane.
	maxSightings = 8192
	// maxTries is how often a post that a list does not show any more is asked for
	// without an answer.
	maxTries = 5
)

// sighting is a post as a list of a lane showed it.
type sighting struct {
	// mark stands for the post's identifier.
	mark uint64
	// list names the list, at is when the post was published, in seconds since 1970.
	list, at uint32
	// tries is how often it was asked for since the list did not show it any more.
	tries uint8
}

// postMark stands for a post: the first 8 bytes of the hash of its identifier.
func postMark(id string) uint64 {
	h := sha256.Sum256([]byte(id))
	return binary.BigEndian.Uint64(h[:])
}

func (s sighting) published() time.Time { return time.Unix(int64(s.at), 0).UTC() }

// addSighting adds s to what a lane has seen.
func addSighting(seen []byte, s sighting) []byte {
	seen = binary.BigEndian.AppendUint64(seen, s.mark)
	seen = binary.BigEndian.AppendUint32(seen, s.list)
	seen = binary.BigEndian.AppendUint32(seen, s.at)
	return append(seen, s.tries)
}

// sightings reads what addSighting wrote. Of bytes that are none the rest is lost,
// which costs nothing but that a post is not missed.
func sightings(seen []byte) []sighting {
	list := make([]sighting, 0, len(seen)/sightingSize)
	for at := range slices.Chunk(seen, sightingSize) {
		if len(at) < sightingSize {
			break
		}
		list = append(list, sighting{
			mark: binary.BigEndian.Uint64(at), list: binary.BigEndian.Uint32(at[8:]), at: binary.BigEndian.Uint32(at[12:]), tries: at[16],
		})
	}
	return list
}

// appendMark adds a mark to others.
func appendMark(marks []byte, mark uint64) []byte {
	// Clipped, because they may share their array with a message that others read.
	return binary.BigEndian.AppendUint64(slices.Clip(marks), mark)
}

// marksIn are the marks that appendMark added.
func marksIn(marks []byte) map[uint64]bool {
	set := map[uint64]bool{}
	for at := range slices.Chunk(marks, 8) {
		if len(at) == 8 {
			set[binary.BigEndian.Uint64(at)] = true
		}
	}
	return set
}

// marked tells whether list is among the names of lists that stand one after the other.
func marked(lists []byte, list uint32) bool {
	for at := range slices.Chunk(lists, 4) {
		if len(at) == 4 && binary.BigEndian.Uint32(at) == list {
			return true
		}
	}
	return false
}

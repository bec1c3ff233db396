package social

import "time"

// HeldPost is a post that mentions nobody and waits for its pictures to be read, as they
// may.
type HeldPost struct {
	Key    Key
	Source string
	// Post is its page of the posts stream, URLs its pictures.
	Post []byte
	URLs []string
	// Version orders its states.
	Version HeldVersion
}

// HeldVersion orders what is noted of one post that waits: by the time at which its state was
// read, and of one state by how often it was held and let go of, its deletion last.
type HeldVersion uint64

// heldTimes are the versions of one state.
const heldTimes = 1 << 12

// heldAt is the first version of a state read at a time. Times that no clock of ours tells
// are the earliest or the latest there are.
func heldAt(read time.Time) HeldVersion {
	const latest = int64(^uint64(0)/heldTimes) - 1
	return HeldVersion(min(max(read.UnixMicro(), 0), latest)) * heldTimes
}

// Held is the version under which a state read at a time is held where last, gone or not, is the
// last of its post; ok tells whether it is to wait, and not a later state or its deletion known
// or this one held far too often. A state that waits already is held anew, so that who lets go
// of it at the same time lets go of what was held before.
func (last HeldVersion) Held(read time.Time, gone bool) (next HeldVersion, ok bool) {
	first := heldAt(read)
	if last < first {
		return first, true
	}
	if last++; !gone {
		last++
	}
	return last, last < first+heldTimes-2
}

// Released is the version under which a held post is let go of.
func (v HeldVersion) Released() HeldVersion { return v + 1 }

// HeldDeletion is the version under which a post waits no more that was deleted at a time.
func HeldDeletion(read time.Time) HeldVersion { return heldAt(read) + heldTimes - 1 }

// Deletes tells whether this, as the last version of a post, says that it was deleted after a
// state of it was read.
func (last HeldVersion) Deletes(read time.Time) bool {
	return last%heldTimes == heldTimes-1 && last >= heldAt(read)
}

package mention

import (
	"time"
)

// A version orders what is known of a post. Its high bits are the time the post
// was fetched, in steps of 4096 microseconds; its low ones count how often this
// state of the post was analysed again. So a state fetched later always stands,
// however often an older one was analysed, and an analysis repeated replaces
// the one before, but not that of a newer state. Two states fetched within one
// step are taken for one, of which the one written later stands.

// generations is how many analyses of one state can be told apart; from the last
// on, the one written later stands.
const generations = 1 << 12

// stateVersion is the version of a post fetched then, analysed for the first time.
func stateVersion(fetched time.Time) uint64 {
	return uint64(fetched.UnixMicro()) / generations * generations
}

// State is the time by which states of a post are told apart: two fetched at
// times of one State are taken for one.
func State(fetched time.Time) time.Time { return fetchedAt(stateVersion(fetched)) }

// fetchedAt is the State of version.
func fetchedAt(version uint64) time.Time {
	return time.UnixMicro(int64(version / generations * generations)).UTC()
}

// sameState tells whether two versions are of the same state of a post.
func sameState(a, b uint64) bool { return a/generations == b/generations }

// nextGeneration is the version of a further analysis of the state of version.
func nextGeneration(version uint64) uint64 {
	if version%generations == generations-1 {
		return version
	}
	return version + 1
}

// StateOf is the State that a version is of.
func StateOf(version uint64) time.Time { return fetchedAt(version) }

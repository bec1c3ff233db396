package social

import "time"

// Entry is a post with what the analyzers say of it.
type Entry struct {
	Post     Post
	Analysis Analysis
	// Read are the posts as they were read that Post was made of, where it may have to be
	// made once more.
	Read []Post
	// Places are where Post was read, as far as it was at several.
	Places []Place
	// Addresses are to be noted for Post before it is stored.
	Addresses []Address
	// Merged counts what was read elsewhere and went into Post, or is it again.
	// Elsewhere says that nothing of this state was read under its own identity, so
	// that it is among Merged.
	Merged    Merged
	Elsewhere bool
	// Unread: it is dropped before all its pictures were read.
	Unread bool
}

// Written counts what became of entries that were written.
type Written struct {
	// New counts posts that were not stored before, Updated those that changed what
	// is stored, Unchanged those stored as they are already, Stale those that are
	// older than what is stored, or than another entry of the same write.
	New, Updated, Unchanged, Stale int
	// Erased counts deleted posts of which what was stored is erased, Unknown
	// those of which nothing was.
	Erased, Unknown int
	// Merged counts what was read elsewhere and is no post of its own. What of it
	// made a post new is among New instead. Joined counts the entries that are in
	// Merged altogether.
	Merged Merged
	Joined int
}

// Outcome is what becomes of a post that is read.
type Outcome uint8

// The outcomes, the one that says most of a post last: of several readings of one post, what
// it is counted as. See Written for what they mean.
const (
	// OutcomeDropped is a post that matches no brand of a source that keeps mentions only.
	OutcomeDropped Outcome = iota + 1
	OutcomeStale
	OutcomeUnchanged
	OutcomeUpdated
	OutcomeNew
	OutcomeErased
)

// Count adds a post with that outcome.
func (w *Written) Count(o Outcome) {
	switch o {
	case OutcomeNew:
		w.New++
	case OutcomeUpdated:
		w.Updated++
	case OutcomeUnchanged:
		w.Unchanged++
	case OutcomeStale:
		w.Stale++
	case OutcomeErased:
		w.Erased++
	}
}

// Plus adds up.
func (w Written) Plus(o Written) Written {
	return Written{
		New: w.New + o.New, Updated: w.Updated + o.Updated, Unchanged: w.Unchanged + o.Unchanged, Stale: w.Stale + o.Stale,
		Erased: w.Erased + o.Erased, Unknown: w.Unknown + o.Unknown,
		Merged: w.Merged.Plus(o.Merged), Joined: w.Joined + o.Joined,
	}
}

// Fingerprint is what is stored of a post by which its near copies are found.
type Fingerprint struct {
	Key     Key
	Created time.Time
	// State is that of the time the post was fetched.
	State time.Time
	// Fingerprint is 0 for a text too short to tell, and for a deleted post.
	Fingerprint uint64
	// Original is the post it is known to be a near copy of, or zero.
	Original Key
}

// Seen is what somebody has seen of the fingerprints that were ever stored: runs of numbers,
// by where these are counted. The zero Seen has seen nothing.
type Seen map[string][][2]int64

// CopyOf says of which post another is a near copy.
type CopyOf struct {
	Key Key
	// Original is zero for none.
	Original Key
	// Was is the original that it is to take the place of: a post that has another is left
	// as it is, since somebody who knew more has stored that. Nil is any.
	Was *Key
}

package pipeline

import (
	"time"

	"earshot/internal/social"
)

// HeldPrefix begins the keys of the messages of the posts stream whose posts waited for their
// pictures.
const HeldPrefix = "held:"

// Batch is what is stored together.
type Batch struct {
	Entries []social.Entry
	// Originals are those of other stored posts, where the entries change them.
	Originals map[social.Key]Original
	// Dropped are the entries that are not to be stored, Held those that wait for their
	// pictures before it is known whether they are.
	Dropped, Held []social.Entry
}

// Original says of which post a stored one, created then, is a near copy now.
type Original struct {
	Key social.Key
	// Original is zero for a post that is a copy of none.
	Original social.Key
	// Was is the original before, as it is stored.
	Was     social.Key
	Created time.Time
	// Fingerprint is the post's own.
	Fingerprint uint64
}

// After is c where before is a change of the same post that is not stored yet.
func (c Original) After(before Original) Original {
	c.Was = before.Was
	return c
}

// Copy is what is to be stored of it.
func (c Original) Copy() social.CopyOf {
	return social.CopyOf{Key: c.Key, Original: c.Original, Was: &c.Was}
}

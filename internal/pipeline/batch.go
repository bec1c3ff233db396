package pipeline

import (
	"time"

	"earshot/internal/social"
)

// Batch is what is stored together.
type Batch struct {
	Entries []social.Entry
	// Originals are those of other stored posts, where the entries change them.
	Originals map[social.Key]Original
	// Dropped counts the posts that are not to be stored.
	Dropped int64
}

// Original says of which post a stored one, created then, is a near copy now.
type Original struct {
	Key social.Key
	// Original is zero for a post that is a copy of none.
	Original social.Key
	Created  time.Time
	// Fingerprint is the post's own.
	Fingerprint uint64
}

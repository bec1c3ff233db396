// Package mention is the write path: posts with what the analyzers say of them,
// the mentions that figures are counted from, and what people and language models
// judge. The order of a write, and why any crash in between is harmless, is in the
// documentation of package storage.
package mention

import (
	"sync"
	"time"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/post"
)

// Writer stores posts and keeps what is counted from them up to date. It is safe
// for concurrent use.
type Writer struct {
	db       *database.DB
	posts    *post.Lookup
	pictures pictures
	// refreshing serialises RefreshTrends.
	refreshing sync.Mutex
	// analysing serialises what reads analyses and writes them again, so that no
	// writer of this process brings back what another has changed meanwhile.
	analysing sync.Mutex
	// indexed: every mention's search keys are of the program's scheme. outdated are the
	// spans of which that is not known, rebuilt is the last post whose keys were rebuilt in
	// the first of them. refreshing guards these.
	indexed  bool
	outdated []outdatedSpan
	rebuilt  social.Key
	// sourceDaysRest is until when days of sources are left as they are; refreshing
	// guards it.
	sourceDaysRest time.Time
	// MonthsApart is the least time between two counts of the readings of a month of a
	// brand; New sets it.
	MonthsApart time.Duration
	// monthsCounted is when these were last counted, as far as it is known; refreshing guards it.
	monthsCounted map[database.BrandDay]time.Time
	// opinionsApplied is the version of opinions up to which every analysis has
	// looked at them; refreshing guards it.
	opinionsApplied uint64
	// reporting guards unreported, which are posts found new by a write that
	// failed later: the one that succeeds counts them as new.
	reporting  sync.Mutex
	unreported map[social.Key]bool
}

// New writes to db, where posts reads.
func New(db *database.DB, posts *post.Lookup, shown pictures) *Writer {
	return &Writer{db: db, posts: posts, pictures: shown, unreported: map[social.Key]bool{}, monthsCounted: map[database.BrandDay]time.Time{}, MonthsApart: monthsApart}
}

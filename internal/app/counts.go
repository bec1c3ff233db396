package app

import (
	"context"

	"earshot/internal/social"
)

// Counts is what became of the posts taken from the posts stream since the start.
type Counts struct {
	// New, Updated, Unchanged and Stale count posts by what became of them in
	// storage; Dropped those that match no brand of a source that keeps mentions
	// only.
	New, Updated, Unchanged, Stale, Dropped int64
	// Erased counts posts that their platforms show no longer, and of which
	// nothing is kept.
	Erased int64
	// Unreadable and Refused count messages and posts that could not be stored;
	// Faulted the posts of whose analysis a part failed. The log says which.
	Unreadable, Refused, Faulted int64
	// Parked counts the messages that were set aside, those that cannot be read among
	// them.
	Parked int64
	// Merged counts what was read of posts that are stored under another identity
	// than it was read under; it is among none of the others.
	Merged social.Merged
	// Stored is how many posts are stored in all.
	Stored int64
}

// Counts counts posts.
func (a *App) Counts(ctx context.Context) (Counts, error) {
	written := &a.Writer.Counts
	c := Counts{
		New: written.New.Load(), Updated: written.Updated.Load(), Unchanged: written.Unchanged.Load(), Stale: written.Stale.Load(), Erased: written.Erased.Load(), Refused: written.Refused.Load(),
		Dropped: a.AnalyzeWorker.Dropped(), Unreadable: a.AnalyzeWorker.Unreadable(), Faulted: a.Analyzer.Faults(),
		Parked: a.AnalyzeWorker.Parked() + a.CrawlWorker.Parked() + a.PictureWorker.Parked(),
		Merged: written.Merged(),
	}
	if a.OpinionWorker != nil {
		c.Parked += a.OpinionWorker.Parked()
	}
	stored, err := a.Store.SourceCounts(ctx)
	for _, n := range stored {
		c.Stored += n
	}
	return c, err
}

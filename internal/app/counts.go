package app

import (
	"context"

	"earshot/internal/pipeline"
)

// Counts is what became of the posts that a command took from the posts stream.
type Counts struct {
	// Tallied counts each post once. Of it Dropped are those that match no brand of a source
	// that keeps mentions only, and Erased those that their platforms show no longer,
	// and of which nothing is kept.
	pipeline.Tallied
	// Unreadable and Refused count messages and posts that could not be stored;
	// Faulted the posts of whose analysis a part failed. The log says which.
	Unreadable, Refused, Faulted int64
	// Parked counts the messages that were set aside, those that cannot be read among
	// them.
	Parked int64
	// Stored is how many posts are stored in all.
	Stored int64
}

// BeginCounting has posts counted for Counts, each once.
func (a *App) BeginCounting() { a.tally.Begin() }

// Counts is what was counted since BeginCounting, which it ends; what could not be read or
// stored counts since the start.
func (a *App) Counts(ctx context.Context) (Counts, error) {
	c := Counts{
		Tallied: a.tally.End(), Refused: a.Writer.Counts.Refused.Load(), Unreadable: a.AnalyzeWorker.Unreadable(), Faulted: a.Analyzer.Faults(),
		Parked: a.AnalyzeWorker.Parked() + a.CrawlWorker.Parked() + a.PictureWorker.Parked(),
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

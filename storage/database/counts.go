package database

import "sync/atomic"

// counts are of the questions of pages.
type counts struct{ asked, found, versions atomic.Int64 }

// Counts tell what became of the questions of pages.
type Counts struct {
	// Asked is how many were asked, Found how many of them the engine was asked; the
	// others shared an answer.
	Asked, Found int64
	// Versions is how often the engine was asked whether anything had changed.
	Versions int64
	// Running is how many statements, whoever asks them, are with the engine just now.
	Running int64
}

// PageCounts tell what became of the questions of pages since the start.
func (d *DB) PageCounts() Counts {
	return Counts{Asked: d.counts.asked.Load(), Found: d.counts.found.Load(), Versions: d.counts.versions.Load(), Running: d.running.Load()}
}

package social

// Outdated counts the stored posts whose analysis is not by the version in use.
type Outdated struct {
	Posts int64
	// Undoubted are those of them that were judged by a version that knew no doubt:
	// what it said counts as sure until it is analysed again.
	Undoubted int64
}

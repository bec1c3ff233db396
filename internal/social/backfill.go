package social

import "time"

// Backfill is how far a run that reads a window of the past has come.
type Backfill struct {
	// From and To are the window, From <= t < To.
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Posts and Requests count what was read and asked for so far.
	Posts    int64 `json:"posts"`
	Requests int64 `json:"requests"`
	// Reached: everything in the window from then on was read; zero while the
	// window was not reached on every lane.
	Reached time.Time `json:"reached,omitzero"`
	// Share is how much of the window was read, 0 to 1, and Left how long the
	// rest takes if it goes on as until now; nil where unknown.
	Share *float64       `json:"share"`
	Left  *time.Duration `json:"left"`
}

// Lane is how far one of the lanes of a back-fill has come.
type Lane struct {
	// Oldest is the oldest post seen; zero for none.
	Oldest time.Time
	// Worked is how long the lane was worked on.
	Worked time.Duration
	Done   bool
}

// Advance sets how far the window was read from how far the lanes are.
func (b *Backfill) Advance(lanes []Lane) {
	var share float64
	var left time.Duration
	known := len(lanes) > 0
	b.Reached, b.Share, b.Left = b.From, nil, nil
	for _, lane := range lanes {
		if lane.Done {
			share++
			continue
		}
		part := 0.0
		switch {
		case lane.Oldest.IsZero() || !lane.Oldest.Before(b.To):
			// Still on the way through what is newer than the window.
			known, b.Reached = false, b.To
		case lane.Oldest.After(b.From):
			part = b.To.Sub(lane.Oldest).Seconds() / b.To.Sub(b.From).Seconds()
			left = max(left, time.Duration(float64(lane.Worked)*(1-part)/part))
			if lane.Oldest.After(b.Reached) {
				b.Reached = lane.Oldest
			}
		default:
			part = 1
		}
		share += part
	}
	if !b.Reached.Before(b.To) {
		b.Reached = time.Time{}
	}
	if len(lanes) > 0 {
		share /= float64(len(lanes))
		b.Share = &share
	}
	if known {
		b.Left = &left
	}
}

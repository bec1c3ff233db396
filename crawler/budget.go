package crawler

import "earshot/internal/social"

// Budgeted is an Adapter whose requests cost its operator. A request is entered before it
// is sent, so that no more are sent in a day than the budget, however a process ends.
type Budgeted interface {
	Adapter
	// Budget is how many requests a source may send in a UTC day.
	Budget(src social.Source) int64
}

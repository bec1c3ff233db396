package social

import "slices"

// fewestRuns is how many complete runs it takes to say what is usual.
const fewestRuns = 5

// Usual is how many posts the complete runs of a source read: their median and
// their quartiles, between which half of them lie.
type Usual struct {
	Low    int64 `json:"low"`
	Median int64 `json:"median"`
	High   int64 `json:"high"`
	// Runs is how many runs this was taken from.
	Runs int `json:"runs"`
}

// UsualPosts takes the usual from runs in any order; nil when fewer than five
// of them were complete.
func UsualPosts(runs []Run) *Usual {
	var posts []int64
	for _, r := range runs {
		if r.State == SourceOK && !r.Backfill() {
			posts = append(posts, r.Posts)
		}
	}
	if len(posts) < fewestRuns {
		return nil
	}
	slices.Sort(posts)
	at := func(share float64) int64 { return posts[int(share*float64(len(posts)-1)+0.5)] }
	return &Usual{Low: at(0.25), Median: at(0.5), High: at(0.75), Runs: len(posts)}
}

// Errors is how many of the latest runs of a source failed.
type Errors struct {
	// Failed counts the runs that may have missed posts, Runs all that ended.
	Failed int `json:"failed"`
	Runs   int `json:"runs"`
}

// CountErrors counts the runs that ended; nil when none did.
func CountErrors(runs []Run) *Errors {
	var e Errors
	for _, r := range runs {
		if r.Finished.IsZero() || r.Backfill() {
			continue
		}
		e.Runs++
		if r.State.Failing() {
			e.Failed++
		}
	}
	if e.Runs == 0 {
		return nil
	}
	return &e
}

package seed

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"earshot/internal/social"
)

const (
	// runsEvery is how often a source is crawled, runsOften how often in the last
	// oftenDays days.
	runsEvery, runsOften = 12 * time.Hour, time.Hour
	oftenDays            = 30
	// faultShare is the share of runs that end with a fault.
	faultShare = 0.02
)

// runs are the crawls that found the posts.
func (w *world) runs() []social.Run {
	var out []social.Run
	r := rand.New(rand.NewPCG(w.Seed, 1))
	for _, platform := range w.platforms.names {
		each := int64(w.Posts / len(w.platforms.names) / len(w.sources[platform]) / (defaultMonths * 60))
		for _, source := range w.sources[platform] {
			often := w.End.AddDate(0, 0, -oftenDays)
			for at := w.start.Add(time.Duration(r.IntN(60)) * time.Minute); at.Before(w.End); {
				found := r.Int64N(2*each + 1)
				run := social.Run{
					ID: fmt.Sprintf("%s-%d", source, at.Unix()), Source: source, Platform: platform, State: social.SourceOK,
					Started: at, Finished: at.Add(time.Duration(5+r.IntN(90)) * time.Second), Requests: 1 + found/40, Posts: found, New: &found,
					Reached: at.Add(-runsEvery),
				}
				if r.Float64() < faultShare {
					run.State, run.Fault = social.SourceUnreachable, "the server did not answer within 30 seconds"
				}
				out = append(out, run)
				if at = at.Add(runsEvery); at.After(often) {
					at = at.Add(runsOften - runsEvery)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b social.Run) int { return a.Started.Compare(b.Started) })
	return out
}

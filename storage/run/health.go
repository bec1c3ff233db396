package run

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
	"earshot/storage/sourceday"
)

// longestSilence is how far back a source's newest post may lie for its pace to
// be known.
const longestSilence = 180 * 24 * time.Hour

// LatestRuns returns the latest runs of every source, each newest first.
func (s *History) LatestRuns(ctx context.Context, each int) (map[string][]social.Run, error) {
	runs, err := database.Collect(ctx, s.db, queries.LatestRuns, database.Params{"each": uint64(max(0, each))}, scanRun)
	if err != nil {
		return nil, err
	}
	bySource := map[string][]social.Run{}
	for _, r := range runs {
		bySource[r.Source] = append(bySource[r.Source], r)
	}
	return bySource, nil
}

// Answered is what the runs of a source say of its whole past.
type Answered struct {
	// First is when the first run began, Last when a run last ended that read
	// something, Whole when one last ended that read all; zero where none did.
	First, Last, Whole time.Time
}

// Answered returns when each source was first asked and when it last answered.
func (s *History) Answered(ctx context.Context) (map[string]Answered, error) {
	all := map[string]Answered{}
	err := s.db.Stream(ctx, queries.Answered, nil, func(r driver.Rows) error {
		var (
			source string
			first  time.Time
			last   *time.Time
			whole  *time.Time
		)
		if err := r.Scan(&source, &first, &last, &whole); err != nil {
			return err
		}
		all[source] = Answered{First: first.UTC(), Last: database.OrZero(last), Whole: database.OrZero(whole)}
		return nil
	})
	return all, err
}

// Paces returns how the posts of each source were spread over time as seen at
// now; a source without a post in half a year is not in it.
func (s *History) Paces(ctx context.Context, now time.Time) (map[string]social.Pace, error) {
	return sourceday.Paces(ctx, s.db, now.Add(-longestSilence-social.PaceWindow), now, social.PaceWindow)
}

package run

import (
	"context"
	"math"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// gapRun is a run that a gap may begin or end with.
type gapRun struct {
	source, platform  string
	state             social.SourceState
	started, finished time.Time
	// reached is the time from which its answers cover what was posted.
	reached time.Time
	// longest is how long after it the next run may begin without a gap, and
	// pause after how long it did; 0 when there is none yet.
	longest, pause time.Duration
}

func (r gapRun) answered() bool { return !r.state.Failing() || r.state == social.SourcePartial }

// Gaps returns the times between from and now in which sources were not read, a
// source's in order. A source that is crawled now and then, such as once a day,
// has none between its runs; a pause is longer than three times its usual. What a
// later run read back over, page by page, is no gap.
func (s *History) Gaps(ctx context.Context, from, now time.Time) ([]social.Gap, error) {
	// A gap that began before the period may be told by a run long before.
	p := database.Params{"since": from.Add(-longestSilence).UnixMicro()}
	runs, err := database.Collect(ctx, s.db, queries.GapRuns, p, scanGapRun)
	if err != nil {
		return nil, err
	}
	var gaps []social.Gap
	for first := 0; first < len(runs); {
		end := first + 1
		for end < len(runs) && runs[end].source == runs[first].source {
			end++
		}
		for _, g := range gapsOf(runs[first:end], now) {
			if g.To.After(from) {
				gaps = append(gaps, g)
			}
		}
		first = end
	}
	return gaps, nil
}

// gapsOf are the gaps of one source, whose runs are in order.
func gapsOf(runs []gapRun, now time.Time) []social.Gap {
	var gaps []social.Gap
	gap := func(at gapRun, state social.SourceState, from, to time.Time) {
		if from.Before(to) {
			gaps = append(gaps, social.Gap{Source: at.source, Platform: at.platform, State: state, From: from, To: to})
		}
	}
	for i := 0; i < len(runs); i++ {
		r := runs[i]
		if r.answered() {
			switch last := i+1 == len(runs); {
			case last && now.Sub(r.started) > r.longest:
				gap(r, social.SourceIdle, r.finished, now)
			case !last && r.pause > r.longest && runs[i+1].answered() && runs[i+1].reached.After(r.started):
				gap(r, social.SourceIdle, r.finished, runs[i+1].started)
			}
			continue
		}
		from, state, to := r.started, r.state, now
		if i > 0 {
			from = runs[i-1].finished
		}
		for ; i < len(runs); i++ {
			if runs[i].answered() {
				if to = runs[i].started; !runs[i].reached.After(from) {
					to = from // it read back over all of the gap
				}
				i--
				break
			}
			state = runs[i].state
		}
		gap(r, state, from, to)
	}
	return gaps
}

func scanGapRun(rows driver.Rows) (gapRun, error) {
	var (
		r     gapRun
		state string
		usual float64
		pause int64
	)
	err := rows.Scan(&r.source, &r.platform, &state, &r.started, &r.finished, &r.reached, &usual, &pause)
	r.state, r.started, r.finished = social.SourceState(state), r.started.UTC(), r.finished.UTC()
	r.reached = r.reached.UTC()
	r.pause = time.Duration(pause) * time.Second
	if math.IsNaN(usual) || usual <= 0 {
		// A single run does not tell when the next one was due; the next day, none
		// was to be expected any longer.
		r.longest = social.LoneRun
		return r, err
	}
	r.longest = max(social.LeastPause, time.Duration(3*usual*float64(time.Second)))
	return r, err
}

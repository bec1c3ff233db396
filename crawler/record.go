package crawler

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"earshot/internal/social"
)

// recentRuns is how many runs the record of a source remembers.
const recentRuns = 10

// record is what the state knows of a source's latest run.
type record struct {
	Run social.Run `json:"run"`
	// Lanes are the run's lanes in order, with the outcome of those that ended.
	Lanes []outcome `json:"lanes"`
	// Written is set once the finished run was handed to Runs.
	Written bool `json:"written,omitempty"`
	// LastSuccess is when a run last ended with social.SourceOK.
	LastSuccess time.Time `json:"last_success,omitzero"`
	// Recent are earlier runs, newest first.
	Recent []social.Run `json:"recent,omitempty"`
}

// outcome is how a lane ended; State is empty while it has not.
type outcome struct {
	Lane  string             `json:"lane"`
	State social.SourceState `json:"state,omitempty"`
	tallies
}

func recordKey(source string) string { return "run/" + source }

// active tells whether the run is under way.
func (c *record) active() bool { return c.Run.ID != "" && c.Run.Finished.IsZero() }

// next is the record of the run that follows on c's.
func (c *record) next(run social.Run, lanes []string) record {
	next := record{Run: run, LastSuccess: c.LastSuccess, Recent: c.Recent}
	if c.Run.ID != "" {
		next.Recent = append([]social.Run{c.Run}, c.Recent...)
		next.Recent = slices.Clip(next.Recent[:min(len(next.Recent), recentRuns)])
	}
	for _, name := range lanes {
		next.Lanes = append(next.Lanes, outcome{Lane: name})
	}
	return next
}

// pending returns the outcome of a lane that has not ended in the run, else nil.
func (c *record) pending(run, lane string) *outcome {
	if !c.active() || c.Run.ID != run {
		return nil
	}
	for i := range c.Lanes {
		if c.Lanes[i].Lane == lane && c.Lanes[i].State == "" {
			return &c.Lanes[i]
		}
	}
	return nil
}

// settle brings the run up to what its lanes say, and ends it with the last.
func (c *record) settle(now time.Time) {
	run := &c.Run
	run.Requests, run.Posts, run.Skipped, run.Events, run.Fault = 0, 0, 0, 0, ""
	run.New = nil
	if !run.Backfill() {
		run.New = new(int64)
	}
	open := false
	for _, lane := range c.Lanes {
		open = open || lane.State == ""
		run.Requests += lane.Requests
		run.Posts += lane.Posts
		if run.New != nil {
			*run.New += lane.New
		}
		run.Skipped += lane.Skipped
		run.Events += lane.Events
		if run.Fault == "" && lane.Fault != "" {
			run.Fault = lane.Lane + ": " + lane.Fault
		}
	}
	if open {
		return
	}
	run.State = worst(c.Lanes)
	run.Finished = now
	if run.State == social.SourceOK && !run.Backfill() {
		c.LastSuccess = now
	}
}

// severity orders the ways to fail by how little passes by itself.
var severity = map[social.SourceState]int{
	social.SourceUnreachable: 1,
	social.SourceLimited:     2,
	social.SourceEmpty:       3,
	social.SourceDisallowed:  4,
	social.SourceBroken:      5,
	social.SourceCaptcha:     6,
	social.SourceBlocked:     7,
	social.SourceLogin:       8,
}

// worst is the state of a run by the outcomes of its lanes: ok when all are,
// partial when some read something and others did not read all, and the most
// severe failure when none got anywhere.
func worst(lanes []outcome) social.SourceState {
	var failure social.SourceState
	ok, partial, again := 0, 0, true
	for _, lane := range lanes {
		switch {
		case lane.Lane == revisitLane:
			// Single posts that can be read say nothing of the source itself.
			again = lane.State == social.SourceOK
			ok++
		case lane.State == social.SourceOK:
			ok++
		case lane.State == social.SourcePartial:
			partial++
		case severity[lane.State] > severity[failure]:
			failure = lane.State
		}
	}
	listed := ok + partial
	if slices.ContainsFunc(lanes, func(o outcome) bool { return o.Lane == revisitLane }) {
		listed--
	}
	switch {
	case ok == len(lanes) && again:
		return social.SourceOK
	case listed > 0:
		return social.SourcePartial
	default:
		return failure
	}
}

// stateOf is the outcome of a lane that ended with err.
func stateOf(err error) social.SourceState {
	switch social.CodeOf(err) {
	case social.CodeBlocked:
		return social.SourceBlocked
	case social.CodeLogin:
		return social.SourceLogin
	case social.CodeCaptcha:
		return social.SourceCaptcha
	case social.CodeEmpty:
		return social.SourceEmpty
	case social.CodeRateLimited:
		return social.SourceLimited
	case social.CodeDisallowed:
		return social.SourceDisallowed
	case social.CodeUnavailable:
		return social.SourceUnreachable
	default:
		return social.SourceBroken
	}
}

func loadRecord(ctx context.Context, state State, source string) (record, uint64, error) {
	data, rev, err := state.Get(ctx, recordKey(source))
	if err != nil {
		return record{}, 0, fmt.Errorf("crawler: load run of %s: %w", source, err)
	}
	var c record
	if data == nil {
		return c, 0, nil
	}
	if err := json.Unmarshal(data, &c); err != nil {
		return record{}, 0, social.Errorf(social.CodeInternal, "crawler: run of %s: %w", source, err)
	}
	return c, rev, nil
}

// saveRecord fails with social.CodeConflict when somebody else was faster.
func saveRecord(ctx context.Context, state State, source string, c record, rev uint64) error {
	data, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("crawler: save run of %s: %w", source, err)
	}
	if err := state.Update(ctx, recordKey(source), data, rev); err != nil {
		return fmt.Errorf("crawler: save run of %s: %w", source, err)
	}
	return nil
}

package opinion

import (
	"context"
	"fmt"

	"earshot/internal/social"
)

// Idle tells whether nothing waits, or nothing that can be had now: the budget
// may be spent, or the model out of order.
func (w *Worker) Idle(ctx context.Context) (bool, error) {
	waiting, err := w.opts.Tasks.Pending(ctx)
	if err != nil || waiting == 0 {
		return err == nil, err
	}
	if w.worker.InHand() > 0 {
		return false, nil
	}
	if _, down := w.Backoff.Down(); down {
		return true, nil
	}
	return w.spent(ctx)
}

// Summary is what a crawl did about second opinions.
type Summary struct {
	// Given count in the sentiment, Discarded do not; Late waited too long for the
	// budget or the model and were let go.
	Given     int64 `json:"given"`
	Discarded int64 `json:"discarded"`
	Late      int64 `json:"late"`
	// Waiting are still to be asked about.
	Waiting int64 `json:"waiting"`
	// Requests of Budget were made on this day, in UTC.
	Requests int64 `json:"requests_today"`
	Budget   int64 `json:"budget"`
	// Fault says why the model could not be asked at the end.
	Fault string `json:"fault,omitempty"`
}

// Summary is what was done since the start.
func (w *Worker) Summary(ctx context.Context) (*Summary, error) {
	state, err := w.Opinions(ctx)
	if err != nil {
		return nil, err
	}
	return &Summary{
		Given: w.counts.given.Load(), Discarded: w.counts.discarded.Load(), Late: w.counts.late.Load(),
		Waiting: state.Waiting, Requests: state.Requests, Budget: state.Budget, Fault: state.Fault,
	}, nil
}

// Opinions is how the asking for opinions stands today.
func (w *Worker) Opinions(ctx context.Context) (social.OpinionState, error) {
	day, err := w.Budget.Today(ctx)
	if err != nil {
		return social.OpinionState{}, err
	}
	waiting, err := w.opts.Tasks.Pending(ctx)
	if err != nil {
		return social.OpinionState{}, fmt.Errorf("opinion: count opinions waited for: %w", err)
	}
	state := social.OpinionState{
		Model: w.opts.Name, Requests: day.Requests, Budget: w.Budget.Requests,
		Given: day.Given, Discarded: day.Discarded, Late: day.Late, Waiting: int64(waiting),
	}
	if w.Backoff.Left() > 0 {
		state.Fault, _ = w.Backoff.Down()
	}
	return state, nil
}

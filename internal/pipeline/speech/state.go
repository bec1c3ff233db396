package speech

import (
	"context"
	"fmt"

	"earshot/internal/social"
)

// mostReasons bounds the reasons that are told.
const mostReasons = 10

// Counter counts recordings whose words are not known.
type Counter interface {
	TranscriptCounts(ctx context.Context, model string, skip []string) ([]social.TranscriptCount, error)
}

// Waiting adds to a state what storage knows: what waits, what was given up, and why.
func Waiting(ctx context.Context, store Counter, hearer string, state *social.TranscriptState) error {
	counts, err := store.TranscriptCounts(ctx, hearer, nil)
	if err != nil {
		return fmt.Errorf("speech: count recordings: %w", err)
	}
	for _, c := range counts {
		if c.Step == social.TranscriptGivenUp {
			state.GivenUp += c.Count
		} else {
			state.Waiting += c.Count
		}
		if c.Fault != "" && len(state.Reasons) < mostReasons {
			state.Reasons = append(state.Reasons, social.TranscriptReason{Fault: c.Fault, Recordings: c.Count, GivenUp: c.Step == social.TranscriptGivenUp})
		}
	}
	return nil
}

// Transcripts is how the asking for transcripts stands.
func (w *Worker) Transcripts(ctx context.Context) (social.TranscriptState, error) {
	state, err := w.opts.Budget.State(ctx)
	if err != nil {
		return state, err
	}
	if state.Spent == "" {
		unheld, _, err := w.unheld(ctx)
		if err != nil {
			return state, err
		}
		if len(unheld) > 0 {
			state.Spent = leftSays(len(unheld))
		}
	}
	return state, Waiting(ctx, w.opts.Store, w.opts.Budget.Hearer, &state)
}

// Idle tells whether nothing waits, or nothing that can be had now: the budget may be spent,
// or the model out of order.
func (w *Worker) Idle(ctx context.Context) (bool, error) {
	if w.inHand.Load() > 0 || w.unwritten.Any() {
		return false, nil
	}
	if _, down := w.Backoff.Down(); down {
		return true, nil
	}
	skipped, err := w.skipped(ctx)
	if err != nil {
		return false, err
	}
	counts, err := w.opts.Store.TranscriptCounts(ctx, w.opts.Budget.Hearer, skipped)
	if err != nil {
		return false, fmt.Errorf("speech: count recordings: %w", err)
	}
	for _, c := range counts {
		if c.Step == social.TranscriptGivenUp || c.Later {
			continue
		}
		spent, err := w.spent(ctx)
		if err == nil && spent == "" {
			select {
			case w.wake <- struct{}{}:
			default:
			}
			return false, nil
		}
		return err == nil, err
	}
	return w.untilDue(2*soon) > soon, nil
}

// Summary is what a crawl did about transcripts.
type Summary struct {
	// Heard recordings, Failed tries, and GivenUp recordings are of this crawl.
	Heard   int64 `json:"heard"`
	Failed  int64 `json:"failed"`
	GivenUp int64 `json:"given_up_now"`
	social.TranscriptState
}

// Summary is what was done since the start, and how it stands.
func (w *Worker) Summary(ctx context.Context) (*Summary, error) {
	state, err := w.Transcripts(ctx)
	if err != nil {
		return nil, err
	}
	return &Summary{Heard: w.heard.Load(), Failed: w.failed.Load(), GivenUp: w.givenUp.Load(), TranscriptState: state}, nil
}

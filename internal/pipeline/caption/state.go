package caption

import (
	"context"
	"fmt"
	"time"

	"earshot/internal/social"
)

const (
	// soon is how long a crawl waits for a picture that was put off.
	soon = 10 * time.Second
	// mostReasons bounds the reasons that are told.
	mostReasons = 10
)

// Idle tells whether nothing waits, or nothing that can be had now: the budget may be spent,
// or the model out of order. What another process asks about is waited for as well.
func (w *Worker) Idle(ctx context.Context) (bool, error) {
	if w.inHand.Load() > 0 || w.unwritten.Any() {
		return false, nil
	}
	_, down := w.Backoff.Down()
	counts, err := w.opts.Store.CaptionCounts(ctx, w.opts.Name, w.opts.Prompt, w.skipped())
	if err != nil {
		return false, fmt.Errorf("caption: count pictures: %w", err)
	}
	due := false
	for _, c := range counts {
		switch {
		case c.Step == social.CaptionSaid:
			return false, nil // it is about to stand beside its picture
		case c.Step != social.CaptionGivenUp && !c.Later:
			due = true
		}
	}
	if down {
		return true, nil
	}
	if others, err := w.elsewhere(ctx); err != nil || others {
		return false, err
	}
	if due {
		l, err := w.opts.Budget.ledger().Read(ctx)
		if err != nil || w.opts.Budget.spent(l) == "" && !w.isSpent() {
			w.Wake()
			return false, err
		}
	}
	return w.untilDue(2*soon) > soon, nil
}

// Summary is what a crawl did about captions.
type Summary struct {
	// Given captions, Failed answers that could not be used, and GivenUp pictures are of
	// this crawl.
	Given   int64 `json:"given"`
	Failed  int64 `json:"failed"`
	GivenUp int64 `json:"given_up_now"`
	social.CaptionState
}

// Summary is what was done since the start, and how it stands.
func (w *Worker) Summary(ctx context.Context) (*Summary, error) {
	state, err := w.Captions(ctx)
	if err != nil {
		return nil, err
	}
	return &Summary{Given: w.counts.given.Load(), Failed: w.counts.failed.Load(), GivenUp: w.counts.givenUp.Load(), CaptionState: state}, nil
}

// Captions is how the asking for captions stands.
func (w *Worker) Captions(ctx context.Context) (social.CaptionState, error) {
	waiting, err := Waiting(ctx, w.opts.Store, w.opts.Name, w.opts.Prompt)
	if err != nil {
		return social.CaptionState{}, err
	}
	state, err := w.opts.Budget.State(ctx)
	if err != nil {
		return social.CaptionState{}, err
	}
	state.Waiting, state.GivenUp, state.Reasons = waiting.Waiting, waiting.GivenUp, waiting.Reasons
	if state.Waiting == 0 { // nothing shows whether it is so still
		state.Fault, state.Since, state.Spent = "", nil, ""
	}
	return state, nil
}

// Counter counts pictures without a caption.
type Counter interface {
	CaptionCounts(ctx context.Context, model, prompt string, skip []string) ([]social.CaptionCount, error)
}

// Waiting is what storage knows of how captions stand: what waits, what was given up, and why.
func Waiting(ctx context.Context, store Counter, model, prompt string) (state social.CaptionState, err error) {
	counts, err := store.CaptionCounts(ctx, model, prompt, nil)
	if err != nil {
		return state, fmt.Errorf("caption: count pictures: %w", err)
	}
	for _, c := range counts {
		if c.Step == social.CaptionGivenUp {
			state.GivenUp += c.Count
		} else {
			state.Waiting += c.Count
		}
		if c.Fault != "" && len(state.Reasons) < mostReasons {
			state.Reasons = append(state.Reasons, social.CaptionReason{Fault: c.Fault, Pictures: c.Count, GivenUp: c.Step == social.CaptionGivenUp})
		}
	}
	return state, nil
}

// State is what is known without storage.
func (b *Budget) State(ctx context.Context) (social.CaptionState, error) {
	l, err := b.ledger().Read(ctx)
	if err != nil {
		return social.CaptionState{}, err
	}
	state := social.CaptionState{Model: b.Model, Day: l.Day, Budget: b.Limits, Spent: b.spent(l), Fault: l.Model.Fault}
	if state.Fault != "" {
		state.Since = &l.Model.Since
	}
	return state, nil
}

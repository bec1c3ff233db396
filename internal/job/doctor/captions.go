package doctor

import (
	"context"
	"errors"
	"fmt"

	"earshot/dashboard/viewmodel"
	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/pipeline/caption"
	"earshot/internal/shown"
	"earshot/internal/social"
	"earshot/storage"
)

// checkCaptions asks the vision model what is in a small picture, within the day's budget.
func checkCaptions(ctx context.Context, s app.Settings, cfg config.Config, opts Options) Check {
	c := Check{Name: "captions", Found: "no model configured: pictures carry their authors' alt text"}
	if cfg.LLM.CaptionModel == "" {
		return c
	}
	c.Found = cfg.LLM.CaptionModel + " at " + shown.URL(cfg.LLM.BaseURL)
	bus, err := app.OpenStreams(ctx, s, cfg, "earshot doctor")
	if social.CodeOf(err) == social.CodeConflict {
		c.Found += budgetHeld
		return c
	}
	if err != nil {
		c.Err = err
		return c
	}
	defer func() { c.Err = errors.Join(c.Err, bus.Close()) }()
	budget, err := (&app.App{Settings: s, Config: cfg, Streams: bus}).CaptionBudget(ctx)
	if err != nil {
		c.Err = err
		return c
	}
	state, err := budget.State(ctx)
	if err == nil && state.Spent == "" {
		c.ask(ctx, opts, func(ctx context.Context) error {
			return app.TryCaption(ctx, cfg.LLM, budget.Meter(s.Log))
		})
		state, err = budget.State(ctx)
	}
	if err != nil {
		c.Err = errors.Join(c.Err, err)
		return c
	}
	c.Found += fmt.Sprintf("; %d of %d pictures and %d tokens used today", state.Day.Pictures, state.Budget.Pictures, state.Day.Input+state.Day.Output)
	if state.Day.Cost > 0 {
		c.Found += ", cost " + viewmodel.Money(state.Day.Cost)
	}
	if state.Spent != "" {
		c.Found += "; the budget is used up: " + state.Spent
	}
	if state.Fault != "" {
		c.Found += "; when a picture was asked about last, it gave no caption: " + state.Fault
	}
	return c
}

// checkWaiting tells which pictures wait for a caption, and which get none.
func checkWaiting(ctx context.Context, cfg config.Config, store *storage.Store) Check {
	c := Check{Name: "pictures", Found: "no vision model configured"}
	if cfg.LLM.CaptionModel == "" {
		return c
	}
	state, err := caption.Waiting(ctx, store, cfg.LLM.CaptionModel, app.CaptionPrompt)
	if err != nil {
		c.Found, c.Err = "not known", err
		return c
	}
	c.Found = fmt.Sprintf("%d wait for a caption, %d get none", state.Waiting, state.GivenUp)
	for _, r := range state.Reasons {
		c.Found += fmt.Sprintf("; %s (%d)", r.Fault, r.Pictures)
	}
	return c
}

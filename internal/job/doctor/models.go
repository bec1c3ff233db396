package doctor

import (
	"context"
	"errors"
	"fmt"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/shown"
	"earshot/internal/social"
)

// modelWait bounds how long a model is waited for, which may have to be loaded first.
const modelWait = time.Minute

// budgetHeld says why a model is not asked whose budget is not to be had: asking outside it
// could cost more than the day is to.
const budgetHeld = "; not asked, as the Earshot that is running here keeps the budget: its Sources page has today's figures"

// ask asks a model, and notes what came of it.
func (c *Check) ask(ctx context.Context, opts Options, ask func(context.Context) error) {
	if opts.Offline {
		return
	}
	ctx, stop := context.WithTimeout(ctx, modelWait)
	defer stop()
	began := time.Now()
	if err := ask(ctx); err != nil {
		c.Found += "; asked, it gives no usable answer"
		c.Err = errors.Join(c.Err, fmt.Errorf("%w; see llm in the configuration: base_url, api_key and the name of the model", err))
		return
	}
	c.Found += "; asked, it answers in " + time.Since(began).Round(10*time.Millisecond).String()
}

// checkOpinions asks the language model what it makes of a sentence, as one request of the
// day's budget.
func checkOpinions(ctx context.Context, s app.Settings, cfg config.Config, opts Options) Check {
	c := Check{Name: "opinions", Found: "no model configured: sentiment is the built-in model's alone"}
	l := cfg.LLM
	if l.OpinionModel == "" {
		return c
	}
	c.Found = fmt.Sprintf("%s at %s, asked where the built-in model is less than %g %% sure", l.OpinionModel, shown.URL(l.BaseURL), 100*l.OpinionBelow)
	if l.OpinionReach > 0 {
		c.Found += fmt.Sprintf(" or engagement is %d or more", l.OpinionReach)
	}
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
	a := &app.App{Settings: s, Config: cfg, Streams: bus}
	asking, err := a.NewOpinionWorker(ctx)
	if err != nil {
		c.Err = err
		return c
	}
	state, err := asking.Opinions(ctx)
	if err != nil {
		c.Err = err
		return c
	}
	if state.Requests < state.Budget {
		c.ask(ctx, opts, func(ctx context.Context) error { return app.TryOpinion(ctx, l, asking) })
		if state, err = asking.Opinions(ctx); err != nil {
			c.Err = errors.Join(c.Err, err)
			return c
		}
	}
	c.Found += fmt.Sprintf("; %d of %d requests used today, %d posts wait", state.Requests, state.Budget, state.Waiting)
	return c
}

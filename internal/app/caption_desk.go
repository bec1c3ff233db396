package app

import (
	"context"
	"log/slog"
	"sync"

	"earshot/analyzer/caption"
	"earshot/analyzer/image"
	"earshot/analyzer/llm"
	"earshot/internal/app/config"
	captions "earshot/internal/pipeline/caption"
	"earshot/internal/social"
	"earshot/storage/stream"
)

// CaptionDesk asks the configured vision model about pictures that are none of a post's,
// within the day's budget. It is for one caller at a time.
type CaptionDesk struct {
	model  *caption.Captioner
	budget *captions.Budget
	bus    *stream.Bus
	log    *slog.Logger
	// down is why there is no use in asking about further pictures.
	down error
}

// CaptionUse is what the questions about a picture took: tokens, and billionths of the
// currency that prices are configured in.
type CaptionUse struct {
	Input  int64 `json:"input_tokens"`
	Output int64 `json:"output_tokens"`
	Cost   int64 `json:"cost_billionths"`
}

// OpenCaptionDesk opens the desk with the budget, that of the Earshot that is running on the
// folder where there is one. It is nil where no vision model is configured, and fails with
// social.CodeConflict where the budget cannot be had.
func OpenCaptionDesk(ctx context.Context, s Settings, c config.Config) (*CaptionDesk, error) {
	model, err := newCaptioner(c.LLM)
	if err != nil || model == nil {
		return nil, err
	}
	bus, err := OpenStreams(ctx, s, c, "earshot analyze image")
	if err != nil {
		return nil, err
	}
	budget, err := (&App{Settings: s, Config: c, Streams: bus}).CaptionBudget(ctx)
	if err != nil {
		_ = bus.Close() // the budget is what counts
		return nil, err
	}
	return &CaptionDesk{model: model, budget: budget, bus: bus, log: s.Log}, nil
}

// Close closes what the budget is kept in.
func (d *CaptionDesk) Close() error { return d.bus.Close() }

// Ask asks what is in a picture. When the model cannot be reached or the budget is spent, it
// is not asked about any other either.
func (d *CaptionDesk) Ask(ctx context.Context, data []byte) (social.Caption, CaptionUse, error) {
	if d.down != nil {
		return social.Caption{}, CaptionUse{}, d.down
	}
	preview, err := image.Preview(data, caption.MaxSide)
	if err != nil {
		return social.Caption{}, CaptionUse{}, err
	}
	took := &tally{Meter: metered{d.budget.Meter(d.log)}}
	said, err := d.model.Caption(ctx, preview, "image/jpeg", took)
	if err != nil && !caption.IsUnusable(err) && social.CodeOf(err) != social.CodeInvalid {
		d.down = err
	}
	use := CaptionUse{Input: took.used.Input, Output: took.used.Output, Cost: d.budget.Price.Of(took.used.Input, took.used.Output)}
	return captionOf(said), use, err
}

// captionOf is what a vision model said.
func captionOf(said caption.Caption) social.Caption {
	return social.Caption{Text: said.Text, Tags: said.Tags, OCR: said.OCR, Model: said.Model, Description: said.Description}
}

// tally adds up what requests use: all that they may, where the server does not tell.
type tally struct {
	llm.Meter
	mu   sync.Mutex
	used llm.Usage
}

// Enter enters a request in the meter below.
func (t *tally) Enter(ctx context.Context, most llm.Usage) (int64, func(*llm.Usage), error) {
	output, settle, err := t.Meter.Enter(ctx, most)
	if err != nil {
		return 0, nil, err
	}
	most.Output = output
	return output, func(used *llm.Usage) {
		settle(used)
		if used == nil {
			used = &most
		}
		t.mu.Lock()
		defer t.mu.Unlock()
		t.used.Input, t.used.Output = t.used.Input+used.Input, t.used.Output+used.Output
	}, nil
}

package app

import (
	"context"
	"errors"
	"math"
	"time"

	"earshot/analyzer/caption"
	"earshot/analyzer/image"
	"earshot/analyzer/llm"
	"earshot/analyzer/picture"
	"earshot/internal/app/config"
	captions "earshot/internal/pipeline/caption"
	"earshot/internal/social"
	"earshot/storage"
)

// captionBytes is the largest answer read of a vision model.
const captionBytes = 256 << 10

// newCaptioner is nil without a model. It asks each question once: what is tried again is
// the caption worker's to say, so that each try is entered in the budget.
func newCaptioner(c config.LLM) (*caption.Captioner, error) {
	if c.CaptionModel == "" {
		return nil, nil
	}
	model, err := llm.New(llm.Options{BaseURL: c.BaseURL, Key: c.APIKey, Model: c.CaptionModel, Timeout: c.Timeout.Std(), Retries: -1, MaxBytes: captionBytes})
	if err != nil {
		return nil, err
	}
	return caption.New(model), nil
}

// CaptionPrompt is the version of what vision models are asked.
const CaptionPrompt = caption.PromptVersion

// CaptionBudget is what the configuration lets captions use, as kept in the streams.
func (a *App) CaptionBudget(ctx context.Context) (*captions.Budget, error) {
	bucket, err := a.Streams.Bucket(ctx, captions.BucketName)
	if err != nil {
		return nil, err
	}
	c := a.Config.LLM
	return &captions.Budget{
		Bucket: bucket, Model: c.CaptionModel, Price: captions.Price{Input: c.CaptionInputPrice, Output: c.CaptionOutputPrice}, Now: time.Now,
		Limits: social.CaptionBudget{Pictures: c.CaptionBudget, Tokens: c.CaptionTokens, Cost: int64(math.Round(c.CaptionCost * social.Billionth))},
	}, nil
}

// newCaptionWorker returns nil where no vision model is configured.
func (a *App) newCaptionWorker(ctx context.Context) (*captions.Worker, error) {
	model, err := newCaptioner(a.Config.LLM)
	if err != nil || model == nil {
		return nil, err
	}
	budget, err := a.CaptionBudget(ctx)
	if err != nil {
		return nil, err
	}
	claims, err := a.Streams.Leases(ctx, "caption-claims")
	if err != nil {
		return nil, err
	}
	return captions.New(captions.Options{
		Model: captionModel{model, a.room}, Name: a.Config.LLM.CaptionModel, Prompt: caption.PromptVersion, Budget: budget, Claims: claims,
		Store: a.Store, Blobs: a.Media, Pictures: Queue{Queue: a.Streams.Media}, Gate: a.folder.wait, Log: a.Settings.Log,
	}), nil
}

// toldOf is a store that tells of pictures that were written.
type toldOf struct {
	*storage.Store
	tell func()
}

func (s toldOf) WriteMedia(ctx context.Context, media []social.Media) error {
	err := s.Store.WriteMedia(ctx, media)
	if err == nil {
		s.tell()
	}
	return err
}

// captionModel lets the caption worker ask a vision model.
type captionModel struct {
	*caption.Captioner
	room *picture.Room
}

func (m captionModel) Preview(ctx context.Context, data []byte) (preview []byte, err error) {
	full := m.room.Do(ctx, image.Area(data), func() { preview, err = image.Preview(data, caption.MaxSide) })
	return preview, errors.Join(full, err)
}

func (m captionModel) Caption(ctx context.Context, preview []byte, meter captions.Meter) (social.Caption, error) {
	said, err := m.Captioner.Caption(ctx, preview, "image/jpeg", metered{meter})
	return captionOf(said), err
}

func (captionModel) Unusable(err error) (why string, unusable bool) {
	if !caption.IsUnusable(err) {
		return "", false
	}
	return caption.Why(err), true
}

func (captionModel) Short(err error) bool { return caption.IsShort(err) }

func (captionModel) RetryAfter(err error) time.Duration { return llm.RetryAfter(err) }

// metered lets a language model's requests be entered in the budget of captions.
type metered struct{ meter captions.Meter }

func (m metered) Enter(ctx context.Context, most llm.Usage) (int64, func(*llm.Usage), error) {
	output, settle, err := m.meter.Enter(ctx, captions.Usage(most))
	return output, func(used *llm.Usage) { settle((*captions.Usage)(used)) }, err
}

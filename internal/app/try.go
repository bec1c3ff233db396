package app

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"

	"earshot/analyzer/llm"
	"earshot/analyzer/opinion"
	"earshot/internal/app/config"
	captions "earshot/internal/pipeline/caption"
	opinions "earshot/internal/pipeline/opinion"
	"earshot/internal/social"
)

// triedSide is the side of the picture that a vision model is tried with, in pixels.
const triedSide = 64

// TryCaption asks the vision model of a configuration what is in a small picture. An answer that
// is not of the form asked for is an error. It is one picture of the budget that meter enters
// it in.
func TryCaption(ctx context.Context, c config.LLM, meter captions.Meter) error {
	model, err := newCaptioner(c)
	if err != nil || model == nil {
		return err
	}
	picture := image.NewGray(image.Rect(0, 0, triedSide, triedSide))
	for i := range picture.Pix { // a light square on a dark ground
		if x, y := i%triedSide, i/triedSide; min(x, y) >= triedSide/4 && max(x, y) < 3*triedSide/4 {
			picture.SetGray(x, y, color.Gray{Y: 0xe0})
		}
	}
	var data bytes.Buffer
	if err := jpeg.Encode(&data, picture, nil); err != nil {
		return fmt.Errorf("app: make a picture: %w", err)
	}
	_, err = model.Caption(ctx, data.Bytes(), "image/jpeg", metered{meter})
	return err
}

// triedText is what a language model is tried with.
const triedText = "The new grinder is wonderful, and quiet as well."

// TryOpinion asks the language model of a configuration what it makes of a sentence, as a request
// of the budget of asking.
func TryOpinion(ctx context.Context, c config.LLM, asking *opinions.Worker) error {
	model, err := newOpinionAsker(c, opinions.Transport{Budget: asking.Budget, Next: http.DefaultTransport})
	if err != nil {
		return err
	}
	if _, err = model.Ask(ctx, triedText); opinion.IsUnusable(err) {
		return social.Errorf(social.CodeBroken, "the model does not answer in the form it is asked for: %w", err)
	}
	return err
}

// newOpinionAsker asks each question once: what is tried again is the stream's to say, so that
// each try is entered in the budget.
func newOpinionAsker(c config.LLM, transport http.RoundTripper) (*opinion.Asker, error) {
	model, err := llm.New(llm.Options{
		BaseURL: c.BaseURL, Key: c.APIKey, Model: c.OpinionModel, Timeout: c.Timeout.Std(), Retries: -1,
		MaxBytes: opinionBytes, Transport: transport,
	})
	if err != nil {
		return nil, fmt.Errorf("app: make opinion model: %w", err)
	}
	return opinion.New(model), nil
}

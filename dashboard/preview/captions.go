package preview

import (
	"context"
	"time"

	"earshot/internal/social"
)

// Captions is a canned state of captions.
type Captions struct{}

// Captions returns the state on a day on which the key was refused.
func (Captions) Captions(context.Context) (social.CaptionState, error) {
	since := time.Date(2026, 10, 14, 7, 5, 0, 0, time.UTC)
	return social.CaptionState{
		Model: "qwen2.5vl", Waiting: 212, GivenUp: 3,
		Reasons: []social.CaptionReason{{Fault: "the model would not describe it", Pictures: 2, GivenUp: true}, {Fault: "its bytes are not kept", Pictures: 1, GivenUp: true}},
		Day:     social.CaptionDay{Day: "2026-10-14", Pictures: 88, Requests: 97, Input: 81200, Output: 9100, Cost: 17_640_000, Given: 86, Faults: 9},
		Budget:  social.CaptionBudget{Pictures: 1000, Cost: 2 * social.Billionth},
		Fault:   "llm: the server answered 401: the key is not known", Since: &since,
	}, nil
}

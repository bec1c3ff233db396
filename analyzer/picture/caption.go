package picture

import (
	"context"

	"earshot/internal/social"
)

// Caption is the step that takes over what a vision model said of a picture of the same
// bytes. The model is asked by a worker of its own (internal/pipeline/caption), as it is
// slow, costs money and may be out of order: pictures do not wait for it.
type Caption struct {
	// Asked: there is a model that is asked.
	Asked bool
}

// Name is "caption".
func (Caption) Name() string { return "caption" }

// Wants is never.
func (Caption) Wants(social.Media) bool { return false }

// Waits tells whether m waits for the model's answer.
func (c Caption) Waits(m social.Media) bool { return c.Asked && m.CaptionModel == "" }

// Share takes over the caption of same.
func (Caption) Share(m *social.Media, same social.Media) bool {
	if same.CaptionModel == "" {
		return false
	}
	said := social.Caption{Text: same.Caption, Tags: same.Tags, Model: same.CaptionModel, Description: same.Description}
	reader := m.OCRReader
	m.Take(said)
	if m.OCRReader = reader; reader == "" {
		m.OCR, m.OCRReader = same.OCR, same.OCRReader
	}
	return true
}

// Read finds nothing out.
func (Caption) Read(context.Context, *social.Media, []byte) error { return nil }

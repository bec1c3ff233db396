package picture

import (
	"context"

	"earshot/analyzer/caption"
	"earshot/analyzer/image"
	"earshot/analyzer/llm"
	"earshot/internal/social"
)

// Captioner describes a JPEG picture.
type Captioner interface {
	Caption(ctx context.Context, data []byte, contentType string, meter llm.Meter) (caption.Caption, error)
}

// Caption is the step that asks a vision model what is in a picture; Model is nil where
// none is configured.
type Caption struct{ Model Captioner }

// Name is "caption".
func (Caption) Name() string { return "caption" }

// Wants tells whether m has no caption and there is a model to ask for one.
func (c Caption) Wants(m social.Media) bool { return c.Model != nil && m.CaptionModel == "" }

// Share takes over the caption of same.
func (Caption) Share(m *social.Media, same social.Media) bool {
	if same.CaptionModel == "" {
		return false
	}
	m.Caption, m.CaptionModel, m.Tags, m.Description = same.Caption, same.CaptionModel, same.Tags, same.Description
	if m.OCRReader == "" {
		m.OCR, m.OCRReader = same.OCR, same.OCRReader
	}
	return true
}

// Read asks the model. Text that another reader has found stands.
func (c Caption) Read(ctx context.Context, m *social.Media, data []byte) error {
	preview, err := image.Preview(data, caption.MaxSide)
	if err != nil {
		return err
	}
	answer, err := c.Model.Caption(ctx, preview, "image/jpeg", nil)
	if err != nil {
		return err
	}
	m.Caption, m.CaptionModel, m.Tags, m.Description = answer.Text, answer.Model, answer.Tags, answer.Description
	if m.OCRReader == "" {
		m.OCR, m.OCRReader = answer.OCR, answer.Model
	}
	return nil
}

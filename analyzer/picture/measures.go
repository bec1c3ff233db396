package picture

import (
	"context"

	"earshot/analyzer/image"
	"earshot/internal/social"
)

// Measures is the step that computes what needs no network: what kind of picture it is,
// its main colours, and whether it moves.
type Measures struct{}

// Name is "measures".
func (Measures) Name() string { return "measures" }

// Wants tells whether m was not measured.
func (Measures) Wants(m social.Media) bool { return m.Look == "" }

// Share takes over the measures of same.
func (Measures) Share(m *social.Media, same social.Media) bool {
	if same.Look == "" {
		return false
	}
	m.Look, m.Animated, m.Palette = same.Look, same.Animated, same.Palette
	return true
}

// Read measures the picture.
func (Measures) Read(_ context.Context, m *social.Media, data []byte) error {
	found, err := image.Measure(data)
	if err != nil {
		return err
	}
	m.Look, m.Animated, m.Palette = found.Look, found.Animated, found.Palette
	return nil
}

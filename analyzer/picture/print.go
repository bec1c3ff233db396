package picture

import (
	"context"

	"earshot/analyzer/image"
	"earshot/analyzer/image/fingerprint"
	"earshot/internal/social"
)

// Print is the step that takes what a picture is recognised by among others. It comes
// before the steps whose findings members of a family share.
type Print struct{}

// Name is "fingerprint".
func (Print) Name() string { return "fingerprint" }

// Wants tells whether m was not put into a family by the present scheme.
func (Print) Wants(m social.Media) bool { return m.PrintScheme != fingerprint.Scheme }

// ReadsThumbnails says that the fingerprint, which is of a small likeness, is that of the thumbnail.
func (Print) ReadsThumbnails() {}

// Share takes over that the same bytes are in their family.
func (Print) Share(m *social.Media, same social.Media) bool {
	if same.PrintScheme != fingerprint.Scheme {
		return false
	}
	m.PrintScheme = same.PrintScheme
	return true
}

// Read takes the fingerprint.
func (Print) Read(_ context.Context, m *social.Media, data []byte) error {
	small, err := image.Small(data, image.ThumbSide)
	if err != nil {
		return err
	}
	f := fingerprint.Of(small)
	m.PrintScheme = fingerprint.Scheme
	m.Print = &social.PicturePrint{SHA256: m.SHA256, Hashes: f.Hashes(), Print: f.Encode()}
	return nil
}

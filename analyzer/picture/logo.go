package picture

import (
	"context"

	"earshot/internal/social"
)

// LogoFinder finds the logos of brands in pictures.
type LogoFinder interface {
	// Set names what is looked for in the picture of these bytes (by their SHA-256), and how; empty for nothing.
	Set(sha256 string) string
	// Find looks at a picture, the one of these bytes, and returns the logos in it.
	Find(ctx context.Context, sha256 string, data []byte) ([]social.Logo, error)
}

// Logo is the step that finds logos.
type Logo struct{ Finder LogoFinder }

// Name is "logo".
func (Logo) Name() string { return "logo" }

// Wants tells whether something else is looked for than when m was looked at.
func (l Logo) Wants(m social.Media) bool { return l.Finder.Set(m.SHA256) != m.LogoSet }

// Share takes over the logos of same, if they are those that are looked for.
func (l Logo) Share(m *social.Media, same social.Media) bool {
	if same.LogoSet == "" || same.LogoSet != l.Finder.Set(m.SHA256) {
		return false
	}
	m.Logos, m.LogoSet = same.Logos, same.LogoSet
	return true
}

// Read looks for the logos.
func (l Logo) Read(ctx context.Context, m *social.Media, data []byte) error {
	set := l.Finder.Set(m.SHA256)
	if set == "" { // the brands have no logos any more
		m.Logos, m.LogoSet = nil, ""
		return nil
	}
	found, err := l.Finder.Find(ctx, m.SHA256, data)
	if err != nil {
		return err
	}
	m.Logos, m.LogoSet = found, set
	return nil
}

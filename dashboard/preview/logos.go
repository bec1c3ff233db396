package preview

import (
	"context"
	"slices"
	"time"

	"earshot/internal/social"
)

// Logos keeps what people say of logos, in memory.
type Logos struct {
	Media []social.Media
	Said  []social.LogoAnswer
	Kept  []social.LogoExample
}

// NewLogos has one picture with an unsure find.
func NewLogos(brand, sha256 string, at time.Time) *Logos {
	return &Logos{Media: []social.Media{{
		URL: "https://pictures.example/1.jpg", State: social.MediaReady, SHA256: sha256, Width: 800, Height: 600, FetchedAt: at,
		Logos: []social.Logo{{Brand: brand, Box: social.Box{X: 420, Y: 380, W: 160, H: 220}, Certainty: 0.54, Perhaps: true}},
	}}}
}

// Perhaps are the pictures with unsure finds.
func (l *Logos) Perhaps(context.Context, int) ([]social.Media, uint64, error) {
	return l.Media, uint64(len(l.Media)), nil
}

// Known is what was answered and uploaded.
func (l *Logos) Known(context.Context) (social.Logos, error) {
	known := social.Logos{Configured: map[string]int{}, Uploaded: l.Kept, Answers: l.Said}
	for _, a := range l.Said {
		if a.Verdict == social.LogoYes {
			known.Yes++
		} else {
			known.No++
		}
	}
	return known, nil
}

// Answer keeps an answer.
func (l *Logos) Answer(_ context.Context, a social.LogoAnswer) error {
	l.Said = slices.DeleteFunc(l.Said, func(o social.LogoAnswer) bool { return o.SHA256 == a.SHA256 && o.Brand == a.Brand })
	if a.Verdict != social.LogoUnsaid {
		l.Said = append([]social.LogoAnswer{a}, l.Said...)
	}
	return nil
}

// Upload keeps a picture of a logo.
func (l *Logos) Upload(_ context.Context, e social.LogoExample) error {
	l.Kept = append(l.Kept, e)
	return nil
}

// Remove takes one out of use.
func (l *Logos) Remove(_ context.Context, e social.LogoExample) error {
	l.Kept = slices.DeleteFunc(l.Kept, func(o social.LogoExample) bool { return o.Brand == e.Brand && o.SHA256 == e.SHA256 })
	return nil
}

package app

import (
	"context"
	"slices"

	"earshot/analyzer/logo"
	"earshot/internal/social"
)

// logoDesk is what the dashboard asks about logos, and tells of them.
type logoDesk struct{ app *App }

// Perhaps are pictures with unsure finds.
func (d logoDesk) Perhaps(ctx context.Context, limit int) ([]social.Media, uint64, error) {
	return d.app.Store.PerhapsLogos(ctx, limit)
}

// Known is what is looked for, and what was answered.
func (d logoDesk) Known(ctx context.Context) (known social.Logos, err error) {
	known.Configured = map[string]int{}
	for _, b := range d.app.Config.Brands {
		known.Configured[b.Name] = len(b.Logos)
	}
	if known.Uploaded, err = d.app.Store.LogoExamples(ctx); err != nil {
		return known, err
	}
	if known.Answers, err = d.app.Store.LogoAnswers(ctx); err != nil {
		return known, err
	}
	for _, a := range known.Answers {
		if a.Verdict == social.LogoYes {
			known.Yes++
		} else {
			known.No++
		}
	}
	return known, nil
}

func (d logoDesk) isConfigured(brand string) error {
	if !slices.ContainsFunc(d.app.Brands, func(b social.Brand) bool { return b.Name == brand }) {
		return social.Errorf(social.CodeInvalid, "there is no brand %.100q", brand)
	}
	return nil
}

// Answer keeps an answer, and has the picture looked at again wherever it is shown.
func (d logoDesk) Answer(ctx context.Context, a social.LogoAnswer) error {
	if err := d.isConfigured(a.Brand); err != nil {
		return err
	}
	urls, err := d.app.Store.URLsOfPicture(ctx, a.SHA256)
	if err != nil {
		return err
	}
	if len(urls) == 0 && a.Verdict != social.LogoUnsaid {
		return social.Errorf(social.CodeNotFound, "the picture is not stored any more")
	}
	if err := d.app.Store.AnswerLogo(ctx, a); err != nil {
		return err
	}
	if err := d.app.logos.refresh(ctx); err != nil {
		return err
	}
	return d.app.askPictures(ctx, urls)
}

// Upload keeps a picture of a logo; all stored pictures are looked at again.
func (d logoDesk) Upload(ctx context.Context, e social.LogoExample) error {
	if err := d.isConfigured(e.Brand); err != nil {
		return err
	}
	if err := logo.Check(e.Data); err != nil {
		return social.Errorf(social.CodeInvalid, "%w; a picture of the logo is a PNG, JPEG, WebP or GIF file", err)
	}
	known, err := d.app.Store.LogoExamples(ctx)
	if err != nil {
		return err
	}
	n := 0
	for _, k := range known {
		if k.Brand == e.Brand && k.SHA256 != e.SHA256 {
			n++
		}
	}
	if n >= logo.MaxExamples {
		return social.Errorf(social.CodeInvalid, "%d pictures of one logo are the most that can be uploaded: remove one", logo.MaxExamples)
	}
	if err := d.app.Store.KeepLogo(ctx, e, false); err != nil {
		return err
	}
	return d.app.logos.refresh(ctx)
}

// Remove takes an uploaded picture of a logo out of use.
func (d logoDesk) Remove(ctx context.Context, e social.LogoExample) error {
	e.Data = nil
	if err := d.app.Store.KeepLogo(ctx, e, true); err != nil {
		return err
	}
	return d.app.logos.refresh(ctx)
}

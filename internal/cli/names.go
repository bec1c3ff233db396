package cli

import (
	"context"
	"os"
	"slices"

	"earshot/internal/app"
	"earshot/internal/app/sources"
	"earshot/internal/query"
	"earshot/internal/social"
)

// checkNames is an error where a flag names a brand, platform or language that
// there is none of; one that is no longer configured but is stored is known. It
// returns what fields of a query may name.
func (f postFilter) checkNames(ctx context.Context, settings app.Settings) (query.Known, error) {
	for _, code := range f.Language {
		if unknown := query.UnknownLanguage(code); unknown != "" {
			return query.Known{}, social.Errorf(social.CodeInvalid, "--language: %s", unknown)
		}
	}
	known, err := sources.Known(settings.ConfigFile)
	if err != nil {
		return known, err
	}
	if err := addStored(ctx, settings, &known, f.Query, f.Platform); err != nil {
		return known, err
	}
	for _, name := range f.Platform {
		if unknown := query.UnknownPlatform(name, known.Platforms); unknown != "" {
			return known, social.Errorf(social.CodeInvalid, "--platform: %s", unknown)
		}
	}
	if err := f.checkSources(ctx, settings); err != nil {
		return known, err
	}
	return known, f.checkBrand(ctx, settings)
}

// addStored adds to known those of the platforms, and of those a query names, that
// posts are stored of.
func addStored(ctx context.Context, settings app.Settings, known *query.Known, expr string, platforms []string) error {
	named := slices.Clone(platforms)
	if q, err := query.Parse(expr); err == nil {
		named = append(named, q.Values(query.FieldPlatform)...)
	}
	for _, name := range named {
		if slices.Contains(known.Platforms, name) {
			continue
		}
		stored, err := isStored(ctx, settings, social.Filter{Platforms: []string{name}, Unmatched: true})
		if err != nil {
			return err
		}
		if stored {
			known.Platforms = append(known.Platforms, name)
		}
	}
	return nil
}

func (f postFilter) checkBrand(ctx context.Context, settings app.Settings) error {
	cfg, err := settings.LoadConfig(false)
	if err != nil || f.Brand == "" {
		return err
	}
	names := make([]string, len(cfg.Brands))
	for i, b := range cfg.Brands {
		names[i] = b.Name
	}
	if slices.Contains(names, f.Brand) {
		return nil
	}
	stored, err := isStored(ctx, settings, social.Filter{Brand: f.Brand})
	if err != nil || stored {
		return err
	}
	return social.Errorf(social.CodeInvalid, "--brand: %s", query.UnknownName("brand", f.Brand, names))
}

// checkSources is checkBrand of sources. Imports have sources that are not
// configured.
func (f postFilter) checkSources(ctx context.Context, settings app.Settings) error {
	cfg, err := settings.LoadConfig(false)
	if err != nil {
		return err
	}
	names := make([]string, len(cfg.Sources))
	for i, s := range cfg.Sources {
		names[i] = s.Name
	}
	for _, name := range f.Source {
		if slices.Contains(names, name) {
			continue
		}
		stored, err := isStored(ctx, settings, social.Filter{Sources: []string{name}, Unmatched: true})
		if err != nil {
			return err
		}
		if !stored {
			return social.Errorf(social.CodeInvalid, "--source: %s", query.UnknownName("source", name, names))
		}
	}
	return nil
}

// isStored reports whether a post is stored that f lets through. Where nothing
// was ever stored it makes no database.
func isStored(ctx context.Context, settings app.Settings, f social.Filter) (bool, error) {
	cfg, err := settings.LoadConfig(false)
	if err != nil {
		return false, err
	}
	if _, err := os.Stat(settings.Folder()); err != nil && cfg.Storage.DSN == "" {
		return false, nil
	}
	store, done, err := app.OpenStore(ctx, settings)
	if err != nil {
		return false, err
	}
	defer done()
	page, err := store.Posts(ctx, f, social.NewestFirst, 1, "")
	return len(page.Posts) > 0, err
}

package cli

import (
	"context"

	"earshot/internal/app"
	"earshot/internal/export"
	"earshot/internal/social"
)

type exportCorrectionsCommand struct {
	exportTarget
	Format string `enum:",tsv,${formats}" default:"" placeholder:"NAME" help:"tsv, as earshot train reads it, ${formats_help} (default: by the name of the file, else tsv)."`
}

// Help defines the lines.
func (exportCorrectionsCommand) Help() string {
	return `A line for each post whose sentiment was set on the dashboard and not taken back. In tsv that is the label (-1, 0 or 1), a
tab and the text with its line breaks and tabs as spaces: what earshot train reads. Elsewhere it has platform, id, language,
label and text.`
}

// Run writes the corrections, by platform and id.
func (c exportCorrectionsCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	format, err := c.format(c.Format, export.TSV)
	if err != nil {
		return err
	}
	store, done, err := app.OpenStore(ctx, settings)
	if err != nil {
		return err
	}
	defer done()
	return c.writePosts(std, format, export.NewCorrectionWriter, func(write func(social.StoredPost) error) error {
		return store.EachCorrection(ctx, write)
	})
}

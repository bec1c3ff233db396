package cli

import (
	"context"
	"io"

	"earshot/internal/app"
	"earshot/internal/export"
)

type exportCorrectionsCommand struct {
	exportTarget
	Format string `enum:"tsv,ndjson" default:"tsv" help:"tsv, as earshot train reads it, or ndjson."`
}

// Help defines the lines.
func (exportCorrectionsCommand) Help() string {
	return `A line for each post whose sentiment was set on the dashboard and not taken back. In tsv that is the label (-1, 0 or 1), a
tab and the text with its line breaks and tabs as spaces: what earshot train reads. In ndjson it is an object with platform,
id, language, label and text.`
}

// Run writes the corrections, by platform and id.
func (c exportCorrectionsCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	store, done, err := app.OpenStore(ctx, settings)
	if err != nil {
		return err
	}
	defer done()
	return c.writeTo(std.out, func(w io.Writer) error {
		out, err := export.NewCorrectionWriter(w, export.Format(c.Format))
		if err != nil {
			return err
		}
		return store.EachCorrection(ctx, out.Write)
	})
}

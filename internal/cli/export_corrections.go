package cli

import (
	"context"
	"io"

	"earshot/internal/app"
	"earshot/internal/export"
)

type exportCorrectionsCommand struct {
	exportTarget
	Format string `enum:",tsv,${formats}" default:"" placeholder:"NAME" help:"tsv, as earshot train reads it, ${formats_help} (default: by the name of the file, else tsv)."`
}

// Help defines the lines.
func (exportCorrectionsCommand) Help() string {
	return `A line for each post whose sentiment a person set or called right, and did not take back. In tsv that is the label (-1, 0 or
1), a tab and the text with its line breaks and tabs as spaces: what earshot train reads. Elsewhere it has platform, id,
language, label, text, the brand whose mention was judged (empty for the post as a whole; tsv leaves the others out), whether
the label was the model's and called right (confirmed), who gave it (by) and when (at): what earshot corrections import reads.`
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
	var out *export.CorrectionWriter
	return c.writeRows(std, format, func(w io.Writer) (*export.PostWriter, error) {
		var err error
		if out, err = export.NewCorrectionWriter(w, format); err != nil {
			return nil, err
		}
		return out.PostWriter, nil
	}, func() error { return store.EachCorrection(ctx, out.Write) })
}

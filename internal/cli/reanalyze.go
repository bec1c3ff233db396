package cli

import (
	"context"
	"encoding/json"
	"fmt"

	"earshot/internal/app"
)

type reanalyzeCommand struct {
	postFilter
	JSON bool `name:"json" help:"Print the summary as JSON."`
}

// Help says what changes and what does not.
func (reanalyzeCommand) Help() string {
	return `Reads the stored posts and analyses them with the analyzers and the sentiment model now in use. The posts themselves, and what
people corrected, stay as they are; figures follow. What this version has analysed already is left alone, so after an
interruption it goes on where it was. It may run beside earshot run.`
}

// Run analyses the stored posts again.
func (c reanalyzeCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	f, err := c.filter()
	if err != nil {
		return err
	}
	f.Unmatched = f.Brand == ""
	sum, err := app.Reanalyze(ctx, settings, f, func(sum app.Reanalyzed) {
		fmt.Fprintf(std.err, "\r%d posts read, %d changed", sum.Posts, sum.Changed)
	})
	if err != nil {
		return err
	}
	if sum.Posts >= 500 {
		fmt.Fprintln(std.err)
	}
	if c.JSON {
		return json.NewEncoder(std.out).Encode(sum)
	}
	_, err = fmt.Fprintf(std.out, "%d posts read, %d analysed anew with %s, %d crawled meanwhile, %d refused\n",
		sum.Posts, sum.Changed, sum.Version, sum.Stale, sum.Refused)
	return err
}

package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"earshot/internal/app"
)

type crawlCommand struct {
	Once   bool     `required:"" xor:"what" help:"Crawl each source once (for a schedule, use run)."`
	Replay []string `required:"" xor:"what" placeholder:"FILE" sep:"none" help:"Read the answers in a .warc.gz file again, without the network; may be given more than once. crawler.keep_warc records them."`
	Source []string `placeholder:"NAME" sep:"none" help:"Only this source; may be given more than once (default: every source)."`
	JSON   bool     `name:"json" help:"Print the summary as JSON."`
}

// Run crawls and prints a summary; it fails if a source did.
func (c crawlCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	if len(c.Replay) > 0 {
		return c.replay(ctx, settings, std)
	}
	sum, err := app.CrawlOnce(ctx, settings, app.CrawlOptions{Sources: c.Source})
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(std.out)
		enc.SetIndent("", "  ")
		err = enc.Encode(sum)
	} else {
		err = printSummary(std.out, sum)
	}
	if err != nil {
		return fmt.Errorf("print summary: %w", err)
	}
	failed := sum.Failed()
	for _, run := range failed {
		fmt.Fprintf(std.err, "earshot: source %s: %s: %s\n", run.Source, run.State, run.Fault)
	}
	lost := sum.Refused + sum.Unreadable
	if lost > 0 {
		fmt.Fprintf(std.err, "earshot: %d posts that storage refused and %d messages that could not be read are not stored; the log names them\n", sum.Refused, sum.Unreadable)
	}
	if len(failed) > 0 || lost > 0 {
		return errReported
	}
	return nil
}

func printSummary(w io.Writer, sum app.CrawlSummary) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "SOURCE\tPLATFORM\tSTATE\tREQUESTS\tREAD\tSKIPPED\tTOOK")
	for _, r := range sum.Runs {
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%d\t%d\t%s\n", r.Source, r.Platform, r.State, r.Requests, r.Posts, r.Skipped,
			r.Finished.Sub(r.Started).Round(time.Millisecond))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%d new posts, %d updated, %d already known in a later state, %d deleted and erased, %d match no brand.\n%d pictures ready, %d failed.\n%d posts stored in all.\n",
		sum.New, sum.Updated, sum.Stale, sum.Erased, sum.Dropped, sum.Pictures, sum.PicturesFailed, sum.Stored)
	return err
}

package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"earshot/internal/app"
	"earshot/internal/job/importfiles"
	"earshot/internal/social"
)

type importCommand struct {
	Files    []string          `arg:"" name:"file" help:"Files to read; - is standard input."`
	Format   string            `placeholder:"NAME" help:"What the files are (default: found by their content)."`
	Map      map[string]string `mapsep:"," placeholder:"COLUMN=FIELD,..." help:"What the columns of an unknown CSV hold."`
	Platform string            `placeholder:"NAME" help:"Platform of posts that name none, nor are at the address of a known one (default: web where there is an address, else import)."`
	Encoding string            `placeholder:"NAME" help:"Character set of the files (default: found by their content)."`
	Source   string            `placeholder:"NAME" help:"Source the posts are stored under (default: import:FILE)."`
	Keep     string            `enum:"all,mentions" default:"all" help:"Store all posts, or only those that mention a brand."`
	JSON     bool              `name:"json" help:"Print the summary as JSON."`
}

// Run imports and prints a summary; it fails if a record could not be read.
func (c importCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	if strings.ContainsAny(c.Source, "/\n\r\t") {
		return social.Errorf(social.CodeInvalid, "--source %q: a name is one line without '/'", c.Source)
	}
	sum, err := importfiles.Run(ctx, settings, importfiles.Options{
		Files: c.Files, Input: std.in, Format: c.Format, Map: c.Map, Platform: c.Platform, Encoding: c.Encoding,
		Source: c.Source, Keep: social.Keep(c.Keep),
	})
	if err != nil {
		return err
	}
	if err := writeSummary(std.out, c.JSON, sum, printImport); err != nil {
		return err
	}
	for _, file := range sum.Files {
		for _, f := range file.Faults {
			fmt.Fprintf(std.err, "earshot: %s: %s\n", f.Where, f.Why)
		}
		if more := file.Skipped - int64(len(file.Faults)); more > 0 {
			fmt.Fprintf(std.err, "earshot: %s: and %d more records that cannot be read\n", file.File, more)
		}
	}
	lost := warnLost(std.err, sum.Refused, sum.Unreadable)
	warnFaulted(std.err, sum.Faulted)
	if sum.Skipped() > 0 || lost {
		return errReported
	}
	return nil
}

func printImport(w io.Writer, sum importfiles.Summary) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "FILE\tFORMAT\tRECORDS\tPOSTS\tSKIPPED")
	for _, f := range sum.Files {
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\n", f.File, strings.Join(f.Formats, ", "), f.Records, f.Posts, f.Skipped)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%d new posts, %d updated, %d unchanged, %d already known in a later state, %d match no brand.\n",
		sum.New, sum.Updated, sum.Unchanged, sum.Stale, sum.Dropped)
	if err := writeMerged(w, sum.Merged); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d pictures wait for the next run or crawl.\n%d posts stored in all.\n", sum.PicturesWaiting, sum.Stored)
	return err
}

package cli

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"earshot/internal/app"
	"earshot/internal/job/replay"
)

// replay reads archives again and prints what they held; it fails where one
// could not be read whole.
func (c crawlCommand) replay(ctx context.Context, settings app.Settings, std streams) error {
	sum, err := replay.Run(ctx, settings, c.Replay, c.Source)
	if err != nil {
		return err
	}
	if err := writeSummary(std.out, c.JSON, sum, printReplay); err != nil {
		return err
	}
	failed := warnLost(std.err, sum.Refused, sum.Parked)
	warnFaulted(std.err, sum.Faulted)
	for _, archive := range sum.Archives {
		if archive.Fault != "" {
			failed = true
			fmt.Fprintf(std.err, "earshot: %s: %s\n", archive.File, archive.Fault)
		}
		for _, src := range archive.Sources {
			if src.Fault != "" {
				failed = true
				fmt.Fprintf(std.err, "earshot: %s: source %s: %s\n", archive.File, src.Source, src.Fault)
			}
		}
	}
	if failed {
		return errReported
	}
	return nil
}

func printReplay(w io.Writer, sum replay.Summary) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ARCHIVE\tSOURCE\tANSWERS\tPOSTS\tSKIPPED")
	var unknown, refusals, unreadable int64
	for _, archive := range sum.Archives {
		for _, src := range archive.Sources {
			fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\n", archive.File, src.Source, src.Answers, src.Posts, src.Skipped)
		}
		unknown, refusals, unreadable = unknown+archive.Unknown, refusals+archive.Refusals, unreadable+archive.Unreadable
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%d answers belong to no configured source, %d were refusals, %d records cannot be read.\n%d new posts, %d updated, %d unchanged, %d already known in a later state, %d match no brand.\n",
		unknown, refusals, unreadable, sum.New, sum.Updated, sum.Unchanged, sum.Stale, sum.Dropped)
	writeAgain(w, sum.Again)
	if err := writeMerged(w, sum.Merged); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d posts stored in all. Pictures that were not stored before are fetched by the next crawl.\n", sum.Stored)
	return err
}

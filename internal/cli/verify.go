package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"earshot/internal/app"
	"earshot/internal/job/verify"
)

type verifyCommand struct {
	Repair bool `help:"Put right what the store itself can tell: save readable rows of broken parts, write posts again whose analyses or mentions are gone, recompute rollups."`
	Reread bool `help:"With all that --repair does, read lost posts again: from archived answers where crawler.keep_warc kept them, then from the platforms over the lost days."`
	Accept bool `name:"accept-loss" help:"With all that --repair does, give up lost posts for good, so that figures and lists agree without them. Comes after --reread."`
	JSON   bool `name:"json" help:"Print the findings as one JSON object."`
}

// Help says what is compared, and that it may run beside.
func (verifyCommand) Help() string {
	return `Reads every part of every table against its checksums, holds posts, analyses, places and mentions against one
another, recounts rollups from mentions, reads every picture against its hash and every message that waits in the
streams. Posts whose messages still wait, as after a kill, are told as waiting and are no faults. Exit code 0 says that all of it is exact; 1, that something is not, with its table, number and days, and the
commands that bring it back. It uses one core and bounded memory, and may run beside earshot run; --reread and
--accept-loss want the data folder for themselves.`
}

// Run verifies, and prints what was found.
func (c verifyCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	progress := liveLine{to: std.err, live: std.live}
	sum, err := verify.Run(ctx, settings, verify.Options{Repair: c.Repair, Reread: c.Reread, Accept: c.Accept, Progress: progress.show})
	progress.clear()
	if err != nil {
		return err
	}
	if err := printVerified(std.out, c.JSON, sum); err != nil {
		return fmt.Errorf("cli: print findings: %w", err)
	}
	if !sum.OK {
		return errReported
	}
	return nil
}

func printVerified(w io.Writer, asJSON bool, sum verify.Summary) error {
	if asJSON {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(sum)
	}
	for _, done := range sum.Repaired {
		fmt.Fprintf(w, "repaired  %s\n", done)
	}
	for _, d := range sum.Damage {
		fmt.Fprintf(w, "WRONG     %s\n", d.Sentence())
	}
	for _, l := range sum.Lost {
		fmt.Fprintf(w, "lost      %d posts of %s up to %s; \"earshot verify --reread\" reads them again, as do\n", l.Posts, l.From.Format("2006-01-02"), l.To.Format("2006-01-02"))
		for _, command := range l.Commands {
			fmt.Fprintf(w, "            %s\n", command)
		}
	}
	if sum.Waiting != nil && *sum.Waiting > 0 {
		fmt.Fprintf(w, "waiting   %d messages of posts are not worked on yet, and %d of their posts are stored by halves; the next run, crawl or import stores them\n", *sum.Waiting, sum.Unfinished)
	}
	verdict := "Everything is exact"
	if !sum.OK {
		verdict = "Not everything is exact"
	}
	_, err := fmt.Fprintf(w, "%s: %d parts read, %d posts, %d mentions and %d days of brands compared, %d pictures read; streams: %s.\n",
		verdict, sum.Parts, sum.Posts, sum.Mentions, sum.Days, sum.Pictures, sum.Streams)
	return err
}

package cli

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"earshot/dashboard/viewmodel"
	"earshot/internal/app"
	"earshot/internal/job/crawlonce"
	"earshot/internal/social"
)

type crawlCommand struct {
	Once   bool     `required:"" xor:"what" help:"Crawl each source once (for a schedule, use run)."`
	Replay []string `required:"" xor:"what" placeholder:"FILE" sep:"none" help:"Read the answers in a .warc.gz file again, without the network; may be given more than once. crawler.keep_warc records them."`
	Source []string `placeholder:"NAME" sep:"none" help:"Only this source; may be given more than once (default: every source)."`
	From   string   `placeholder:"DATE" help:"Fill in the past from this date or RFC 3339 time, or for so long (90d), inclusive. Interrupted, the same command goes on where it stood."`
	To     string   `placeholder:"DATE" help:"Fill in the past up to this date or RFC 3339 time, exclusive (default: now)."`
	zoneFlag
	JSON bool `name:"json" help:"Print the summary as JSON."`
}

// Run crawls and prints a summary; it fails if a source did.
func (c crawlCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	if len(c.Replay) > 0 {
		return c.replay(ctx, settings, std)
	}
	opts, err := c.options(settings, std.err)
	if err != nil {
		return err
	}
	progress := newCrawlProgress(std, time.Now())
	opts.Progress = func(at crawlonce.Progress) { progress.show(at, time.Now()) }
	sum, err := crawlonce.Run(ctx, settings, opts)
	progress.end()
	if err != nil {
		return err
	}
	if err := writeSummary(std.out, c.JSON, sum, printSummary); err != nil {
		return err
	}
	failed := sum.Failed()
	for _, run := range failed {
		fmt.Fprintf(std.err, "earshot: source %s: %s\n", run.Source, run.FaultSentence())
	}
	lost := warnLost(std.err, sum.Refused, sum.Parked)
	warnFaulted(std.err, sum.Faulted)
	silent := warnSilent(std.err, sum.Captions)
	deaf := warnDeaf(std.err, sum.Transcripts)
	if len(failed) > 0 || lost || silent || deaf {
		return errReported
	}
	return nil
}

// options parses the flags; progress of a back-fill is written to w.
func (c crawlCommand) options(settings app.Settings, w io.Writer) (opts crawlonce.Options, err error) {
	opts.Sources = c.Source
	zone, err := c.zone(settings)
	if err != nil {
		return opts, err
	}
	if opts.From, err = parseTime("--from", c.From, zone); err != nil {
		return opts, err
	}
	if opts.To, err = parseTime("--to", c.To, zone); err != nil {
		return opts, err
	}
	switch {
	case opts.From.IsZero() && !opts.To.IsZero():
		return opts, social.Errorf(social.CodeInvalid, "--to needs --from: a back-fill has a beginning")
	case !opts.To.IsZero() && !opts.From.Before(opts.To):
		return opts, social.Errorf(social.CodeInvalid, "--from %s is not before --to %s", c.From, c.To)
	case opts.From.After(time.Now()):
		return opts, social.Errorf(social.CodeInvalid, "--from %s lies in the future", c.From)
	case !opts.From.IsZero():
		opts.Backfill = func(source string, at social.Backfill) {
			fmt.Fprintf(w, "%s: %s\n", source, viewmodel.Backfill(at, zone))
		}
	}
	return opts, nil
}

func printSummary(w io.Writer, sum crawlonce.Summary) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "SOURCE\tPLATFORM\tSTATE\tREQUESTS\tREAD\tSKIPPED\tTOOK")
	for _, r := range sum.Runs {
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%d\t%d\t%s\n", r.Source, r.Platform, r.State.Word(), r.Requests, r.Posts, r.Skipped,
			r.Finished.Sub(r.Started).Round(time.Millisecond))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, r := range sum.Runs {
		if note := r.SkippedNote(); note != "" {
			fmt.Fprintf(w, "%s: %s\n", r.Source, note)
		}
		if r.Unread > 0 {
			fmt.Fprintf(w, "%s: %s\n", r.Source, r.UnreadSentence())
		}
	}
	fmt.Fprintf(w, "\n%d new posts, %d updated, %d unchanged, %d already known in a later state, %d deleted and erased, %d match no brand.\n",
		sum.New, sum.Updated, sum.Unchanged, sum.Stale, sum.Erased, sum.Dropped)
	writeAgain(w, sum.Again)
	for _, r := range sum.Runs {
		if note := r.UndatedNote(); note != "" {
			fmt.Fprintf(w, "%s: %s.\n", r.Source, note)
		}
		if note := r.CutNote(); note != "" {
			fmt.Fprintf(w, "%s: %s.\n", r.Source, note)
		}
	}
	if err := writeMerged(w, sum.Merged); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d pictures ready, %d failed.\n%d posts stored in all.\n", sum.Pictures, sum.PicturesFailed, sum.Stored)
	if err == nil && sum.PicturesOver > 0 {
		_, err = fmt.Fprintf(w, "%d pictures not fetched, as they are over a cap of crawler.pictures.\n", sum.PicturesOver)
	}
	if err == nil {
		err = printWaiting(w, sum)
	}
	if err == nil {
		err = printStanding(w, sum.Health)
	}
	if err == nil && sum.Captions != nil {
		err = printCaptions(w, *sum.Captions)
	}
	if err == nil && sum.Transcripts != nil {
		err = printTranscripts(w, *sum.Transcripts)
	}
	if err != nil || sum.Opinions == nil {
		return err
	}
	return printOpinions(w, *sum.Opinions)
}

// printWaiting says how many pictures the next crawl fetches, and which hosts are left alone.
func printWaiting(w io.Writer, sum crawlonce.Summary) (err error) {
	if sum.PicturesWaiting == 0 {
		return nil
	}
	_, err = fmt.Fprintf(w, "%d pictures wait and are fetched by the next crawl or run.\n", sum.PicturesWaiting)
	for _, host := range sum.PictureHosts {
		if err == nil {
			_, err = fmt.Fprintf(w, "%s.\n", host.Sentence())
		}
	}
	return err
}

// printStanding says how many of the sources answer, and what is wrong with those
// that do not.
func printStanding(w io.Writer, all []crawlonce.Standing) error {
	answer, rest := 0, ""
	for _, s := range all {
		if s.Answers {
			answer++
		}
		if s.Verdict.Condition != social.Answering {
			rest += s.Source + ": " + s.Verdict.Sentence() + "\n"
		}
	}
	_, err := fmt.Fprintf(w, "%d of %d sources answer.\n%s", answer, len(all), rest)
	return err
}

func printOpinions(w io.Writer, sum crawlonce.OpinionSummary) error {
	_, err := fmt.Fprintf(w, "%d second opinions, %d discarded, %d posts let go unasked, %d still wait; %d of today's %d requests used.\n",
		sum.Given, sum.Discarded, sum.Late, sum.Waiting, sum.Requests, sum.Budget)
	if err == nil && sum.Fault != "" {
		_, err = fmt.Fprintf(w, "The model could not be asked: %s\n", sum.Fault)
	}
	return err
}

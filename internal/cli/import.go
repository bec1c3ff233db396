package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"earshot/internal/app"
	"earshot/internal/importer"
	"earshot/internal/job/importfiles"
	"earshot/internal/social"
)

type importCommand struct {
	Files     []string          `arg:"" name:"file" help:"Files to read; - is standard input."`
	Format    string            `placeholder:"NAME" help:"What the files are (default: found by their content)."`
	Map       map[string]string `mapsep:"," placeholder:"COLUMN=FIELD,..." help:"What the columns of an unknown CSV hold, or the paths of unknown JSON lines."`
	Platform  string            `placeholder:"NAME" help:"Platform of posts that name none, nor are at the address of a known one (default: web where there is an address, else import)."`
	Encoding  string            `placeholder:"NAME" help:"Character set of the files (default: found by their content)."`
	DateOrder string            `name:"date-order" enum:",dmy,mdy,ymd" default:"" placeholder:"ORDER" help:"Order of day and month in dates such as 3/4/2026: dmy, mdy or ymd (default: found from the whole column)."`
	TimeZone  string            `name:"time-zone" placeholder:"ZONE" help:"Time zone of times that state none, such as America/New_York or +02:00 (default: the one the column names, else UTC)."`
	Source    string            `placeholder:"NAME" help:"Source the posts are stored under (default: import:FILE)."`
	Keep      string            `enum:"all,mentions" default:"all" help:"Store all posts, or only those that mention a brand."`
	DryRun    bool              `name:"dry-run" help:"Show what is understood of the files, and store nothing."`
	JSON      bool              `name:"json" help:"Print the summary as JSON."`
}

// Run imports and prints a summary; it fails if a record could not be read.
func (c importCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	opts, err := c.options(std)
	if err != nil {
		return err
	}
	if c.DryRun {
		return c.preview(opts, std)
	}
	begun := time.Now()
	sum, fault := importfiles.Run(ctx, settings, opts)
	if fault != nil && len(sum.Files) == 0 {
		return fault
	}
	if err := errors.Join(fault, writeSummary(std.out, c.JSON, sum, printImport)); err != nil {
		return err
	}
	for _, file := range sum.Files {
		warnSkipped(std.err, file)
	}
	if took := time.Since(begun).Seconds(); sum.Posts() >= longImport {
		fmt.Fprintf(std.err, "earshot: %d posts in %.0f s, %.0f a second\n", sum.Posts(), took, float64(sum.Posts())/took)
	}
	for _, file := range sum.Files {
		warnCut(std.err, file)
	}
	lost := warnLost(std.err, sum.Refused, sum.Parked)
	warnFaulted(std.err, sum.Faulted)
	if sum.Skipped() > 0 || lost {
		return errReported
	}
	return nil
}

const (
	// longImport is how many posts make an import whose speed is told.
	longImport = 10_000
	// progressPause is the time between two lines of progress.
	progressPause = 2 * time.Second
)

// options are what the flags say.
func (c importCommand) options(std streams) (importfiles.Options, error) {
	opts := importfiles.Options{
		Files: c.Files, Input: std.in, Format: c.Format, Map: c.Map, Platform: c.Platform, Encoding: c.Encoding,
		Order: c.DateOrder, Source: c.Source, Keep: social.Keep(c.Keep),
	}
	if strings.ContainsAny(c.Source, "/\n\r\t") {
		return opts, social.Errorf(social.CodeInvalid, "--source %q: a name is one line without '/'", c.Source)
	}
	if c.TimeZone != "" {
		zone, err := importer.ParseZone(c.TimeZone)
		if err != nil {
			return opts, fmt.Errorf("--time-zone: %w", err)
		}
		opts.Zone = zone
	}
	last := time.Now()
	opts.Progress = func(file string, read, all int64) {
		if now := time.Now(); now.Sub(last) >= progressPause {
			last = now
			fmt.Fprintf(std.err, "earshot: %s: %d of %d records read\n", file, read, all)
		}
	}
	return opts, nil
}

// warnSkipped names the records of a file that could not be read.
func warnSkipped(w io.Writer, file importer.Summary) {
	for _, f := range file.Faults {
		fmt.Fprintf(w, "earshot: %s: %s\n", f.Where, f.Why)
	}
	if more := file.Skipped - int64(len(file.Faults)); more > 0 {
		fmt.Fprintf(w, "earshot: %s: and %d more records that cannot be read\n", file.File, more)
	}
}

// warnCut names the posts of a file that are over a bound.
func warnCut(w io.Writer, file importer.Summary) {
	for _, f := range file.Cuts {
		fmt.Fprintf(w, "earshot: %s: %s\n", f.Where, f.Why)
	}
	if more := file.Cut - int64(len(file.Cuts)); more > 0 {
		fmt.Fprintf(w, "earshot: %s: and %d more posts that are over a bound\n", file.File, more)
	}
}

// uncounted stands for the counts of an import that ended before it had them.
const uncounted = `
How many posts are new or were refused is not known, as the import ended before they were counted. What was read waits in the streams and is
stored by the next run, crawl or import; to import the files again adds what is missing, and nothing twice.
`

func printImport(w io.Writer, sum importfiles.Summary) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "FILE\tFORMAT\tRECORDS\tPOSTS\tSKIPPED")
	for _, f := range sum.Files {
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\n", f.File, strings.Join(f.Formats, ", "), f.Records, f.Posts, f.Skipped)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, f := range sum.Files {
		printReading(w, f)
	}
	if sum.Uncounted {
		_, err := fmt.Fprint(w, uncounted)
		return err
	}
	fmt.Fprintf(w, "\n%d new posts, %d updated, %d unchanged, %d already known in a later state, %d match no brand, %d repeated in their file, %d refused.\n",
		sum.New, sum.Updated, sum.Unchanged, sum.Stale, sum.Dropped, sum.Repeated(), sum.Refused+sum.Skipped())
	writeAgain(w, sum.Again)
	if err := writeMerged(w, sum.Merged); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d pictures wait for the next run or crawl.\n%d posts stored in all.\n", sum.PicturesWaiting, sum.Stored)
	return err
}

// printReading says of a file what was guessed.
func printReading(w io.Writer, f importer.Summary) {
	if f.Encoding != "" && f.Encoding != "UTF-8" {
		fmt.Fprintf(w, "%s: read as %s; state --encoding where it is another\n", f.File, f.Encoding)
	}
	if f.Damaged > 0 {
		fmt.Fprintf(w, "%s: %d posts have letters that cannot be read, and \ufffd in their place, first in %s:%s; state --encoding where it is not %s\n",
			f.File, f.Damaged, f.File, f.DamagedAt, cmp.Or(f.Encoding, "UTF-8"))
	}
	for _, d := range f.Dates {
		switch {
		case d.Order != "":
			fmt.Fprintf(w, "%s: dates of %q are %s (%s)\n", f.File, d.Column, orderWords[d.Order], d.OrderBy)
		case d.Open != "":
			fmt.Fprintf(w, "%s: order of the dates of %q: %s\n", f.File, d.Column, d.Open)
		}
		if d.Zone != "" {
			fmt.Fprintf(w, "%s: times of %q that state no zone are in %s (%s)\n", f.File, d.Column, d.Zone, d.ZoneBy)
		}
	}
}

// orderWords are the orders of dates in words.
var orderWords = map[string]string{"dmy": "day first", "mdy": "month first", "ymd": "year first"}

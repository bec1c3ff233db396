package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/export"
	"earshot/internal/query"
	"earshot/internal/social"
)

type exportCommand struct {
	Trends exportTrendsCommand `cmd:"" help:"Mentions, sentiment, engagement, authors and share of voice over time."`
	Posts  exportPostsCommand  `cmd:"" help:"The stored posts, each once."`
	// Corrections goes to earshot train.
	Corrections exportCorrectionsCommand `cmd:"" help:"The posts whose sentiment a person judged, with that judgement."`
}

// exportFlags select what is exported and where to.
type exportFlags struct {
	postFilter
	exportTarget
}

// postFilter selects posts.
type postFilter struct {
	Brand    string   `placeholder:"NAME" help:"Only mentions of this brand."`
	Platform []string `placeholder:"NAME" help:"Only these platforms."`
	Language []string `placeholder:"CODE" help:"Only these languages (ISO 639-1, or und)."`
	readingFlags
	FoldCopies bool   `help:"Of posts that are near copies of one another only the first that the other flags let through."`
	HideSpam   bool   `help:"Without what is likely spam."`
	From       string `placeholder:"DATE" help:"From this date or RFC 3339 time, UTC, inclusive."`
	To         string `placeholder:"DATE" help:"Up to this date or RFC 3339 time, UTC, exclusive."`
	Query      string `placeholder:"EXPR" help:"Only posts that match this boolean query."`
}

// exportTarget is the destination of an export.
type exportTarget struct {
	Output string `short:"o" placeholder:"FILE" help:"Write to this file (default: standard output)."`
}

// filter makes a filter of the flags, and prints what is easily missed in the query.
func (f postFilter) filter(ctx context.Context, settings app.Settings, std streams) (social.Filter, error) {
	out := social.Filter{Brand: f.Brand, Platforms: f.Platform, Languages: f.Language, FoldCopies: f.FoldCopies, HideSpam: f.HideSpam}
	if err := f.readingFlags.restrict(&out); err != nil {
		return out, err
	}
	known, err := f.checkNames(ctx, settings)
	if err != nil {
		return out, err
	}
	if out.From, err = parseTime("--from", f.From); err != nil {
		return out, err
	}
	if out.To, err = parseTime("--to", f.To); err != nil {
		return out, err
	}
	if !out.To.IsZero() && !out.From.Before(out.To) {
		return out, social.Errorf(social.CodeInvalid, "--from %s is not before --to %s", f.From, f.To)
	}
	if f.Query != "" {
		var notices []query.Notice
		out.Query, notices, err = config.ParseQuery(f.Query, known)
		writeNotices(std.err, "--", notices)
	}
	return out, err
}

func parseTime(flag, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, social.Errorf(social.CodeInvalid, "%s %q: write 2026-11-03 or 2026-11-03T14:00:00Z", flag, s)
}

// writeTo calls write with the file or standard output. A file that could not be
// completed is removed, so that a partial export is never taken for a whole one.
func (f exportTarget) writeTo(out io.Writer, write func(io.Writer) error) (err error) {
	if f.Output == "" || f.Output == "-" {
		w := bufio.NewWriter(out)
		if err := write(w); err != nil {
			return err
		}
		return w.Flush()
	}
	file, err := os.CreateTemp(dirOf(f.Output), ".earshot-export-*")
	if err != nil {
		return fmt.Errorf("export: create file: %w", err)
	}
	defer func() {
		if err != nil {
			os.Remove(file.Name())
		}
	}()
	w := bufio.NewWriter(file)
	if err := write(w); err != nil {
		file.Close()
		return err
	}
	if err := w.Flush(); err != nil {
		file.Close()
		return fmt.Errorf("export: write %s: %w", f.Output, err)
	}
	if err := file.Chmod(0o644); err != nil {
		file.Close()
		return fmt.Errorf("export: write %s: %w", f.Output, err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("export: write %s: %w", f.Output, err)
	}
	if err := os.Rename(file.Name(), f.Output); err != nil {
		return fmt.Errorf("export: write %s: %w", f.Output, err)
	}
	return nil
}

func dirOf(path string) string {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i+1]
	}
	return "."
}

type exportTrendsCommand struct {
	exportFlags
	By    string   `enum:"hour,day,week,month" default:"day" help:"Bucket: hour, day, week (from Monday) or month, in UTC."`
	Group []string `enum:"brand,platform,language" default:"brand,platform,language" help:"Split by these of brand, platform, language; the others are summed and left empty."`
	// EveryBucket needs no beginning: without one it begins with the first mention.
	EveryBucket bool   `help:"Also a row for each bucket without mentions: of zeros where it was listened to, without counts where it was not."`
	Format      string `enum:"${formats}" default:"csv" help:"${formats_help}."`
}

// Run writes the trend rows.
func (c exportTrendsCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	filter, err := c.filter(ctx, settings, std)
	if err != nil {
		return err
	}
	store, done, err := app.OpenStore(ctx, settings)
	if err != nil {
		return err
	}
	defer done()
	var dims []social.Dimension
	for _, g := range c.Group {
		dims = append(dims, social.Dimension(g))
	}
	by := social.Bucket(c.By)
	rows, err := store.Trends(ctx, filter, by, dims)
	if err != nil {
		return err
	}
	if rows, err = c.listened(ctx, store, filter, by, rows, std.err); err != nil {
		return err
	}
	return c.writeTo(std.out, func(w io.Writer) error { return export.Trends(w, export.Format(c.Format), by, rows) })
}

type exportPostsCommand struct {
	exportFlags
	Format string `enum:"${formats}" default:"ndjson" help:"${formats_help}."`
}

// Run streams the stored posts, oldest first: every one of them, or with
// --brand those that mention the brand.
func (c exportPostsCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	filter, err := c.filter(ctx, settings, std)
	if err != nil {
		return err
	}
	filter.Unmatched = filter.Brand == ""
	store, done, err := app.OpenStore(ctx, settings)
	if err != nil {
		return err
	}
	defer done()
	return c.writeTo(std.out, func(w io.Writer) error {
		posts, err := export.NewPostWriter(w, export.Format(c.Format))
		if err != nil {
			return err
		}
		if err := store.EachPost(ctx, filter, posts.Write); err != nil {
			return err
		}
		return posts.Close()
	})
}

// formatNames gives the formats of exports to the flags that choose one.
func formatNames() kong.Vars {
	names := make([]string, 0, len(export.Formats()))
	for _, f := range export.Formats() {
		names = append(names, string(f))
	}
	last := len(names) - 1
	return kong.Vars{
		"formats":      strings.Join(names, ","),
		"formats_help": strings.Join(names[:last], ", ") + " or " + names[last],
	}
}

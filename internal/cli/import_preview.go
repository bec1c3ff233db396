package cli

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"earshot/internal/job/importfiles"
	"earshot/internal/social"
)

// preview prints what is understood of the files. It fails as the import would.
func (c importCommand) preview(opts importfiles.Options, std streams) error {
	files, err := importfiles.Previews(opts)
	if err != nil {
		return err
	}
	if err := writeSummary(std.out, c.JSON, files, printPreviews); err != nil {
		return err
	}
	skipped := false
	for _, f := range files {
		warnSkipped(std.err, f.Summary)
		skipped = skipped || f.Skipped > 0
	}
	if skipped {
		return errReported
	}
	return nil
}

func printPreviews(w io.Writer, files []importfiles.Preview) error {
	for _, f := range files {
		repeated := ""
		if f.Repeated > 0 {
			repeated = fmt.Sprintf(", %d repeated", f.Repeated)
		}
		fmt.Fprintf(w, "%s: %s, %d records: %d posts, %d refused%s\n",
			f.File, cmp.Or(strings.Join(f.Formats, ", "), "no known format"), f.Records, f.Posts, f.Skipped, repeated)
		printReading(w, f.Summary)
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for _, field := range f.Fields {
			fmt.Fprintf(table, "  %s\tfrom %s\n", field.Name, field.From)
		}
		if len(f.Unused) > 0 {
			fmt.Fprintf(table, "  not used\t%s\n", strings.Join(f.Unused, ", "))
		}
		if err := table.Flush(); err != nil {
			return err
		}
		for i, p := range f.First {
			printPreviewed(w, i+1, p)
		}
	}
	_, err := fmt.Fprintln(w, "\nNothing was stored: this is a dry run.")
	return err
}

// printPreviewed prints a post as it is understood.
func printPreviewed(w io.Writer, number int, p social.Post) {
	fmt.Fprintf(w, "\n  %d. %s  %s  %s\n", number, p.CreatedAt.Format(time.RFC3339), p.Platform, p.Author.Label())
	fmt.Fprintf(w, "     %s\n", excerpt(p.FullText()))
	fmt.Fprintf(w, "     id %s\n", p.ID)
	if p.URL != "" {
		fmt.Fprintf(w, "     at %s\n", p.URL)
	}
	var known []string
	for _, count := range []struct {
		n    *int64
		name string
	}{{p.Engagement.Likes, "likes"}, {p.Engagement.Shares, "shares"}, {p.Engagement.Comments, "comments"}, {p.Engagement.Views, "views"}} {
		text := "unknown"
		if count.n != nil {
			text = strconv.FormatInt(*count.n, 10)
		}
		known = append(known, text+" "+count.name)
	}
	fmt.Fprintf(w, "     %s, %d pictures\n", strings.Join(known, ", "), len(p.Images))
}

// excerpt is the beginning of a text on one line.
func excerpt(text string) string {
	const most = 120
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most]) + " ..."
}

package cli

import (
	"fmt"
	"io"
	"text/tabwriter"

	"earshot/crawler"
	"earshot/internal/app/sources"
)

// printNotRead prints what is not read, why, and what serves instead.
func printNotRead(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NOT READ\tWHY\tINSTEAD")
	for _, u := range sources.NotRead() {
		fmt.Fprintf(table, "%s\t%s\t%s\n", u.Site, u.Why, u.Instead)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, "\nearshot import --help names the tools whose files are read as they are; any CSV, JSON or workbook is, with its columns named.")
	return err
}

// heldAgainst says what the adapter of a platform was last held against.
func heldAgainst(p crawler.Info) string {
	if p.Checked == "" {
		return "documents only"
	}
	return "an answer of " + p.Checked
}

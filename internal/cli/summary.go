package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"earshot/internal/social"
)

// writeSummary prints the summary of a command, for people or as JSON.
func writeSummary[T any](w io.Writer, asJSON bool, sum T, print func(io.Writer, T) error) error {
	var err error
	if asJSON {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		err = enc.Encode(sum)
	} else {
		err = print(w, sum)
	}
	if err != nil {
		return fmt.Errorf("print summary: %w", err)
	}
	return nil
}

// warnLost prints what could not be stored and what was set aside, and reports whether there was
// anything.
func warnLost(w io.Writer, refused, parked int64) bool {
	if refused > 0 {
		fmt.Fprintf(w, "earshot: %d posts that storage refused are not stored; the log names them\n", refused)
	}
	if parked > 0 {
		fmt.Fprintf(w, "earshot: %d messages could not be worked on and are parked: earshot parked lists them, and has them retried or dropped\n", parked)
	}
	return refused+parked > 0
}

// warnFaulted prints on how many posts a part of the analysis failed.
func warnFaulted(w io.Writer, posts int64) {
	if posts > 0 {
		fmt.Fprintf(w, "earshot: a part of the analysis failed on %d posts and is empty there; the log names part and post\n", posts)
	}
}

// writeAgain prints how often posts were read that were counted already.
func writeAgain(w io.Writer, readings int64) {
	switch readings {
	case 0:
	case 1:
		fmt.Fprintln(w, "1 time a post was read again; each post is counted once.")
	default:
		fmt.Fprintf(w, "%d times a post was read again; each post is counted once.\n", readings)
	}
}

// writeMerged prints what was read under another identity than its post has: "12
// merged: 9 feed entries with their pages, 3 under another identifier".
func writeMerged(w io.Writer, m social.Merged) error {
	if m.Total() == 0 {
		return nil
	}
	var parts []string
	for _, kind := range []struct {
		n         int64
		one, many string
	}{
		{m.Pages, "feed entry with its page", "feed entries with their pages"}, {m.Feeds, "in another source as well", "in another source as well"},
		{m.Renamed, "under another identifier", "under another identifier"}, {m.Reposts, "repost with its original", "reposts with their originals"},
		{m.Duplicates, "twice in one document", "twice in one document"},
	} {
		what := kind.many
		if kind.n == 1 {
			what = kind.one
		}
		if kind.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", kind.n, what))
		}
	}
	_, err := fmt.Fprintf(w, "%d merged into posts counted already: %s.\n", m.Total(), strings.Join(parts, ", "))
	return err
}

package cli

import (
	"encoding/json"
	"fmt"
	"io"
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

// warnLost prints what could not be stored, and reports whether there was
// anything.
func warnLost(w io.Writer, refused, unreadable int64) bool {
	lost := refused+unreadable > 0
	if lost {
		fmt.Fprintf(w, "earshot: %d posts that storage refused and %d messages that could not be read are not stored; the log names them\n", refused, unreadable)
	}
	return lost
}

// warnFaulted prints on how many posts a part of the analysis failed.
func warnFaulted(w io.Writer, posts int64) {
	if posts > 0 {
		fmt.Fprintf(w, "earshot: a part of the analysis failed on %d posts and is empty there; the log names part and post\n", posts)
	}
}

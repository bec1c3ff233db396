package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"earshot/internal/app"
	"earshot/internal/job/reanalyze"
)

type reanalyzeCommand struct {
	postFilter
	All  bool `help:"Analyse also what this version has analysed already: after brands or their aspects were changed."`
	JSON bool `name:"json" help:"Print the summary as JSON."`
}

// Help says what changes and what does not.
func (reanalyzeCommand) Help() string {
	return `Reads the stored posts and analyses them with the analyzers and the sentiment model now in use. The posts themselves, and what
people corrected, stay as they are; figures follow. What this version has analysed already is left alone, so after an
interruption it goes on where it was, and says where that is; with --all it begins anew. The sentence encoder takes most of
the time: without it (analyzer.encoder: false) it is many times as fast. What an author's other posts say of a post (the same
text again, bursts) is told by those that the flags let through, as they were published. Of what posts are near copies is
found anew for all of them. It may run beside earshot run.`
}

// Run analyses the stored posts again.
func (c reanalyzeCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	f, err := c.filter(ctx, settings, std)
	if err != nil {
		return err
	}
	f.Unmatched = f.Brand == ""
	told := false
	sum, err := reanalyze.Run(ctx, settings, reanalyze.Options{Filter: f, All: c.All, Progress: func(sum reanalyze.Summary) {
		if !sum.GoesOn.IsZero() && !told {
			told = true
			fmt.Fprintf(std.err, "\r%d posts are of this version already; going on with those from %s\n", sum.Current, sum.GoesOn.Format(time.RFC3339))
		}
		fmt.Fprintf(std.err, "\r%d posts read, %d changed, up to %s", sum.Posts, sum.Changed, sum.Until.Format(time.RFC3339))
	}})
	if sum.Posts > 0 {
		fmt.Fprintln(std.err)
	}
	if err != nil {
		return err
	}
	warnFaulted(std.err, sum.Faulted)
	if c.JSON {
		return json.NewEncoder(std.out).Encode(sum)
	}
	_, err = fmt.Fprintf(std.out, "%d posts read, %d analysed anew with %s, %d crawled meanwhile, %d refused, %d copies of another post than before\n",
		sum.Posts, sum.Changed, sum.Version, sum.Stale, sum.Refused, sum.Regrouped)
	return err
}

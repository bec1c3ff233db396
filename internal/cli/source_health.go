package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"earshot/dashboard/viewmodel"
	"earshot/internal/app"
	"earshot/internal/job/health"
	"earshot/internal/social"
)

type sourceHealthCommand struct {
	JSON bool `name:"json" help:"Print JSON instead of a table."`
}

// Run prints the stored health of the sources.
func (c sourceHealthCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	sources, err := health.Run(ctx, settings)
	if err != nil {
		return err
	}
	zone, err := settings.Zone("")
	if err != nil {
		return err
	}
	now := time.Now()
	if c.JSON {
		enc := json.NewEncoder(std.out)
		enc.SetIndent("", "  ")
		err = enc.Encode(healthRows(sources, now.UTC()))
	} else {
		err = printHealth(std.out, sources, now.In(zone))
	}
	if err != nil {
		return fmt.Errorf("print health: %w", err)
	}
	return nil
}

// printHealth prints a row per source, and below the table the advice for those
// that need attention.
func printHealth(w io.Writer, health []social.SourceHealth, now time.Time) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "SOURCE\tPLATFORM\tSTATE\tLAST SUCCESS\tNEXT RUN\tPOSTS\tUSUAL\tNEW\tERRORS\tSTORED\tLISTENED SINCE")
	rows := viewmodel.Sources(health, now)
	for i, row := range rows {
		posts, fresh, usual := "unknown", "unknown", "unknown"
		if last := health[i].Last; last != nil && heard(health[i], now) {
			posts = fmt.Sprint(last.Posts)
			if last.New != nil {
				fresh = fmt.Sprint(*last.New)
			}
		}
		if u := health[i].Usual; u != nil {
			usual = fmt.Sprintf("%d-%d", u.Low, u.High)
		}
		success := row.LastSuccess.Relative
		if success == "" {
			success = "never"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", row.Name, row.Platform.Key, row.State,
			success, row.Next.Relative, posts, usual, fresh, row.Errors, row.Stored, row.ListenedText())
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "\n%s sources answer. Times are in %s.\n", viewmodel.Answering(health, now), viewmodel.Zone(now)); err != nil {
		return err
	}
	return printVerdicts(w, health, now)
}

// heard reports that a run of the source read something, so that its counts are known.
func heard(h social.SourceHealth, now time.Time) bool {
	c := h.Verdict(now).Condition
	return c != social.NeverAnswered && c != social.NotReadYet
}

// printVerdicts prints the verdict on each source that does not answer as it
// should, with what can be done.
func printVerdicts(w io.Writer, health []social.SourceHealth, now time.Time) error {
	for _, h := range health {
		if note := h.UndatedNote(); note != "" {
			if _, err := fmt.Fprintf(w, "\n%s: %s\n", h.Source, note); err != nil {
				return err
			}
		}
		if note := h.JoinedNote(); note != "" {
			if _, err := fmt.Fprintf(w, "\n%s: %s\n", h.Source, note); err != nil {
				return err
			}
		}
		for _, note := range h.Further() {
			if _, err := fmt.Fprintf(w, "\n%s: %s\n", h.Source, note); err != nil {
				return err
			}
		}
		v := h.Verdict(now)
		if v.Condition == social.Answering {
			continue
		}
		if _, err := fmt.Fprintf(w, "\n%s: %s\n", h.Source, v.Sentence()); err != nil {
			return err
		}
		if v.Advice == "" {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s: %s\n", h.Source, v.Advice); err != nil {
			return err
		}
	}
	return nil
}

// healthRow is a source in the JSON output. What is not known is null.
type healthRow struct {
	Source   string             `json:"source"`
	Platform string             `json:"platform"`
	State    social.SourceState `json:"state"`
	// Verdict is what every place says of the source, and Answers whether it is
	// among those that answer.
	Verdict     social.Verdict `json:"verdict"`
	Answers     bool           `json:"answers"`
	LastSuccess *time.Time     `json:"last_success"`
	Next        *time.Time     `json:"next"`
	LastRun     *social.Run    `json:"last_run"`
	Usual       *social.Usual  `json:"usual"`
	Errors      *social.Errors `json:"errors"`
	Stored      int64          `json:"stored"`
	// Joined are further posts it read that are stored as posts of other sources.
	Joined int64 `json:"joined"`
	// ListenedSince is since when what it publishes is heard.
	ListenedSince *time.Time `json:"listened_since"`
	NewestPost    *time.Time `json:"newest_post"`
	// Expected is how many posts were to be expected since the newest.
	Expected *float64 `json:"expected_since"`
	Silent   *bool    `json:"silent"`
}

func healthRows(health []social.SourceHealth, now time.Time) []healthRow {
	rows := make([]healthRow, 0, len(health))
	for _, h := range health {
		row := healthRow{
			Source: h.Source, Platform: h.Platform, State: h.State, LastSuccess: known(h.LastSuccess), Next: known(h.Next),
			Verdict: h.Verdict(now), LastRun: h.Last, Usual: h.Usual, Errors: h.Errors, Stored: h.Stored, Joined: h.Joined,
		}
		if h.Listening != nil {
			row.ListenedSince = known(h.Listening.Since)
		}
		row.Answers = row.Verdict.Condition.Answers()
		if h.Pace != nil {
			row.NewestPost = known(h.Pace.Last)
			if row.Expected = h.Pace.Expected(now); row.Expected != nil {
				silent := h.Pace.Silent(now)
				row.Silent = &silent
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// known is nil for the zero time.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"earshot/internal/app"
	"earshot/internal/job/answers"
	"earshot/internal/social"
)

type assistantsCommand struct {
	From string `default:"30d" placeholder:"DATE" help:"From this date, RFC 3339 time, or so long ago, inclusive."`
	To   string `placeholder:"DATE" help:"Up to this date or RFC 3339 time, exclusive (default: now)."`
	JSON bool   `name:"json" help:"Print JSON instead of tables."`
}

// Help says what is counted.
func (assistantsCommand) Help() string {
	return `Answers are those of sources with platform: assistant. They are nobody's voice, so no other figure, trend or list of mentions counts them.
MENTIONED counts answers in whose words a brand is named, CITED those that cite a page of its own sites (brands: sites), named or not.
Shares are of answers to prompts that name no brand; answers to prompts that name one stand apart.`
}

// Run prints what assistants say beside what people say.
func (c assistantsCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	zone, err := settings.Zone("")
	if err != nil {
		return err
	}
	from, err := parseTime("--from", c.From, zone)
	if err != nil {
		return err
	}
	to, err := parseTime("--to", c.To, zone)
	if err != nil {
		return err
	}
	if to.IsZero() {
		to = time.Now().In(zone)
	}
	if !from.Before(to) {
		return social.Errorf(social.CodeInvalid, "--from %s is not before --to %s", c.From, c.To)
	}
	report, err := answers.Run(ctx, settings, from, to)
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(std.out)
		enc.SetIndent("", "  ")
		return enc.Encode(report)
	}
	return printAnswers(std.out, report)
}

func printAnswers(w io.Writer, r social.AssistantReport) error {
	if r.Cut > 0 {
		fmt.Fprintf(w, "%d answers were cut off at the limit of tokens and are in no count: raise params.max_tokens of their source.\n", r.Cut)
	}
	if r.Answers+r.Named+r.Cut == 0 {
		_, err := fmt.Fprintln(w, "No answers of assistants are stored of this period. A source with platform: assistant asks for them; see the manual.")
		return err
	}
	fmt.Fprintf(w, "%d answers to prompts that name no brand, %d to prompts that name one; models: %s.\n\n", r.Answers, r.Named, strings.Join(r.Models, ", "))
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "BRAND\tMENTIONED\tCITED\tSHARE AMONG ASSISTANTS\tSHARE AMONG PEOPLE\tMENTIONS BY PEOPLE\tNAMED IN PROMPT: MENTIONED\tCITED")
	for _, b := range r.Brands {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", b.Brand, ofAnswers(b.Open.Mentioned, b.Open), cited(b.Open), percent(b.Share), percent(b.PeopleShare), b.People,
			ofAnswers(b.Named.Mentioned, b.Named), cited(b.Named))
	}
	fmt.Fprintln(table, "\nBRAND\tMODEL\tMENTIONED\tCITED")
	for _, b := range r.Brands {
		for _, model := range r.Models {
			if of, there := b.Models[model]; there {
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", b.Brand, model, ofAnswers(of.Mentioned, of), cited(of))
			}
		}
	}
	return table.Flush()
}

func ofAnswers(n int64, of social.AnswerCount) string {
	if of.Answers == 0 {
		return "-"
	}
	return fmt.Sprintf("%d of %d", n, of.Answers)
}

// cited is unknown where the brand's sites are not.
func cited(c social.AnswerCount) string {
	switch {
	case c.Answers == 0:
		return "-"
	case c.Cited == nil:
		return "unknown"
	default:
		return ofAnswers(*c.Cited, c)
	}
}

func percent(share *float64) string {
	if share == nil {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100**share)
}

package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/app/sources"
	"earshot/internal/query"
)

type queryCommand struct {
	Check queryCheckCommand `cmd:"" help:"Parse a query and print its normal form, or a caret under the fault."`
	Plan  queryPlanCommand  `cmd:"" help:"Show what each platform would be asked for a query, and what it cannot be asked."`
}

type queryCheckCommand struct {
	Expr string `arg:"" help:"The query, such as '(northwind OR #northwind) NOT airline'."`
}

// Help says what is easily missed.
func (queryCheckCommand) Help() string {
	return "Operators are written in capitals: AND, OR, NOT and NEAR/5. In small letters they are words to look for."
}

// Run parses the query.
func (c queryCheckCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	known, err := sources.Known(settings.ConfigFile)
	if err != nil {
		return err
	}
	if err := addStored(ctx, settings, &known, c.Expr, nil); err != nil {
		return err
	}
	q, notices, err := config.ParseQuery(c.Expr, known)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(std.out, q); err != nil {
		return err
	}
	writeNotices(std.err, "", notices)
	for _, s := range q.FoundAlso() {
		fmt.Fprintf(std.err, "earshot: query, %s\n", s)
	}
	return nil
}

// writeNotices prints what is easily missed in a query; of says whose it is.
func writeNotices(w io.Writer, of string, notices []query.Notice) {
	for _, n := range notices {
		fmt.Fprintf(w, "earshot: %squery, %s\n", of, n)
	}
}

type queryPlanCommand struct {
	Expr     string   `arg:"" help:"The query, or the name of a configured brand."`
	Platform []string `placeholder:"NAME" help:"Only this platform; may be given again."`
	JSON     bool     `name:"json" help:"Print a line of JSON a platform."`
}

// Run prints how the query is translated for each platform.
func (c queryPlanCommand) Run(settings app.Settings, std streams) error {
	cfg, err := settings.LoadConfig(false)
	if err != nil {
		return err
	}
	plans, err := sources.PlanQuery(cfg, settings.ConfigFile, c.Expr, c.Platform)
	if err != nil {
		return err
	}
	if _, notices, err := query.Check(c.Expr, query.Known{}); err == nil && !slices.ContainsFunc(cfg.Brands, func(b config.Brand) bool { return b.Name == c.Expr }) {
		writeNotices(std.err, "", notices)
	}
	for _, p := range plans {
		if c.JSON {
			err = json.NewEncoder(std.out).Encode(p)
		} else {
			err = writePlan(std.out, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// writePlan writes a plan as a paragraph.
func writePlan(w io.Writer, p sources.PlatformPlan) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.Platform)
	for _, asked := range []struct {
		what   string
		values []string
	}{{"search", p.Queries}, {"hashtag", p.Tags}, {"account", p.Accounts}} {
		for _, v := range asked.values {
			fmt.Fprintf(&b, "  %-8s %s\n", asked.what, v)
		}
	}
	for _, m := range p.Missing {
		fmt.Fprintf(&b, "  missing  %s: %s\n", m.Part, m.Why)
	}
	switch {
	case p.Whole && p.Searchable:
		b.WriteString("  or everything a server shows is read and matched here\n")
	case p.Whole:
		b.WriteString("  everything the source shows is read and matched here\n")
	case !p.Searchable:
		b.WriteString("  cannot be searched: name what to read there in the source\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

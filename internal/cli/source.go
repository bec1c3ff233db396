package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/internal/app"
	"earshot/internal/app/sources"
	"earshot/internal/query"
	"earshot/internal/social"
)

type sourceCommand struct {
	List   sourceListCommand   `cmd:"" help:"The platforms Earshot can read, and what each needs and gives."`
	New    sourceNewCommand    `cmd:"" help:"Begin a file for a platform of your own, from an answer of its interface."`
	Test   sourceTestCommand   `cmd:"" help:"Read the beginning of a source, store nothing, and say what was understood and what is missing."`
	Health sourceHealthCommand `cmd:"" help:"How the sources do: last success, posts per run against the usual, errors, silence."`
}

type sourceListCommand struct {
	Platform []string `arg:"" optional:"" name:"platform" help:"Tell all of these platforms (default: a row for each platform)."`
	Markdown bool     `help:"Print a Markdown table."`
	Not      bool     `name:"not" help:"What is not read, because robots.txt and terms forbid it, and what serves instead."`
}

// Run prints a row per platform, or all that is known of those that are named.
func (c sourceListCommand) Run(settings app.Settings, std streams) error {
	if c.Not {
		return printNotRead(std.out)
	}
	platforms, err := sources.Platforms(settings.ConfigFile)
	if err != nil {
		return err
	}
	if c.Markdown {
		_, err := io.WriteString(std.out, markdownPlatforms(platforms))
		return err
	}
	if len(c.Platform) > 0 {
		return c.tell(std.out, platforms)
	}
	table := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "PLATFORM\tNAME\tCREDENTIALS\tFOUND BY\tIMAGES\tENGAGEMENT\tPAUSE")
	slices.SortFunc(platforms, func(a, b crawler.Info) int { return strings.Compare(a.Platform, b.Platform) })
	for _, p := range platforms {
		fmt.Fprintln(table, strings.Join([]string{p.Platform, p.Title, needed(p), foundBy(p), yesNo(p.Images), yesNo(p.Engagement), pause(p)}, "\t"))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.out, "\nearshot source list PLATFORM says what one reads, what it needs, and on whose terms; --not says what is not read.")
	return err
}

// tell prints all that is known of the platforms that are named.
func (c sourceListCommand) tell(w io.Writer, platforms []crawler.Info) error {
	var names []string
	for _, p := range platforms {
		names = append(names, p.Platform)
	}
	var b strings.Builder
	for i, name := range c.Platform {
		at := slices.Index(names, name)
		if at < 0 {
			return social.Errorf(social.CodeInvalid, "%s", query.UnknownPlatform(name, names))
		}
		p := platforms[at]
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s (%s)\n  reads        %s\n  found by     %s\n  credentials  %s\n  images       %s\n  engagement   %s\n  pause        %s\n  asks         %s\n  held against %s\n  to know      %s\n",
			p.Platform, p.Title, p.Reads, foundBy(p), p.Credentials, yesNo(p.Images), yesNo(p.Engagement), pause(p), asked(p), heldAgainst(p), p.Terms)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// needed is in a word whether a platform is read without credentials.
func needed(p crawler.Info) string {
	switch {
	case p.Credentials == "none":
		return "none"
	case strings.HasPrefix(p.Credentials, "none"):
		return "optional"
	default:
		return "needed"
	}
}

// markdownPlatforms is the table of the README.
func markdownPlatforms(platforms []crawler.Info) string {
	var b strings.Builder
	b.WriteString("| platform | reads | found by | credentials | images | engagement | pause | asks | held against |\n|---|---|---|---|---|---|---|---|---|\n")
	for _, p := range platforms {
		asks := p.Asks.String()
		if p.Asks.Terms != "" {
			asks = "[" + asks + "](" + p.Asks.Terms + ")"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | %s | %s | %s |\n",
			p.Platform, p.Reads, foundBy(p), p.Credentials, yesNo(p.Images), yesNo(p.Engagement), pause(p), asks, heldAgainst(p))
	}
	return b.String()
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// foundBy names what a source of the platform can be asked for.
func foundBy(p crawler.Info) string {
	var ways []string
	for _, way := range []struct {
		can  bool
		name string
	}{{p.Search.Words, "search"}, {p.Search.Tags, "hashtags"}, {p.Search.Accounts, "accounts"}, {p.Search.Timeline, "timeline"}, {p.Search.Time, "time window"}} {
		if way.can {
			ways = append(ways, way.name)
		}
	}
	if len(ways) == 0 {
		return "what the source names"
	}
	return strings.Join(ways, ", ")
}

// pause is the least time between two requests to one server.
func pause(p crawler.Info) string {
	return max(p.Delay, fetch.DefaultDelay).String()
}

// asked says what a platform's addresses are to programs, with the address of the terms.
func asked(p crawler.Info) string {
	if p.Asks.Terms == "" {
		return p.Asks.String()
	}
	return p.Asks.String() + " (" + p.Asks.Terms + ")"
}

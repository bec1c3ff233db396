package cli

import (
	"context"
	"fmt"
	"io"
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
	Trends   exportTrendsCommand   `cmd:"" help:"Mentions, sentiment, engagement, authors and share of voice over time."`
	Posts    exportPostsCommand    `cmd:"" help:"The stored posts, each once."`
	Authors  exportAuthorsCommand  `cmd:"" help:"The authors of the stored posts, with their figures."`
	Images   exportImagesCommand   `cmd:"" help:"The pictures of the stored posts."`
	Opinions exportOpinionsCommand `cmd:"" help:"The stored posts on which a language model was asked, with its answer."`
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
	Source   []string `placeholder:"NAME" sep:"none" help:"Only posts found by these sources; may be given more than once."`
	Language []string `placeholder:"CODE" help:"Only these languages (ISO 639-1, or und)."`
	readingFlags
	Sentiment  []string `placeholder:"NAME" help:"Only mentions of these sentiments toward their brand: positive, neutral, negative, or unsure."`
	DateFrom   []string `placeholder:"FROM" help:"Only posts whose date comes from there: stated (by the platform), address, page (its words), or seen (no readable date: when the post was first seen)."`
	FoldCopies bool     `help:"Of posts that are near copies of one another only the first that the other flags let through."`
	HideSpam   bool     `help:"Without what is likely spam."`
	From       string   `placeholder:"DATE" help:"From this date or RFC 3339 time, or so long ago (90d), inclusive."`
	To         string   `placeholder:"DATE" help:"Up to this date or RFC 3339 time, exclusive."`
	zoneFlag
	Query string `placeholder:"EXPR" help:"Only posts that match this boolean query."`
}

// zoneFlag names the time zone of dates and steps.
type zoneFlag struct {
	TimeZone string `placeholder:"NAME" help:"Time zone in which days begin, such as Asia/Shanghai (default: dashboard.time_zone of the configuration, or the machine's)."`
}

func (f zoneFlag) zone(settings app.Settings) (*time.Location, error) {
	zone, err := settings.Zone(f.TimeZone)
	if err != nil && f.TimeZone != "" {
		return nil, fmt.Errorf("--time-zone: %w", err)
	}
	return zone, err
}

// filter makes a filter of the flags, and prints what is easily missed in the query.
func (f postFilter) filter(ctx context.Context, settings app.Settings, std streams) (social.Filter, error) {
	out := social.Filter{Brand: f.Brand, Platforms: f.Platform, Sources: f.Source, Languages: f.Language, FoldCopies: f.FoldCopies, HideSpam: f.HideSpam}
	if err := f.readingFlags.restrict(&out); err != nil {
		return out, err
	}
	for _, name := range f.Sentiment {
		class, err := social.ParseClass(name)
		if err != nil {
			return out, fmt.Errorf("--sentiment: %w", err)
		}
		out.Labels = append(out.Labels, class)
	}
	for _, name := range f.DateFrom {
		from, err := social.ParseDateFrom(name)
		if err != nil {
			return out, fmt.Errorf("--date-from: %w", err)
		}
		out.DateFrom = append(out.DateFrom, from)
	}
	known, err := f.checkNames(ctx, settings)
	if err != nil {
		return out, err
	}
	if out.Zone, err = f.zone(settings); err != nil {
		return out, err
	}
	if out.From, err = parseTime("--from", f.From, out.Zone); err != nil {
		return out, err
	}
	if out.To, err = parseTime("--to", f.To, out.Zone); err != nil {
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

// parseTime reads a date in zone, or a time.
func parseTime(flag, s string, zone *time.Location) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return social.StartOfDate(t.Year(), t.Month(), t.Day(), zone), nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.In(zone), nil
	}
	if ago, err := social.ParseLength(s); err == nil {
		return before(time.Now().In(zone), ago), nil
	}
	return time.Time{}, social.Errorf(social.CodeInvalid, "%s %q: write 2026-11-03, 2026-11-03T14:00:00Z or how long ago, such as 90d", flag, s)
}

// before is the beginning of the day so many days before now, and of the hour where it is no
// whole day: so that a command that is given again later means the same.
func before(now time.Time, ago time.Duration) time.Time {
	const day = 24 * time.Hour
	if ago%day == 0 && ago > 0 {
		return social.StartOfDate(now.Year(), now.Month(), now.Day()-int(ago/day), now.Location())
	}
	return social.ByHour.Start(now.Add(-ago))
}

// lengthFlag is a length of time on the command line; see social.ParseLength.
type lengthFlag time.Duration

// UnmarshalText reads the length.
func (l *lengthFlag) UnmarshalText(text []byte) error {
	length, err := social.ParseLength(string(text))
	*l = lengthFlag(length)
	return err
}

type exportTrendsCommand struct {
	exportFlags
	By    string   `enum:"hour,day,week,month" default:"day" help:"Bucket: hour, day, week (from Monday) or month, in the time zone."`
	Group []string `enum:"brand,platform,language" default:"brand,platform,language" help:"Split by these of brand, platform, language; the others are summed and left empty."`
	// EveryBucket needs no beginning: without one it begins with the first mention.
	EveryBucket bool   `help:"Also a row for each bucket without mentions: of zeros where it was listened to, without counts where it was not."`
	Format      string `enum:",${formats}" default:"" placeholder:"NAME" help:"${formats_help} (default: by the name of the file, else csv)."`
}

// Run writes the trend rows.
func (c exportTrendsCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	format, err := c.format(c.Format, export.CSV)
	if err != nil {
		return err
	}
	filter, err := c.filter(ctx, settings, std)
	if err != nil {
		return err
	}
	store, done, err := app.OpenStore(ctx, settings)
	if err != nil {
		return err
	}
	defer done()
	t := trendExport{command: c, store: store, filter: filter, by: social.Bucket(c.By), now: time.Now().UTC()}
	for _, g := range c.Group {
		t.dims = append(t.dims, social.Dimension(g))
	}
	var out *export.TrendWriter
	err = c.writeTo(std.data, func(w io.Writer) (err error) {
		if out, err = export.NewTrendWriter(w, format, t.by, filter.Zone); err != nil {
			return err
		}
		defer out.Discard()
		if err := t.each(ctx, out.Write); err != nil {
			return err
		}
		return out.Close()
	})
	if err != nil {
		return err
	}
	if err := t.warn(std.err); err != nil {
		return err
	}
	c.report(std.err, format, out.Rows, 0)
	return nil
}

// exportPostsFlags are those of exports that go through the stored posts.
type exportPostsFlags struct {
	exportFlags
	Format string `enum:",${formats}" default:"" placeholder:"NAME" help:"${formats_help} (default: by the name of the file, else ndjson)."`
}

type (
	exportPostsCommand    struct{ exportPostsFlags }
	exportAuthorsCommand  struct{ exportPostsFlags }
	exportImagesCommand   struct{ exportPostsFlags }
	exportOpinionsCommand struct{ exportPostsFlags }
)

// Run streams the stored posts, oldest first: every one of them, or with
// --brand those that mention the brand.
func (c exportPostsCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	return c.run(ctx, settings, std, export.NewPostWriter, mentionsOf(c.Brand))
}

// Run writes the authors of the posts, those with most posts first.
func (c exportAuthorsCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	return c.run(ctx, settings, std, export.NewAuthorWriter, mentionsOf(c.Brand))
}

// Run streams the pictures of the posts.
func (c exportImagesCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	return c.run(ctx, settings, std, export.NewImageWriter, wholePosts)
}

// Run streams the posts on which a language model was asked.
func (c exportOpinionsCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	return c.run(ctx, settings, std, export.NewOpinionWriter, wholePosts)
}

// mentionsOf exports posts as mentions of a brand, with their sentiment toward it.
func mentionsOf(brand string) func(social.Analysis) social.Analysis {
	return func(a social.Analysis) social.Analysis { return a.Of(brand) }
}

// wholePosts exports posts as they are.
func wholePosts(a social.Analysis) social.Analysis { return a }

// opener opens a file of one kind.
type opener func(w io.Writer, format export.Format) (*export.PostWriter, error)

func (c exportPostsFlags) run(ctx context.Context, settings app.Settings, std streams, open opener, as func(social.Analysis) social.Analysis) error {
	format, err := c.format(c.Format, export.NDJSON)
	if err != nil {
		return err
	}
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
	return c.writePosts(std, format, open, func(write func(social.StoredPost) error) error {
		return store.EachPost(ctx, filter, func(p social.StoredPost) error {
			p.Analysis = as(p.Analysis)
			return write(p)
		})
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

package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"earshot/crawler/probe"
	"earshot/internal/app"
	"earshot/internal/job/look"
	"earshot/internal/social"
)

// maxShownPosts is the number of posts that are printed.
const maxShownPosts = 3

type sourceTestCommand struct {
	Target   string `arg:"" name:"URL|NAME|FILE.yaml" help:"The name of a configured source, the address of a feed or page, or a platform file."`
	Platform string `placeholder:"NAME" help:"The platform of an address (default: a feed if there is one, else a web page)."`
	JSON     bool   `name:"json" help:"Print every post found as a line of JSON; of a platform file the whole report."`
	sourceFlags
}

// Run reads the beginning of the source; it fails where no lane yields a post.
func (c sourceTestCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	if isPlatformFile(c.Target) {
		return c.tryFile(ctx, settings, std)
	}
	if c.given() {
		return social.Errorf(social.CodeInvalid, "--base-url, --tag, --query, --account, --url and --param are for a platform file, and %s is none", c.Target)
	}
	found, err := look.At(ctx, settings, c.Target, c.Platform)
	if err != nil {
		return err
	}
	posts := 0
	for _, lane := range found.Lanes {
		posts += len(lane.Posts)
		if c.JSON {
			if lane.Fault != nil {
				fmt.Fprintf(std.err, "earshot: %s: %v\n", lane.Name, lane.Fault)
			}
			for _, p := range lane.Posts {
				if err := json.NewEncoder(std.out).Encode(p); err != nil {
					return err
				}
			}
			for _, skip := range lane.Skipped {
				fmt.Fprintf(std.err, "earshot: %s: skipped %s: %v\n", lane.Name, skip.Where, skip.Err)
			}
			for _, note := range lane.Notes {
				fmt.Fprintf(std.err, "earshot: %s: %s\n", lane.Name, note)
			}
			for _, value := range lane.Unread {
				fmt.Fprintf(std.err, "earshot: %s: not readable: %s %v\n", lane.Name, value.Where, value.Err)
			}
		}
	}
	if !c.JSON {
		if err := writeLook(std.out, found); err != nil {
			return err
		}
	}
	if posts == 0 {
		return errReported
	}
	return nil
}

// tryFile tests a platform file; it fails where anything is wrong with it or a
// lane yields no post.
func (c sourceTestCommand) tryFile(ctx context.Context, settings app.Settings, std streams) error {
	found, err := look.TryFile(ctx, settings, c.Target, c.source())
	if err != nil {
		return err
	}
	if err := writeFileTrial(std.out, found, c.JSON); err != nil {
		return err
	}
	if !found.OK() {
		return errReported
	}
	return nil
}

// writeLook prints what was found, for people.
func writeLook(w io.Writer, found look.Found) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\nasks %s\n", found.Source.Name, found.Platform.Title, asked(found.Platform))
	for _, c := range found.Source.Coverage {
		writeCoverage(&b, c)
	}
	for _, lane := range found.Lanes {
		writeLane(&b, lane)
	}
	if found.Platform.Terms != "" {
		fmt.Fprintf(&b, "\nto know: %s\n", found.Platform.Terms)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeCoverage(b *strings.Builder, c social.Coverage) {
	if c.Whole {
		fmt.Fprintf(b, "brand %s: everything is read and matched here\n", c.Brand)
		return
	}
	fmt.Fprintf(b, "brand %s: %d searches, %d hashtags, %d accounts\n", c.Brand, len(c.Queries), len(c.Tags), len(c.Accounts))
	for _, m := range c.Missing {
		fmt.Fprintf(b, "  missing %s: %s\n", m.Part, m.Why)
	}
}

func writeLane(b *strings.Builder, lane probe.Lane) {
	fmt.Fprintf(b, "\n%s: %s\n", lane.Name, lane.State().Word())
	for _, address := range lane.Requests {
		fmt.Fprintf(b, "  asked       %s\n", address)
	}
	if lane.Fault != nil {
		fmt.Fprintf(b, "  fault       %s\n", strings.TrimPrefix(lane.Fault.Error(), "crawler: "))
	}
	for _, skip := range lane.Skipped {
		fmt.Fprintf(b, "  skipped     %s: %v\n", skip.Where, skip.Err)
	}
	for _, note := range lane.Notes {
		fmt.Fprintf(b, "  note        %s\n", strings.TrimPrefix(note, "crawler: "))
	}
	for _, value := range lane.Unread {
		fmt.Fprintf(b, "  unreadable  %s %v\n", value.Where, value.Err)
	}
	if n := len(lane.Undated); n > 0 {
		fmt.Fprintf(b, "  undated     %d without a readable date: kept as seen (%s: %v)\n", n, lane.Undated[0].Where, lane.Undated[0].Err)
	}
	if lane.Fault != nil {
		return
	}
	fmt.Fprintf(b, "  posts       %d", len(lane.Posts))
	if n := duplicates(lane.Posts); n > 0 {
		fmt.Fprintf(b, ", %d of them twice in the answer and merged", n)
	}
	if lane.More {
		b.WriteString(", and there are more pages")
	}
	b.WriteByte('\n')
	if len(lane.Posts) == 0 {
		return
	}
	have, lack := understood(lane.Posts)
	fmt.Fprintf(b, "  understood  %s\n", strings.Join(have, ", "))
	if len(lack) > 0 {
		fmt.Fprintf(b, "  missing     %s (no post has them)\n", strings.Join(lack, ", "))
	}
	for _, p := range lane.Posts[:min(maxShownPosts, len(lane.Posts))] {
		fmt.Fprintf(b, "  %s  %s  %s\n    %s\n", p.CreatedAt.UTC().Format(time.DateTime+" UTC"), p.Author.Label(), p.URL, oneLine(p.FullText()))
	}
}

// duplicates counts what was in the answer again.
func duplicates(posts []social.Post) (n int64) {
	for _, p := range posts {
		n += p.Merged.Duplicates
	}
	return n
}

// understood counts in how many posts each field is set, and names those that
// are set in none.
func understood(posts []social.Post) (have, lack []string) {
	for _, field := range []struct {
		name string
		has  func(social.Post) bool
	}{
		{"url", func(p social.Post) bool { return p.URL != "" }},
		{"author", func(p social.Post) bool { return p.Author.Label() != "" }},
		{"title", func(p social.Post) bool { return p.Title != "" }},
		{"text", func(p social.Post) bool { return p.Text != "" }},
		{"language", func(p social.Post) bool { return p.Language != "" }},
		{"parent or thread", func(p social.Post) bool { return p.ParentID != "" || p.ThreadID != "" }},
		{"tags", func(p social.Post) bool { return len(p.Tags) > 0 }},
		{"links", func(p social.Post) bool { return len(p.Links) > 0 }},
		{"images", func(p social.Post) bool { return len(p.Images) > 0 }},
		{"likes", func(p social.Post) bool { return p.Engagement.Likes != nil }},
		{"shares", func(p social.Post) bool { return p.Engagement.Shares != nil }},
		{"comments", func(p social.Post) bool { return p.Engagement.Comments != nil }},
		{"views", func(p social.Post) bool { return p.Engagement.Views != nil }},
	} {
		n := 0
		for _, p := range posts {
			if field.has(p) {
				n++
			}
		}
		switch n {
		case 0:
			lack = append(lack, field.name)
		case len(posts):
			have = append(have, field.name)
		default:
			have = append(have, fmt.Sprintf("%s %d of %d", field.name, n, len(posts)))
		}
	}
	return have, lack
}

// oneLine is the beginning of a text, on one line.
func oneLine(text string) string {
	const maxRunes = 100
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > maxRunes {
		return string(runes[:maxRunes]) + "..."
	}
	return string(runes)
}

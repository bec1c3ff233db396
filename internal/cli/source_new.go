package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"earshot/internal/app"
	"earshot/internal/job/look"
)

type sourceNewCommand struct {
	Name string `arg:"" help:"What the platform is to be called in the configuration: small letters, digits, - and _."`
	URL  string `arg:"" name:"URL" help:"The address of a list of its newest posts, in JSON, as the platform's interface gives it: https://forum.example/api/posts?tag=coffee&page=1"`
}

// Run begins a platform file.
func (c sourceNewCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	begun, err := look.BeginPlatform(ctx, settings, c.Name, c.URL)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", begun.Path)
	fmt.Fprintf(&b, "  read        %d of %d items are posts\n", begun.Read.Posts, begun.Read.Items)
	fmt.Fprintf(&b, "  filled in   %s\n", strings.Join(begun.Found, ", "))
	if len(begun.Missing) > 0 {
		fmt.Fprintf(&b, "  not found   %s\n", strings.Join(begun.Missing, ", "))
	}
	for _, f := range begun.Read.Faults {
		fmt.Fprintf(&b, "  fault       line %s\n", f)
	}
	fmt.Fprintf(&b, "Fields are guessed by their names: read the file, change what is wrong, then\n  earshot source test %s\n", begun.Path)
	_, err = io.WriteString(std.out, b.String())
	return err
}

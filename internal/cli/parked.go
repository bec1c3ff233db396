package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"earshot/internal/app"
	"earshot/internal/social"
)

// parkedCommand are the acts on messages that were set aside.
type parkedCommand struct {
	List  parkedListCommand  `cmd:"" default:"withargs" help:"List what is parked, the last one first."`
	Retry parkedRetryCommand `cmd:"" help:"Have parked messages worked on again; a crawl is begun again."`
	Drop  parkedDropCommand  `cmd:"" help:"Delete parked messages for good."`
}

type parkedListCommand struct {
	JSON bool `name:"json" help:"Print the list as JSON."`
}

// Run prints the list.
func (c parkedListCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	list, err := app.ParkedMessages(ctx, settings)
	if err != nil {
		return err
	}
	return writeSummary(std.out, c.JSON, list, printParked)
}

func printParked(w io.Writer, list []social.Parked) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(w, "Nothing is parked.")
		return err
	}
	for _, p := range list {
		source := ""
		if p.Source != "" {
			source = "of " + p.Source + ", "
		}
		_, err := fmt.Fprintf(w, "%s  %s\n    %s%s since %s: %s\n", p.ID, p.What, source, social.Attempts(p.Attempts), p.First.Format(time.RFC3339), p.Error)
		if err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, "\nearshot parked retry ID has one worked on again, earshot parked drop ID deletes it; --all means every one.")
	return err
}

// parkedChoice says which messages are meant.
type parkedChoice struct {
	IDs []string `arg:"" optional:"" name:"id" help:"Which, as the list names them."`
	All bool     `help:"All of them."`
}

type parkedRetryCommand struct{ parkedChoice }

// Run retries.
func (c parkedRetryCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	return c.each(ctx, settings, std, "put back", app.Parking.Retry)
}

type parkedDropCommand struct{ parkedChoice }

// Run drops.
func (c parkedDropCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	return c.each(ctx, settings, std, "dropped", app.Parking.Drop)
}

// each does an act to every message that is meant.
func (c parkedChoice) each(ctx context.Context, settings app.Settings, std streams, done string, act func(app.Parking, context.Context, string) error) error {
	if c.All == (len(c.IDs) > 0) {
		return social.Errorf(social.CodeInvalid, "name the parked messages, or all of them with --all")
	}
	cfg, err := settings.LoadConfig(false)
	if err != nil {
		return err
	}
	return app.WithBeside(ctx, settings, cfg, func(a *app.App) error {
		ids := c.IDs
		if c.All {
			list, err := a.Parking().Parked(ctx)
			if err != nil {
				return err
			}
			for _, p := range list {
				ids = append(ids, p.ID)
			}
		}
		failed := false
		for _, id := range ids {
			if err := act(a.Parking(), ctx, id); err != nil {
				failed = true
				fmt.Fprintf(std.err, "earshot: %v\n", err)
				continue
			}
			fmt.Fprintf(std.out, "%s %s\n", id, done)
		}
		if failed {
			return errReported
		}
		return nil
	})
}

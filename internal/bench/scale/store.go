package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"earshot/dashboard"
	"earshot/internal/app"
	"earshot/storage"
)

// result is what was measured of one store.
type result struct {
	posts     int64
	pages     []figure
	questions []figure
}

// measureStore opens the store of a folder, measures it and prints what it found.
func measureStore(ctx context.Context, o options, folder string, out io.Writer) (result, error) {
	if o.program != "" {
		if err := printStart(ctx, o.program, folder, out); err != nil {
			return result{}, err
		}
	}
	settings := settingsOf(folder)
	cfg, err := settings.LoadConfig(true)
	if err != nil {
		return result{}, err
	}
	var r result
	err = app.With(ctx, settings, cfg, func(a *app.App) error {
		sizes, err := a.Store.TableSizes(ctx)
		if err != nil {
			return err
		}
		counts, err := a.Store.SourceCounts(ctx)
		if err != nil {
			return err
		}
		for _, n := range counts {
			r.posts += n
		}
		printSizes(out, sizes, r.posts)
		if err := settle(ctx, a.Store); err != nil {
			return err
		}
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		ready, ended := make(chan string, 1), make(chan error, 1)
		go func() {
			ended <- a.Run(ctx, app.RunOptions{Addr: "127.0.0.1:0", Only: []string{app.PartDashboard}, Ready: func(url string) { ready <- url }}, dashboard.Options{})
		}()
		select {
		case err := <-ended:
			return fmt.Errorf("the dashboard ended: %w", err)
		case url := <-ready:
			b := newBrowser(url, a.Store)
			r.pages, r.questions, err = b.all(ctx, o)
			stop()
			return errors.Join(err, <-ended)
		}
	})
	if err != nil {
		return r, err
	}
	printFigures(out, "page", r.pages)
	slices.SortFunc(r.questions, func(a, b figure) int { return int(b.processor() - a.processor()) })
	printFigures(out, "question", r.questions)
	return r, nil
}

// settle brings what is counted in the background up to date, as a program that runs
// on does; a store of an earlier release takes several turns.
func settle(ctx context.Context, store *storage.Store) error {
	for {
		days, err := store.RefreshTrends(ctx)
		if err != nil || days == 0 {
			return err
		}
	}
}

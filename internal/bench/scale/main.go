// Command scale measures how Earshot holds as a store grows: it asks for every page
// of the dashboard over HTTP, with its panels as a browser asks for them, against
// stores of several sizes, and prints what each page and each question cost at each
// size, and how much they grew.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"earshot/analyzer"
	"earshot/internal/app"
	"earshot/internal/bench/seed"
	"earshot/storage/engine"
)

func main() {
	engine.ServeIfChild()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	o := options{}
	flag.StringVar(&o.dir, "dir", "data-bench", "folder that stores are seeded in, and kept for the next time")
	flag.IntVar(&o.repeats, "repeat", 5, "how often each page is asked for, after once to warm up")
	flag.StringVar(&o.only, "page", "", "ask only for pages whose name contains this")
	flag.BoolVar(&o.each, "each", false, "print what each question of a page cost, all times it was asked together")
	flag.StringVar(&o.program, "earshot", "", "the program, to measure its start and what it holds when idle")
	flag.Usage = func() {
		fmt.Fprintf(flag.CommandLine.Output(), "usage: scale [flags] SIZE|FOLDER ...\nSIZE is a number of posts, which are seeded; FOLDER is the data folder of a seeded store.\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := measure(ctx, o, flag.Args(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

type options struct {
	dir, only, program string
	repeats            int
	each               bool
}

// measure measures each store, smallest first as they are named, and prints as it
// goes; growth is from each to the next.
func measure(ctx context.Context, o options, stores []string, out io.Writer) error {
	var all []result
	for _, name := range stores {
		folder, err := prepare(ctx, o, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "\n# %s\n", folder)
		r, err := measureStore(ctx, o, folder, out)
		if err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
		all = append(all, r)
	}
	for i := 1; i < len(all); i++ {
		printGrowth(out, all[i-1], all[i])
	}
	return nil
}

// prepare returns the folder of a store, which is seeded where it is not there yet.
func prepare(ctx context.Context, o options, name string) (string, error) {
	posts, err := strconv.Atoi(strings.ReplaceAll(name, "_", ""))
	if err != nil {
		return name, nil
	}
	folder := filepath.Join(o.dir, strconv.Itoa(posts))
	if _, err := os.Stat(filepath.Join(folder, app.DefaultConfigFile)); err == nil {
		return folder, nil
	}
	fmt.Fprintf(os.Stderr, "seeding %d posts in %s (a million take about 3 minutes and 700 MB) ...\n", posts, folder)
	if err := os.RemoveAll(folder); err != nil {
		return "", fmt.Errorf("empty what was seeded half: %w", err)
	}
	return folder, seedStore(ctx, folder, posts)
}

func seedStore(ctx context.Context, folder string, posts int) error {
	settings := settingsOf(folder)
	text, err := app.NewTextAnalyzer(settings, app.Asked{})
	if err != nil {
		return err
	}
	store, done, err := app.OpenStore(ctx, settings)
	if err != nil {
		return err
	}
	defer done()
	return seed.FillFolder(ctx, store, folder, seedOptions(posts, text))
}

func seedOptions(posts int, text *analyzer.Analyzer) seed.Options {
	return seed.Options{Posts: posts, Seed: 1, End: time.Now().UTC().Truncate(time.Hour), Analyzer: text.Version()}
}

// settingsOf are the settings for the store in a folder.
func settingsOf(folder string) app.Settings {
	s := app.Settings{DataDir: folder, Version: "bench", Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))}
	if file := filepath.Join(folder, app.DefaultConfigFile); exists(file) {
		s.ConfigFile = file
	}
	return s
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

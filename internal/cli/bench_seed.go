package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"earshot/internal/app"
	"earshot/internal/bench/seed"
	"earshot/internal/social"
)

type benchSeedCommand struct {
	Posts  int    `required:"" placeholder:"N" help:"How many posts."`
	Seed   uint64 `default:"1" help:"Another number makes other posts; the same one makes the same."`
	End    string `placeholder:"TIME" help:"RFC 3339 time of the last post (default: now)."`
	Months int    `default:"24" help:"Over how many months the posts are spread."`
}

// Run seeds the data folder, which must hold no posts, and writes a configuration
// with the brands into it.
func (c benchSeedCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	end := time.Now().UTC().Truncate(time.Hour)
	if c.End != "" {
		var err error
		if end, err = time.Parse(time.RFC3339, c.End); err != nil {
			return social.Errorf(social.CodeInvalid, "--end: %w", err)
		}
	}
	text, err := app.NewTextAnalyzer(settings, app.Asked{})
	if err != nil {
		return err
	}
	store, done, err := app.OpenStore(ctx, settings)
	if err != nil {
		return err
	}
	defer done()
	counts, err := store.SourceCounts(ctx)
	if err != nil {
		return err
	}
	if len(counts) > 0 {
		return social.Errorf(social.CodeConflict, "the data folder %s has posts already; name an empty one with --data", settings.Folder())
	}
	began := time.Now()
	err = seed.FillFolder(ctx, store, settings.Folder(), seed.Options{
		Posts: c.Posts, Seed: c.Seed, End: end.UTC(), Months: c.Months, Analyzer: text.Version(),
		Progress: func(stored int) {
			fmt.Fprintf(std.err, "%d of %d posts, %.0f a second\n", stored, c.Posts, float64(stored)/time.Since(began).Seconds())
		},
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "%d posts in %s; %s names their brands and sources.\n", c.Posts, time.Since(began).Round(time.Second), filepath.Join(settings.Folder(), seed.ConfigFile))
	return err
}

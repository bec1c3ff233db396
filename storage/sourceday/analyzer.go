package sourceday

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// analyzerDay is how many posts of a day a version analysed.
type analyzerDay struct {
	analyzer         string
	day              time.Time
	posts, undoubted uint64
}

func countAnalyzers(ctx context.Context, db *database.DB, days []time.Time) ([]analyzerDay, error) {
	if len(days) == 0 {
		return nil, nil
	}
	return collect(ctx, db, queries.CountAnalyzerDays, nil, days, func(r driver.Rows) (d analyzerDay, err error) {
		err = r.Scan(&d.analyzer, &d.day, &d.posts, &d.undoubted)
		d.day = database.Day(d.day)
		return d, err
	})
}

// Outdated counts the posts that were analysed by another version than version.
func Outdated(ctx context.Context, db *database.DB, version string) (social.Outdated, error) {
	days, err := dirty(ctx, db, database.FirstTime)
	if err != nil {
		return social.Outdated{}, err
	}
	name := queries.Outdated
	if len(days) > mostDirty {
		name, days = queries.OutdatedAnalyses, nil
	}
	sums, err := collect(ctx, db, name, database.Params{"version": version}, days, func(r driver.Rows) (social.Outdated, error) {
		var posts, undoubted uint64
		err := r.Scan(&posts, &undoubted)
		return social.Outdated{Posts: int64(posts), Undoubted: int64(undoubted)}, err
	})
	if err != nil {
		return social.Outdated{}, err
	}
	counted, err := countAnalyzers(ctx, db, days)
	if err != nil {
		return social.Outdated{}, err
	}
	var all social.Outdated
	for _, s := range sums {
		all.Posts, all.Undoubted = all.Posts+s.Posts, all.Undoubted+s.Undoubted
	}
	for _, d := range counted {
		if d.analyzer != version {
			all.Posts, all.Undoubted = all.Posts+int64(d.posts), all.Undoubted+int64(d.undoubted)
		}
	}
	return all, nil
}

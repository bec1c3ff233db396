package figure

import (
	"cmp"
	"context"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// look notes which posts were dated anew since the last time, and whether these were handed
// over. The first time it notes what is stored.
func (r *reading) look(ctx context.Context) error {
	news := map[social.Key]bool{}
	days := make([]string, len(r.broken))
	for i, at := range r.broken {
		days[i] = database.Date(at)
	}
	seen, err := r.db.Arrived(ctx, "mentions", r.seen, func(parts []string) (there map[string]bool, err error) {
		there = map[string]bool{}
		p := database.Params{"parts": parts, "days": days, "few": r.few}
		err = r.db.Stream(ctx, queries.Moved, p, func(rows driver.Rows) error {
			var (
				place   string
				key     social.Key
				isMoved bool
			)
			if err := rows.Scan(&place, &key.Platform, &key.ID, &isMoved); err != nil {
				return err
			}
			there[place] = true
			if _, known := r.moved[key]; isMoved && !known {
				news[key] = true
			}
			return nil
		})
		return there, err
	})
	if err != nil {
		return err
	}
	r.seen = seen
	return r.handed.among(news, r.moved)
}

// choose hands over those of keys that the filter lets through, some at a time in the
// order of their dates.
func (r *reading) choose(ctx context.Context, keys []social.Key) error {
	if len(keys) == 0 {
		return nil
	}
	// What matched at the beginning are the places that these left.
	found, err := r.match(ctx, r.filter)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(keys, scanPage) {
		matching, err := found.table()
		if err != nil {
			return err
		}
		table, err := database.KeyTable("keys", some)
		if err != nil {
			return err
		}
		chosen, err := database.Collect(ctx, r.db, queries.ChosenAmong, filterParams(r.filter, found), database.ScanKey, matching, table)
		if err != nil {
			return err
		}
		posts, err := r.posts.Stored(ctx, chosen)
		if err != nil {
			return err
		}
		slices.SortFunc(posts, func(a, b social.StoredPost) int {
			return cmp.Or(a.Post.CreatedAt.Compare(b.Post.CreatedAt), cmp.Compare(a.Post.Platform, b.Post.Platform), cmp.Compare(a.Post.ID, b.Post.ID))
		})
		for _, p := range posts {
			if err := r.hand(p); err != nil {
				return err
			}
		}
	}
	return nil
}

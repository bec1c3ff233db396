package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"earshot/internal/social"
	"earshot/storage"
)

// listened notes at each row how its bucket was listened to, adds the buckets
// without mentions where they are asked for, and warns of those that nobody heard.
func (c exportTrendsCommand) listened(ctx context.Context, store *storage.Store, f social.Filter, by social.Bucket, rows []social.Trend, warn io.Writer) ([]social.Trend, error) {
	now := time.Now().UTC()
	first, end := f.From, f.To
	if first.IsZero() && len(rows) > 0 {
		first = rows[0].Date
	}
	if end.IsZero() {
		end = now
	}
	heard, err := store.Listened(ctx, first, now)
	if err != nil {
		return nil, err
	}
	heard.MarkListened(rows, f, by, now)
	if c.EveryBucket && !first.IsZero() {
		rows = heard.EveryBucket(rows, f, by, first, end, now)
	}
	if !slices.ContainsFunc(rows, func(t social.Trend) bool { return t.Listened == social.NotAtAll }) {
		return rows, nil
	}
	text := "nobody has listened yet"
	if since, ever := heard.For(f.Brand, f.Platforms).Since(); ever {
		text = "listened since " + since.In(f.Zone).Format(time.RFC3339)
	}
	_, err = fmt.Fprintf(warn, "earshot: %s; rows with listened=no hold only what was still shown later, and a bucket without a row may have had mentions\n", text)
	return rows, err
}

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

// trendExport is an export of trends under way. It goes through the period a few buckets
// at a time, so that what it holds does not grow with it.
type trendExport struct {
	command exportTrendsCommand
	store   *storage.Store
	filter  social.Filter
	by      social.Bucket
	dims    []social.Dimension
	now     time.Time
	// first is where rows of every bucket begin: with the period, or else with the first
	// mention; heard is what was listened to from then on.
	first  time.Time
	heard  social.Listened
	series []social.Series
	// unheard: there were rows of buckets that nobody listened to.
	unheard bool
}

// each hands the rows of the period to write, in their order.
func (t *trendExport) each(ctx context.Context, write func([]social.Trend) error) error {
	if t.command.EveryBucket {
		rows, err := t.store.Trends(ctx, t.filter, social.ByMonth, t.dims)
		if err != nil {
			return err
		}
		t.series = social.SeriesOf(rows)
	}
	return t.store.EachTrends(ctx, t.filter, t.by, t.dims, t.now, func(from, to time.Time, rows []social.Trend) error {
		if t.first.IsZero() {
			if t.first = t.filter.From; t.first.IsZero() && len(rows) > 0 {
				t.first = rows[0].Date
			}
			if t.first.IsZero() {
				return nil
			}
			var err error
			if t.heard, err = t.store.Listened(ctx, t.first, t.now); err != nil {
				return err
			}
		}
		return write(t.listened(from, to, rows))
	})
}

// listened notes at each row how its bucket was listened to, and adds the buckets without
// mentions where they are asked for.
func (t *trendExport) listened(from, to time.Time, rows []social.Trend) []social.Trend {
	t.heard.MarkListened(rows, t.filter, t.by, t.now)
	if t.command.EveryBucket {
		begin, end := t.first, to
		if from.After(begin) {
			begin = from
		}
		if t.filter.To.IsZero() && end.After(t.now) {
			end = t.now
		}
		rows = t.heard.EveryBucket(rows, t.series, t.filter, t.by, begin, end, t.now)
	}
	t.unheard = t.unheard || slices.ContainsFunc(rows, func(r social.Trend) bool { return r.Listened == social.NotAtAll })
	return rows
}

// warn tells of buckets that nobody heard.
func (t *trendExport) warn(w io.Writer) error {
	if !t.unheard {
		return nil
	}
	text := "nobody has listened yet"
	if since, ever := t.heard.For(t.filter.Brand, t.filter.Platforms).Since(); ever {
		text = "listened since " + since.In(t.filter.Zone).Format(time.RFC3339)
	}
	_, err := fmt.Fprintf(w, "earshot: %s; rows with listened=no hold only what was still shown later, and where a row is missing there may have been mentions\n", text)
	return err
}

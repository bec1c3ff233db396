package run

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
	"earshot/storage/sourceday"
)

// Listened returns who listened when, as far as it matters from a time on: what
// was listened to as a whole, and the gaps since from.
func (s *History) Listened(ctx context.Context, from, now time.Time) (social.Listened, error) {
	sources, err := s.Listening(ctx)
	if err != nil {
		return social.Listened{}, err
	}
	gaps, err := s.Gaps(ctx, from, now)
	return social.Listened{Sources: sources, Gaps: gaps}, err
}

// reading is how far the runs of a source that kept posts of the same brands reach.
type reading struct {
	source, platform     string
	brands               []string
	first, last, reached time.Time
}

// filled is a window that was filled in or imported.
type filled struct {
	source, platform string
	social.Span
}

// Listening returns since when each source that ever answered was listened to.
func (s *History) Listening(ctx context.Context) ([]social.Listening, error) {
	read, err := database.Collect(ctx, s.db, queries.Listening, nil, func(r driver.Rows) (x reading, err error) {
		err = r.Scan(&x.source, &x.platform, &x.brands, &x.first, &x.last, &x.reached)
		return x, err
	})
	if err != nil {
		return nil, err
	}
	windows, err := database.Collect(ctx, s.db, queries.Filled, nil, scanFilled)
	if err != nil {
		return nil, err
	}
	imported, err := s.imported(ctx)
	if err != nil {
		return nil, err
	}
	var out []social.Listening
	for first := 0; first < len(read); {
		end := first + 1
		for end < len(read) && read[end].source == read[first].source {
			end++
		}
		out = append(out, listeningOf(read[first:end]))
		first = end
	}
	type of struct{ source, platform string }
	places := make(map[of]int, len(out))
	for i, l := range out {
		places[of{l.Source, l.Platform}] = i
	}
	for _, w := range slices.Concat(windows, imported) {
		at, known := places[of{w.source, w.platform}]
		if !known {
			at = len(out)
			places[of{w.source, w.platform}] = at
			out = append(out, social.Listening{Source: w.source, Platform: w.platform})
		}
		out[at].Windows = append(out[at].Windows, w.Span)
	}
	return out, nil
}

func scanFilled(r driver.Rows) (x filled, err error) {
	err = r.Scan(&x.source, &x.platform, &x.From, &x.To)
	x.From, x.To = x.From.UTC(), x.To.UTC()
	return x, err
}

// imported are the windows of imported files: of posts whose source never ran.
func (s *History) imported(ctx context.Context) ([]filled, error) {
	ran := map[string]bool{}
	err := s.db.Each(ctx, queries.Ran, nil, func(r driver.Rows) error {
		var source string
		err := r.Scan(&source)
		ran[source] = true
		return err
	})
	if err != nil {
		return nil, err
	}
	spans, err := sourceday.Spans(ctx, s.db)
	if err != nil {
		return nil, err
	}
	var windows []filled
	for _, at := range spans {
		if !ran[at.Source] {
			windows = append(windows, filled{source: at.Source, platform: at.Platform, Span: at.Span})
		}
	}
	slices.SortFunc(windows, func(a, b filled) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.platform, b.platform))
	})
	return windows, nil
}

// listeningOf is the listening of one source, from its readings in their order.
// Readings without brands kept every post, or are of a release that did not note
// the brands: those that the first noting names were listened for all along.
func listeningOf(read []reading) social.Listening {
	l := social.Listening{Source: read[0].source, Platform: read[len(read)-1].platform}
	var all, noted *reading
	for i := range read {
		r := &read[i]
		r.reached = r.reached.UTC()
		if l.Since.IsZero() || r.reached.Before(l.Since) {
			l.Since = r.reached
		}
		switch {
		case len(r.brands) == 0:
			all = r
		case noted == nil:
			noted = r
		}
	}
	if noted == nil {
		return l
	}
	l.Brands = map[string]time.Time{}
	for _, r := range read {
		for _, b := range r.brands {
			if since, known := l.Brands[b]; !known || r.reached.Before(since) {
				l.Brands[b] = r.reached
			}
		}
	}
	if all == nil {
		return l
	}
	for _, b := range noted.brands {
		if all.reached.Before(l.Brands[b]) {
			l.Brands[b] = all.reached
		}
	}
	if all.last.After(noted.first) {
		l.Others = all.reached
	}
	return l
}

package mention

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// searchable is what queries look for a post by.
type searchable struct {
	keys []string
	text string
}

// searchable makes the search keys and text of a post with its standing analysis, and with
// what is known of its pictures by now: whoever learns more later writes it again.
func (w write) searchable(stands social.Analysis) searchable {
	d := social.NewDocument(w.entry.Post, stands, w.media...)
	return searchable{keys: d.SearchKeys(), text: d.SearchText()}
}

const (
	// rebuildChunk is how many posts get new search keys at a time, fillChunk how many
	// are given those that were kept apart.
	rebuildChunk = 5000
	fillChunk    = 20 * rebuildChunk
	// rebuildLeast is how many chunks a call does; it goes on with others for rebuildFor.
	rebuildLeast = 2
	rebuildFor   = time.Second
)

// outdatedSpan is a span of days, the last one included, of whole months. To give their
// mentions new keys reads no more of the mentions than these days.
type outdatedSpan struct{ first, last time.Time }

// rebuildSearchKeys gives some mentions whose search keys are of another scheme those of
// the program's, the newest months first, until there are none. It goes on where the
// call before ended. Searches look these posts up elsewhere meanwhile.
func (s *Writer) rebuildSearchKeys(ctx context.Context) error {
	until := time.Now().Add(rebuildFor)
	for n := 0; !s.indexed && (n < rebuildLeast || time.Now().Before(until)); n++ {
		if len(s.outdated) == 0 {
			spans, err := s.outdatedSpans(ctx)
			if err != nil {
				return err
			}
			if len(spans) == 0 {
				s.indexed = true
				return s.db.Exec(ctx, queries.EmptySearch, nil)
			}
			s.outdated, s.rebuilt = spans, social.Key{}
		}
		keys, err := s.outdatedSearch(ctx, fillChunk)
		if err != nil {
			return err
		}
		done := len(keys) < fillChunk
		if len(keys) > 0 {
			rebuilt, err := s.rebuildRange(ctx, keys)
			if err != nil {
				return err
			}
			done = done && rebuilt
		}
		if done {
			s.outdated, s.rebuilt = s.outdated[1:], social.Key{}
		}
	}
	return nil
}

// rebuildRange is rebuildSearchKeys for posts of the given identities in the span that is
// under way: it takes the keys that an earlier version kept apart, which leaves figures
// alone, and makes those of the first posts that had none. It tells whether that were all.
func (s *Writer) rebuildRange(ctx context.Context, keys []social.Key) (all bool, err error) {
	first, last := keys[0], keys[len(keys)-1]
	within := s.withinSpan()
	within["first_platform"], within["first_id"], within["last_platform"], within["last_id"] = first.Platform, first.ID, last.Platform, last.ID
	if err := s.db.Exec(ctx, queries.FillSearch, within); err != nil {
		return false, err
	}
	contested, err := database.Collect(ctx, s.db, queries.ContestedSearch, within, database.ScanKey)
	if err != nil {
		return false, err
	}
	left, err := s.outdatedSearch(ctx, rebuildChunk)
	if err != nil {
		return false, err
	}
	all = len(left) < rebuildChunk
	beyond := slices.IndexFunc(left, func(k social.Key) bool {
		return cmp.Or(cmp.Compare(k.Platform, last.Platform), cmp.Compare(k.ID, last.ID)) > 0
	})
	if beyond >= 0 {
		left = left[:beyond]
	}
	for page := range slices.Chunk(slices.Concat(contested, left), rewritePage) {
		if _, err := s.rewrite(ctx, page); err != nil {
			return false, err
		}
	}
	if s.rebuilt = last; len(left) == rebuildChunk {
		s.rebuilt = left[len(left)-1]
	}
	return all, nil
}

// outdatedSearch are the next posts of the span that is under way with mentions whose
// search keys are of another scheme.
func (s *Writer) outdatedSearch(ctx context.Context, limit int) ([]social.Key, error) {
	p := s.withinSpan()
	p["limit"], p["after_platform"], p["after_id"] = uint64(limit), s.rebuilt.Platform, s.rebuilt.ID
	return database.Collect(ctx, s.db, queries.OutdatedSearch, p, database.ScanKey)
}

// withinSpan are the parameters of what is done in the span that is under way.
func (s *Writer) withinSpan() database.Params {
	span := s.outdated[0]
	return database.Params{"scheme": uint16(query.SearchKeyVersion), "first_day": database.Date(span.first), "last_day": database.Date(span.last)}
}

// outdatedSpans are the months with mentions whose search keys are of another scheme, the
// newest first, of which months are joined as long as they have at most fillChunk of these.
func (s *Writer) outdatedSpans(ctx context.Context) ([]outdatedSpan, error) {
	type count struct {
		month    time.Time
		mentions uint64
	}
	months, err := database.Collect(ctx, s.db, queries.OutdatedSearchMonths, database.Params{"scheme": uint16(query.SearchKeyVersion)}, func(r driver.Rows) (c count, err error) {
		return c, r.Scan(&c.month, &c.mentions)
	})
	if err != nil {
		return nil, err
	}
	var (
		spans []outdatedSpan
		sum   uint64
	)
	for _, m := range months {
		begins := database.Day(m.month)
		if sum += m.mentions; len(spans) > 0 && sum <= fillChunk {
			spans[len(spans)-1].first = begins
			continue
		}
		sum = m.mentions
		spans = append(spans, outdatedSpan{first: begins, last: begins.AddDate(0, 1, -1)})
	}
	return spans, nil
}

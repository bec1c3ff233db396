package figure

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// engaged returns the first spots after after, the most engaged first. It finds rows that
// are engaged enough by an index, whatever replaced them, and asks of these alone which stand.
func (s *Reader) engaged(ctx context.Context, f social.Filter, found matching, after *spot, limit int) ([]spot, error) {
	least, err := s.leastEngaged(ctx, f, found, after, limit)
	if err != nil {
		return nil, err
	}
	var out []spot
	for many := rowsOfPost * limit; ; {
		rows, err := s.engagedRows(ctx, f, found, after, least, many)
		if err != nil {
			return nil, err
		}
		all := len(rows) < many
		if all && least >= 0 {
			// These are not enough of a page; those less engaged are to be had as well.
			least = least/lessEngaged - 1
			continue
		}
		spots, err := s.standing(ctx, f, found, after, rows, all, limit)
		if err != nil {
			return nil, err
		}
		if len(spots) == 0 {
			if all {
				return out, nil
			}
			many *= windowGrowth // all of them were replaced
			continue
		}
		full := len(spots) == limit
		last := spots[len(spots)-1] // what is left out below is taken out of spots
		after = &last
		if spots, err = s.withoutRepeats(ctx, f, found, spots); err != nil {
			return nil, err
		}
		if out = append(out, spots...); len(out) >= limit {
			return out[:limit], nil
		}
		if all && !full {
			return out, nil
		}
	}
}

const (
	// rowsOfPost is how many rows are looked at for each post of a page, as one may have
	// several brands or have been replaced.
	rowsOfPost = 2
	// lessEngaged is by how much less engaged rows are looked for where there are too few.
	lessEngaged = 4
)

// engagedRow is a row of mentions and where it stands in the order.
type engagedRow struct {
	database.MentionKey
	spot
}

// leastEngaged guesses how engaged rows must be for there to be enough of them: from those of
// about as many of the newest as are read at once. -1 for as few as there are.
func (s *Reader) leastEngaged(ctx context.Context, f social.Filter, found matching, after *spot, limit int) (int64, error) {
	if found.few {
		return -1, nil
	}
	walk, err := s.backwards(ctx, f, found, nil, limit)
	if err != nil {
		return 0, err
	}
	whole := walk.rows()
	if whole <= 2*s.fewest.window || !walk.next() {
		return -1, nil
	}
	f.From, f.To = walk.first, walk.end
	share := float64(s.fewest.window) / float64(whole)
	wanted := int(share*float64(2*rowsOfPost*limit)) + 2
	rows, err := s.engagedRows(ctx, f, found, after, -1, wanted)
	if err != nil || len(rows) < wanted {
		return -1, err
	}
	return rows[wanted-1].Engagement, nil
}

// rows is about how many mentions the walk goes over.
func (w *backwards) rows() (n uint64) {
	for _, m := range w.months {
		first, end := database.Later(m.first, w.from), database.Earlier(m.last.Add(oneDay), w.first)
		if end.After(first) {
			n += m.rows * uint64(end.Sub(first)/time.Hour) / uint64((m.last.Sub(m.first)+oneDay)/time.Hour)
		}
	}
	return n
}

// engagedRows are the rows that f lets through after after, the most engaged first, of those
// that are at least so engaged.
func (s *Reader) engagedRows(ctx context.Context, f social.Filter, found matching, after *spot, least int64, limit int) ([]engagedRow, error) {
	found = found.between(period(f))
	p := filterParams(f, found)
	p["least"], p["limit"] = least, uint64(limit)
	after.fill(p)
	table, err := found.table()
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, queries.EngagedRows, p, func(r driver.Rows) (at engagedRow, err error) {
		var created time.Time
		err = r.Scan(&at.Brand, &at.Day, &at.MentionKey.Platform, &at.MentionKey.ID, &created, &at.Engagement)
		at.Day, at.Time, at.spot.Platform, at.spot.ID = database.Day(at.Day), created.UnixMicro(), at.MentionKey.Platform, at.MentionKey.ID
		return at, err
	}, table)
}

// standing returns the posts of rows as they stand, in order. If rows are not all there are,
// those that others may stand before are left out.
func (s *Reader) standing(ctx context.Context, f social.Filter, found matching, after *spot, rows []engagedRow, all bool, limit int) ([]spot, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	keys := make([]database.MentionKey, len(rows))
	for i, row := range rows {
		keys[i] = row.MentionKey
	}
	mentioned, err := database.MentionTable("mentioned", keys)
	if err != nil {
		return nil, err
	}
	spots, err := s.page(ctx, f, found, queries.PageEngaged, after, limit, mentioned)
	if err != nil || all {
		return spots, err
	}
	last := rows[len(rows)-1].spot
	for i, at := range spots {
		if last.before(at) {
			return spots[:i], nil
		}
	}
	return spots, nil
}

// before tells whether a spot comes before another in the order of the most engaged.
func (s spot) before(other spot) bool {
	switch {
	case s.Engagement != other.Engagement:
		return s.Engagement > other.Engagement
	case s.Time != other.Time:
		return s.Time > other.Time
	case s.Platform != other.Platform:
		return s.Platform > other.Platform
	}
	return s.ID > other.ID
}

// fill gives a query the spot after which a list goes on; nil for its beginning.
func (s *spot) fill(p database.Params) {
	p["after"] = s != nil
	if s == nil {
		s = &spot{}
	}
	p["after_time"], p["after_platform"], p["after_id"], p["after_engagement"] = s.Time, s.Platform, s.ID, s.Engagement
}

// tablesOf are the tables that go along with a query.
func tablesOf(found matching, more []*ext.Table) ([]*ext.Table, error) {
	table, err := found.table()
	return append(more, table), err
}

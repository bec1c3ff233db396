package figure

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// spot is a place in an ordered list of posts. No two posts have equal ones, so
// a list that goes on after a spot neither repeats nor skips a post that was
// there all the time.
type spot struct {
	Platform string `json:"p"`
	ID       string `json:"i"`
	// Time is the post's creation in microseconds since 1970.
	Time int64 `json:"t"`
	// Engagement is its total, -1 where unknown.
	Engagement int64 `json:"e"`
}

func (s spot) key() social.Key { return social.Key{Platform: s.Platform, ID: s.ID} }

// cursor writes a spot as an opaque text.
func (s spot) cursor() (string, error) {
	data, err := json.Marshal(s)
	return base64.RawURLEncoding.EncodeToString(data), err
}

// parseCursor reads what cursor wrote; nil for the empty text.
func parseCursor(text string) (*spot, error) {
	if text == "" {
		return nil, nil
	}
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "this list has no such page: %w", err)
	}
	var s spot
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, social.Errorf(social.CodeInvalid, "this list has no such page: %w", err)
	}
	return &s, nil
}

// page returns the spots of the posts that f lets through, in order from after
// on; each post once, however many brands it mentions. found is what match says
// of f's Query, and more tables go along with the query.
func (s *Reader) page(ctx context.Context, f social.Filter, found matching, by queries.Name, after *spot, limit int, more ...*ext.Table) ([]spot, error) {
	found = found.between(period(f))
	p := filterParams(f, found)
	p["limit"] = uint64(limit)
	after.fill(p)
	if by != queries.PageEngaged {
		delete(p, "after_engagement")
	}
	tables, err := tablesOf(found, more)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, by, p, func(r driver.Rows) (spot, error) {
		var (
			at      spot
			created time.Time
		)
		err := r.Scan(&at.Platform, &at.ID, &created, &at.Engagement)
		at.Time = created.UnixMicro()
		return at, err
	}, tables...)
}

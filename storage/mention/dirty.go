package mention

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/database"
	"earshot/storage/queries"
)

// mark is a note that the rollups of a brand-day are out of date. The token
// tells it from later notes of the same day.
type mark struct {
	database.BrandDay
	token uint64
}

// MarkDirty has the rollups of brand-days recomputed by the next RefreshTrends.
func (s *Writer) MarkDirty(ctx context.Context, days []database.BrandDay) error {
	set := make(map[database.BrandDay]struct{}, len(days))
	for _, d := range days {
		set[d] = struct{}{}
	}
	return s.markDirty(ctx, set)
}

// markDirty notes that the mentions of brand-days changed.
func (s *Writer) markDirty(ctx context.Context, days map[database.BrandDay]struct{}) error {
	var random [8]byte
	rand.Read(random[:]) // never fails, by its documentation
	token := binary.BigEndian.Uint64(random[:])
	marks := make([]mark, 0, len(days))
	for d := range days {
		marks = append(marks, mark{d, token})
	}
	return s.writeMarks(ctx, marks, 1)
}

// clearMarks takes exactly these marks back; others of the same days stay.
func (s *Writer) clearMarks(ctx context.Context, marks []mark) error {
	return s.writeMarks(ctx, marks, -1)
}

func (s *Writer) writeMarks(ctx context.Context, marks []mark, sign int8) error {
	if len(marks) == 0 {
		return nil
	}
	var (
		brands []string
		days   []time.Time
		tokens []uint64
		signs  []int8
	)
	for _, m := range marks {
		brands = append(brands, m.Brand)
		days = append(days, m.Day)
		tokens = append(tokens, m.token)
		signs = append(signs, sign)
	}
	return s.db.Insert(ctx, queries.InsertDirty, brands, days, tokens, signs)
}

// marks returns every mark that was not taken back, ordered by brand and day.
func (s *Writer) marks(ctx context.Context) ([]mark, error) {
	return database.Collect(ctx, s.db, queries.DirtyMarks, nil, func(r driver.Rows) (m mark, err error) {
		err = r.Scan(&m.Brand, &m.Day, &m.token)
		m.Day = database.Day(m.Day)
		return m, err
	})
}

// distinct returns the brand-days of marks that are ordered by these.
func distinct(marks []mark) []database.BrandDay {
	var days []database.BrandDay
	for _, m := range marks {
		if n := len(days); n == 0 || days[n-1] != m.BrandDay {
			days = append(days, m.BrandDay)
		}
	}
	return days
}

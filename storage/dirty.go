package storage

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// mark is a note that the rollups of a brand-day are out of date. The token
// tells it from later notes of the same day.
type mark struct {
	brandDay
	token uint64
}

// markDirty notes that the mentions of brand-days changed.
func (s *Store) markDirty(ctx context.Context, days map[brandDay]struct{}) error {
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
func (s *Store) clearMarks(ctx context.Context, marks []mark) error {
	return s.writeMarks(ctx, marks, -1)
}

func (s *Store) writeMarks(ctx context.Context, marks []mark, sign int8) error {
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
		brands = append(brands, m.brand)
		days = append(days, m.day)
		tokens = append(tokens, m.token)
		signs = append(signs, sign)
	}
	return s.insert(ctx, "insert_dirty", brands, days, tokens, signs)
}

// marks returns every mark that was not taken back, ordered by brand and day.
func (s *Store) marks(ctx context.Context) ([]mark, error) {
	return collect(ctx, s, "dirty_marks", nil, func(r driver.Rows) (m mark, err error) {
		err = r.Scan(&m.brand, &m.day, &m.token)
		return m, err
	})
}

// dirtyDays returns the distinct brand-days of the marks.
func (s *Store) dirtyDays(ctx context.Context) ([]brandDay, error) {
	marks, err := s.marks(ctx)
	if err != nil {
		return nil, err
	}
	return distinct(marks), nil
}

// distinct returns the brand-days of marks that are ordered by these.
func distinct(marks []mark) []brandDay {
	var days []brandDay
	for _, m := range marks {
		if n := len(days); n == 0 || days[n-1] != m.brandDay {
			days = append(days, m.brandDay)
		}
	}
	return days
}

package database

import (
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/column"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
)

// KeyTable makes the external table of that name, (platform, id).
func KeyTable(name string, keys []social.Key) (*ext.Table, error) {
	t, err := ext.NewTable(name, ext.Column("platform", "String"), ext.Column("id", "String"))
	if err != nil {
		return nil, fmt.Errorf("storage: key table: %w", err)
	}
	for _, k := range keys {
		if err := t.Append(k.Platform, k.ID); err != nil {
			return nil, fmt.Errorf("storage: key table: %w", err)
		}
	}
	return t, nil
}

// TextTable makes the external table of that name, with one column of texts.
func TextTable(name, column string, texts []string) (*ext.Table, error) {
	t, err := ext.NewTable(name, ext.Column(column, "String"))
	if err != nil {
		return nil, fmt.Errorf("storage: %s table: %w", name, err)
	}
	for _, text := range texts {
		if err := t.Append(text); err != nil {
			return nil, fmt.Errorf("storage: %s table: %w", name, err)
		}
	}
	return t, nil
}

// BrandDay is the unit in which figures are kept up to date: the mentions of
// one brand that were published on one day, UTC.
type BrandDay struct {
	Brand string
	Day   time.Time
}

// DayTable makes the external table of that name, (brand, day).
func DayTable(name string, days []BrandDay) (*ext.Table, error) {
	t, err := ext.NewTable(name, ext.Column("brand", "String"), ext.Column("day", column.Type("Date")))
	if err != nil {
		return nil, fmt.Errorf("storage: day table: %w", err)
	}
	for _, d := range days {
		if err := t.Append(d.Brand, d.Day); err != nil {
			return nil, fmt.Errorf("storage: day table: %w", err)
		}
	}
	return t, nil
}

// MentionKey names a mention: a brand's of a post, on its day.
type MentionKey struct {
	BrandDay
	social.Key
}

// MentionTable makes the external table of that name, (brand, day, platform, id).
func MentionTable(name string, rows []MentionKey) (*ext.Table, error) {
	t, err := ext.NewTable(name, ext.Column("brand", "String"), ext.Column("day", column.Type("Date")), ext.Column("platform", "String"), ext.Column("id", "String"))
	if err != nil {
		return nil, fmt.Errorf("storage: mention table: %w", err)
	}
	for _, r := range rows {
		if err := t.Append(r.Brand, r.Day, r.Platform, r.ID); err != nil {
			return nil, fmt.Errorf("storage: mention table: %w", err)
		}
	}
	return t, nil
}

// DayOf is the start of the day of t, UTC.
func DayOf(t time.Time) time.Time { return social.ByDay.Start(t.UTC()) }

// ScanKey reads a row that begins with a platform and an id.
func ScanKey(r driver.Rows) (k social.Key, err error) {
	err = r.Scan(&k.Platform, &k.ID)
	return k, err
}

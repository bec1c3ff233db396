package database

import (
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/column"

	"earshot/storage/answer"
)

// TestEveryValueIsPartOfTheQuestion: of a parameter, its name and its type, and of a cell
// of a table that goes along, whatever its type.
func TestEveryValueIsPartOfTheQuestion(t *testing.T) {
	seen := map[answer.Question]string{}
	ask := func(what, text string, p Params, tables ...*ext.Table) {
		t.Helper()
		q := question(text, p, tables)
		if before, ok := seen[q]; ok {
			t.Errorf("%s is the same question as %s", what, before)
		}
		seen[q] = what
	}
	table := func(brand string, day time.Time, slot uint8, version uint64) *ext.Table {
		t.Helper()
		months, err := ext.NewTable("months", ext.Column("brand", "String"), ext.Column("month", column.Type("Date")), ext.Column("slot", "UInt8"), ext.Column("version", "UInt64"))
		if err != nil {
			t.Fatal(err)
		}
		if err := months.Append(brand, day, slot, version); err != nil {
			t.Fatal(err)
		}
		return months
	}
	day, counted := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), uint64(1_772_323_200_000_000)
	ask("no value", "SELECT 1", nil)
	ask("another text", "SELECT 2", nil)
	ask("a text", "SELECT 1", Params{"a": "1"})
	ask("a number", "SELECT 1", Params{"a": 1})
	ask("another name", "SELECT 1", Params{"b": "1"})
	ask("two texts", "SELECT 1", Params{"a": []string{"1", "2"}})
	ask("one text of both", "SELECT 1", Params{"a": []string{"1\", \"2"}})
	ask("a table", "SELECT 1", nil, table("A", day, 0, counted))
	ask("another brand", "SELECT 1", nil, table("B", day, 0, counted))
	ask("another month", "SELECT 1", nil, table("A", day.AddDate(0, 1, 0), 0, counted))
	ask("another slot", "SELECT 1", nil, table("A", day, 1, counted))
	ask("a version later", "SELECT 1", nil, table("A", day, 0, counted+1))
}

package storage_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/database"
	"earshot/storage/queries"
	"earshot/storage/storagetest"
)

// TestEveryQueryRuns runs each query file on the tables of this version, with the
// least value of each parameter's type. A new file is run without a line here,
// unless it brings a type or a table along that no other has.
func TestEveryQueryRuns(t *testing.T) {
	dsn := storagetest.DSN(t)
	s, err := storage.Open(t.Context(), dsn, discard)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	write(t, s, entry("1", "Northwind"))
	conn := storagetest.Connect(t, dsn)
	emotions, _ := social.ReadEmotions.Info()
	for _, name := range queries.All() {
		for _, fold := range []bool{false, true} {
			t.Run(fmt.Sprint(name, " folded ", fold), func(t *testing.T) {
				search := "has(search_keys, '') AND match(search_text, '')"
				if name == queries.MatchStored {
					search = "has(keys, '')" // of the table search
				}
				text, err := name.Text(queries.Parts{
					Fold: fold, Sort: fold, Authors: fold, Ranked: !fold, Months: !fold, Others: fold, Hours: true,
					Which: queries.WhichOf(queries.Mentions{All: fold, Dirty: true, Unfilled: true, Edges: true}),
					Step:  queries.StepOf(social.ByWeek), Clock: queries.ClockOf(fold), Values: queries.ValuesOf(emotions), Search: search,
				})
				if err != nil {
					t.Fatal(err)
				}
				run(t, conn, text)
			})
		}
	}
}

var (
	parameter = regexp.MustCompile(`\{(\w+):([\w()]+)\}`)
	inserted  = regexp.MustCompile(`(?s)^INSERT INTO [^{]*\)\s*$`)
	sent      = regexp.MustCompile(`\b(?:IN|FROM)\s+(keys|urls|addressed|among|gone|days|dirty|matching|mentioned|months)\b`)
	keyOnly   = regexp.MustCompile(`\bkey IN keys\b`)
)

// run runs text with values of its parameters and the tables that are sent along.
func run(t *testing.T, conn driver.Conn, text string) {
	t.Helper()
	if inserted.MatchString(text) {
		batch, err := conn.PrepareBatch(t.Context(), text)
		if err == nil {
			err = batch.Abort()
		}
		if err != nil {
			t.Error(err)
		}
		return
	}
	least := map[string]any{
		"String": "", "Array(String)": []string{}, "Array(Int64)": []int64{0}, "UInt64": uint64(0), "UInt16": uint16(0), "UInt8": uint8(0), "Array(UInt32)": []uint32{}, "Array(UInt64)": []uint64{}, "Int64": int64(0), "Bool": false,
		"Date": database.Date(time.Unix(0, 0)), "Array(Date)": []string{}, "Identifier": "figure_days",
	}
	params := map[string]any{}
	for _, found := range parameter.FindAllStringSubmatch(text, -1) {
		if name, kind := found[1], found[2]; params[name] == nil {
			value, ok := least[kind]
			if !ok {
				t.Fatalf("parameter %s is of type %s, of which this test has no value", name, kind)
			}
			params[name] = value
		}
	}
	args := make([]any, 0, len(params))
	for _, name := range slices.Sorted(maps.Keys(params)) {
		args = append(args, clickhouse.Named(name, params[name]))
	}
	ctx := clickhouse.Context(t.Context(), clickhouse.WithExternalTable(tablesFor(t, text)...))
	if strings.Contains(text, "INSERT INTO") || strings.HasPrefix(text, "TRUNCATE") || strings.Contains(text, "KILL QUERY") {
		if err := conn.Exec(ctx, text, args...); err != nil {
			t.Error(err)
		}
		return
	}
	rows, err := conn.Query(ctx, text, args...)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
	}
	if err := rows.Err(); err != nil {
		t.Error(err)
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
}

// tablesFor are the tables that are sent along with text, empty but for their types.
func tablesFor(t *testing.T, text string) []*ext.Table {
	t.Helper()
	var tables []*ext.Table
	seen := map[string]bool{}
	for _, found := range sent.FindAllStringSubmatch(text, -1) {
		name := found[1]
		if seen[name] {
			continue
		}
		seen[name] = true
		var table *ext.Table
		var err error
		switch {
		case keyOnly.MatchString(text):
			table, err = database.TextTable(name, "key", []string{""})
		case name == "addressed":
			table, err = database.TextTable(name, "address", []string{""})
		case name == "among":
			table, err = ext.NewTable(name, ext.Column("fingerprint", "UInt64"))
		case name == "gone":
			table, err = ext.NewTable(name, ext.Column("post", "FixedString(16)"))
		case name == "urls":
			table, err = database.TextTable(name, "url", []string{""})
		case name == "days" || name == "dirty":
			table, err = database.DayTable(name, []database.BrandDay{{Day: time.Unix(0, 0)}})
		case name == "mentioned":
			table, err = database.MentionTable(name, []database.MentionKey{{BrandDay: database.BrandDay{Day: time.Unix(0, 0)}}})
		case name == "months":
			table, err = ext.NewTable(name, ext.Column("brand", "String"), ext.Column("month", "Date"), ext.Column("slot", "UInt8"), ext.Column("version", "UInt64"))
		default:
			table, err = database.KeyTable(name, []social.Key{{}})
		}
		if err != nil {
			t.Fatal(err)
		}
		tables = append(tables, table)
	}
	return tables
}

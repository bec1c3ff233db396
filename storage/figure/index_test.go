package figure_test

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/database"
	"earshot/storage/figure"
	"earshot/storage/storagetest"
)

// indexed fills mentions: of one brand, 40,000 in each of three months, of which one in
// 20,000 is of the rare words and one in two of the common one.
const indexed = `
INSERT INTO mentions (brand, day, platform, id, created_at, version, search_scheme, search_keys, search_text)
SELECT
    'A', toDate(created), 'feed', toString(number), created, 1, 3, arraySort(splitByChar(' ', text)), concat(' ', text, ' ')
FROM
(
    SELECT
        number, fromUnixTimestamp64Micro(1767225600000000 + toInt64(number) * 64800000, 'UTC') AS created,
        concat(
            if(number % 20000 = 7, 'rare seldom 咖啡 啡豆', 'usual plain'), if(number % 2 = 0, ' common', ' other'), ' word', toString(number % 5000)) AS text
    FROM numbers(120000)
)`

// TestSearchReadsTheIndex: words are read from the index, and what they leave out is not read.
func TestSearchReadsTheIndex(t *testing.T) {
	dsn := storagetest.DSN(t)
	s, err := storage.Open(t.Context(), dsn, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	opts.Settings = clickhouse.Settings{"do_not_merge_across_partitions_select_final": 1}
	conn, err := clickhouse.Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.Exec(t.Context(), indexed); err != nil {
		t.Fatal(err)
	}
	if err := conn.Exec(t.Context(), "OPTIMIZE TABLE mentions FINAL"); err != nil {
		t.Fatal(err)
	}
	all := social.Filter{}
	day := social.Filter{From: time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 2, 4, 0, 0, 0, 0, time.UTC)}
	for _, c := range []struct {
		query  string
		filter social.Filter
		// text tells whether the folded text is looked into; rows is the most that is read.
		text bool
		rows uint64
	}{
		{"rare", all, false, 20 << 10},
		{"rare seldom NOT word17", all, false, 20 << 10},
		{"rar*", all, false, 20 << 10},
		{"ra?e", all, false, 20 << 10},
		{"rare NEAR/3 seldom", all, true, 20 << 10},
		{`"rare seldom"`, all, true, 20 << 10},
		{"咖啡", all, false, 20 << 10},
		{"咖啡豆", all, true, 20 << 10},
		{"rare OR word77", all, false, 120_000},
		{"common", all, false, 120_000},
		{"common", day, false, 4 << 10},
		{"common NEAR/2 word8", day, true, 4 << 10},
		{"comm*", day, false, 8 << 10},
	} {
		f := c.filter
		f.Query = query.MustParse(c.query)
		text, params, err := figure.NewestOf(f)
		if err != nil {
			t.Fatal(err)
		}
		var args []any
		for name, value := range params {
			args = append(args, clickhouse.Named(name, value))
		}
		plan := explain(t, conn, text, args)
		if !strings.Contains(plan, "Name: by_word") || !strings.Contains(plan, "__text_index_by_word") {
			t.Errorf("%s does not read the index:\n%s", c.query, plan)
		}
		if strings.Contains(plan, "search_keys") || strings.Contains(plan, "search_text") != c.text {
			t.Errorf("%s reads keys or text:\n%s", c.query, plan)
		}
		if read := rowsRead(t, conn, text, args); read == 0 || read > c.rows {
			t.Errorf("%s reads %d rows, at most %d wanted:\n%s", c.query, read, c.rows, plan)
		}
		namesFew(t, conn, c.query, f, c.text, c.rows)
	}
}

// namesFew asks which mentions match, as is done first: from the index as well, and of the
// texts only those are read where the words are.
func namesFew(t *testing.T, conn driver.Conn, name string, f social.Filter, reads bool, most uint64) {
	t.Helper()
	text, params, err := figure.MatchedOf(f)
	if err != nil {
		t.Fatal(err)
	}
	var args []any
	for name, value := range params {
		if name != database.Search {
			args = append(args, clickhouse.Named(name, value))
		}
	}
	plan := explain(t, conn, text, args)
	if !strings.Contains(plan, "Name: by_word") || !strings.Contains(plan, "__text_index_by_word") {
		t.Errorf("which mentions match %s is not read from the index:\n%s", name, plan)
	}
	if strings.Contains(plan, "search_keys") || strings.Contains(plan, "search_text") != reads {
		t.Errorf("which mentions match %s is read from keys or text:\n%s", name, plan)
	}
	if read := rowsRead(t, conn, text, args); read == 0 || read > most {
		t.Errorf("which mentions match %s takes %d rows, at most %d wanted:\n%s", name, read, most, plan)
	}
}

// explain is the plan of a query and what its indexes leave.
func explain(t *testing.T, conn driver.Conn, text string, args []any) string {
	t.Helper()
	rows, err := conn.Query(t.Context(), "EXPLAIN indexes = 1, actions = 1 "+text, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan strings.Builder
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(line + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}

// rowsRead is how many rows of tables a query reads.
func rowsRead(t *testing.T, conn driver.Conn, text string, args []any) (read uint64) {
	t.Helper()
	ctx := clickhouse.Context(t.Context(), clickhouse.WithProfileEvents(func(events []clickhouse.ProfileEvent) {
		for _, e := range events {
			if e.Name == "SelectedRows" {
				read += uint64(e.Value)
			}
		}
	}))
	rows, err := conn.Query(ctx, text, args...)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	return read
}

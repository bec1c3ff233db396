package figure_test

import (
	"log/slog"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// TestNewestListsReadNoMoreOfALongPeriod: what a page of the newest reads of two years is
// about the first window, though no bound of time is given.
func TestNewestListsReadNoMoreOfALongPeriod(t *testing.T) {
	dsn := storagetest.DSN(t)
	s, err := storage.Open(t.Context(), dsn, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	conn := storagetest.Connect(t, dsn)
	ctx := clickhouse.Context(t.Context(), clickhouse.WithSettings(clickhouse.Settings{"max_partitions_per_insert_block": 0}))
	if err := conn.Exec(ctx, `INSERT INTO mentions (brand, day, platform, id, created_at, version)
		SELECT 'Northwind', toDate(created_at), 'feed', toString(number), toDateTime64('2024-01-01 00:00:00', 6, 'UTC') + number * 126 AS created_at, 1
		FROM numbers(500000)`); err != nil {
		t.Fatal(err)
	}
	read := func() (rows uint64) {
		t.Helper()
		if err := conn.QueryRow(t.Context(), "SELECT value FROM system.events WHERE event = 'SelectedRows'").Scan(&rows); err != nil {
			t.Fatal(err)
		}
		return rows
	}
	for name, ask := range map[string]func() (string, error){
		"all": func() (string, error) { return next(s.Posts(t.Context(), social.Filter{}, social.NewestFirst, 50, "")) },
		"a brand": func() (string, error) {
			return next(s.Posts(t.Context(), social.Filter{Brand: "Northwind"}, social.NewestFirst, 50, ""))
		},
		"with pictures": func() (string, error) {
			return next(s.PostsWithPictures(t.Context(), social.Filter{}, social.NewestFirst, 50, ""))
		},
	} {
		before := read()
		if more, err := ask(); err != nil || more == "" {
			t.Fatalf("%s: next %q, %v", name, more, err)
		}
		if rows := read() - before; rows > 60_000 {
			t.Errorf("%s reads %d rows of 500,000", name, rows)
		}
	}
}

func next(page social.PostPage, err error) (string, error) { return page.Next, err }

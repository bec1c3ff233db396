package storage_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage"
)

// restore makes the database and fills it from a file.
func restore(t *testing.T, dsn, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	server := *opts
	server.Auth.Database = "default"
	err = onConn(&server, func(c driver.Conn) error { return c.Exec(t.Context(), "CREATE DATABASE `"+opts.Auth.Database+"`") })
	if err != nil {
		t.Fatal(err)
	}
	err = onConn(opts, func(c driver.Conn) error {
		for statement := range strings.SplitSeq(strings.TrimSpace(string(text)), ";\n\n") {
			if err := c.Exec(t.Context(), strings.TrimSuffix(statement, ";")); err != nil {
				return fmt.Errorf("%.80s: %w", statement, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// schema lists the tables with their engines and keys, their columns in order,
// and their indexes.
func schema(t *testing.T, dsn string) (lines []string) {
	t.Helper()
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	err = onConn(opts, func(c driver.Conn) error {
		for _, sql := range []string{
			"SELECT name || ': ' || engine_full || ' primary ' || primary_key FROM system.tables WHERE database = currentDatabase() ORDER BY name",
			"SELECT table || '.' || name || ' ' || type || ' ' || default_kind || ' ' || default_expression || ' ' || compression_codec FROM system.columns WHERE database = currentDatabase() ORDER BY table, position",
			"SELECT table || ' index ' || name || ' ' || type_full || ' ' || expr || ' ' || toString(granularity) FROM system.data_skipping_indices WHERE database = currentDatabase() ORDER BY table, name",
		} {
			if lines, err = appendText(t.Context(), c, lines, sql); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// appendText appends the rows of a query with one column of text.
func appendText(ctx context.Context, c driver.Conn, lines []string, sql string) ([]string, error) {
	rows, err := c.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		lines = append(lines, line)
	}
	return lines, errors.Join(rows.Err(), rows.Close())
}

// appliedSteps is how many migrations the database has noted.
func appliedSteps(t *testing.T, dsn string) (n uint64) {
	t.Helper()
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	err = onConn(opts, func(c driver.Conn) error {
		return c.QueryRow(t.Context(), "SELECT count() FROM goose_db_version").Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// onConn connects for a moment.
func onConn(opts *clickhouse.Options, do func(driver.Conn) error) error {
	c, err := clickhouse.Open(opts)
	if err != nil {
		return err
	}
	return errors.Join(do(c), c.Close())
}

// openAndClose opens a store, which migrates it.
func openAndClose(t *testing.T, dsn string) {
	t.Helper()
	s, err := storage.Open(t.Context(), dsn, discard)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// execOn runs a statement on the database of dsn.
func execOn(t *testing.T, dsn, sql string) {
	t.Helper()
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	if err := onConn(opts, func(c driver.Conn) error { return c.Exec(t.Context(), sql) }); err != nil {
		t.Fatal(err)
	}
}

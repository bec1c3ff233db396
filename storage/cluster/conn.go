package cluster

import (
	"context"
	"regexp"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// conn is a connection to a cluster whose statements may speak of the parts and the
// index of one server: they are then asked of all.
type conn struct {
	driver.Conn
	rewrite *strings.Replacer
	// each runs a statement on a server of each shard, in its own database.
	each func(ctx context.Context, statement string) error
}

// Conn returns c for the cluster of that name; each runs a statement on every server.
func Conn(c driver.Conn, name, database string, each func(ctx context.Context, statement string) error) driver.Conn {
	local := literal(Local(database))
	index := "mergeTreeTextIndex(currentDatabase(), 'mentions', 'by_word')"
	return &conn{Conn: c, each: each, rewrite: strings.NewReplacer(
		"FROM "+index, "FROM cluster("+literal(name)+", mergeTreeTextIndex("+local+", 'mentions', 'by_word'))",
		"FROM system.parts", "FROM cluster("+literal(name)+", system.parts)",
		"FROM system.detached_parts", "FROM clusterAllReplicas("+literal(name)+", system.detached_parts)",
		"/*, shard*/", ", _shard_num",
		"currentDatabase()", local,
	)}
}

// ofServers are statements about what each server has.
var ofServers = regexp.MustCompile(`^\s*(?:--[^\n]*\n\s*)*(?:TRUNCATE TABLE|OPTIMIZE TABLE|DELETE FROM) `)

func (c *conn) Query(ctx context.Context, query string, args ...any) (driver.Rows, error) {
	return c.Conn.Query(ctx, c.rewrite.Replace(query), args...)
}

func (c *conn) QueryRow(ctx context.Context, query string, args ...any) driver.Row {
	return c.Conn.QueryRow(ctx, c.rewrite.Replace(query), args...)
}

func (c *conn) Select(ctx context.Context, dest any, query string, args ...any) error {
	return c.Conn.Select(ctx, dest, c.rewrite.Replace(query), args...)
}

func (c *conn) Exec(ctx context.Context, query string, args ...any) error {
	if ofServers.MatchString(query) {
		return c.each(ctx, query)
	}
	return c.Conn.Exec(ctx, c.rewrite.Replace(query), args...)
}

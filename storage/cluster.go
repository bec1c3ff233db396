package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"net"
	"strconv"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/cluster"
	"earshot/storage/database"
)

// Cluster spreads the store over the cluster of that name, which every server of it
// has in its configuration. members are the dsns of its servers; without them the
// servers are those the cluster's configuration names, reached with the credentials of
// the store's own dsn.
func Cluster(name string, members ...string) Option {
	return func(o *opening) { o.cluster, o.members = name, members }
}

// openCluster brings the tables of every server up to date, and returns a connection to
// those that are spread over them.
func openCluster(ctx context.Context, o *opening, dsn string, log *slog.Logger) (driver.Conn, error) {
	servers, err := o.servers(ctx)
	if err != nil {
		return nil, err
	}
	for _, server := range servers {
		if err := o.prepare(ctx, server, log); err != nil {
			return nil, fmt.Errorf("storage: server %s of cluster %s: %w", strings.Join(server.Addr, ","), o.cluster, err)
		}
	}
	maps.Copy(o.Settings, cluster.Settings)
	conn, err := o.connect(dsn, log)
	if err != nil {
		return nil, fmt.Errorf("storage: open: %w", err)
	}
	each := func(ctx context.Context, statement string) error {
		for _, server := range servers {
			server.Auth.Database = cluster.Local(o.Auth.Database)
			if err := onOptions(server, func(c driver.Conn) error { return c.Exec(ctx, statement) }); err != nil {
				return err
			}
		}
		return nil
	}
	return cluster.Conn(conn, o.cluster, o.Auth.Database, each), nil
}

// servers are how each server of the cluster is reached.
func (o *opening) servers(ctx context.Context) (servers []clickhouse.Options, err error) {
	for _, dsn := range o.members {
		member, err := options(dsn)
		if err != nil {
			return nil, err
		}
		member.Auth.Database = o.Auth.Database
		servers = append(servers, *member)
	}
	if len(servers) > 0 {
		return servers, nil
	}
	server := *o.Options
	server.Auth.Database = "default"
	err = onOptions(server, func(c driver.Conn) error {
		rows, err := c.Query(ctx, "SELECT host_name, port, replica_num FROM system.clusters WHERE cluster = $1 ORDER BY shard_num, replica_num", o.cluster)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var host string
			var port uint16
			var replica uint32
			if err := rows.Scan(&host, &port, &replica); err != nil {
				return err
			}
			o.replicas = o.replicas || replica > 1
			one := *o.Options
			one.Addr = []string{net.JoinHostPort(host, strconv.Itoa(int(port)))}
			servers = append(servers, one)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("storage: ask for the servers of cluster %s: %w", o.cluster, err)
	}
	if len(servers) == 0 {
		return nil, social.Errorf(social.CodeInvalid, "storage: the ClickHouse at storage.dsn knows of no cluster %q (storage.cluster): name one of its remote_servers", o.cluster)
	}
	return servers, nil
}

// prepare makes the tables of one server, and those that distribute over all.
func (o *opening) prepare(ctx context.Context, server clickhouse.Options, log *slog.Logger) error {
	local := server
	local.Auth.Database = cluster.Local(server.Auth.Database)
	for _, opts := range []clickhouse.Options{local, server} {
		if err := createDatabase(ctx, opts, log); err != nil {
			return err
		}
	}
	replicated := false
	err := onOptions(local, func(c driver.Conn) error {
		var n uint64
		err := c.QueryRow(ctx, "SELECT count() FROM system.macros WHERE macro IN ('shard', 'replica') AND (SELECT count() FROM system.tables WHERE database = 'system' AND name = 'zookeeper') > 0").Scan(&n)
		replicated = n == 2
		return err
	})
	if err != nil {
		return fmt.Errorf("storage: ask for Keeper: %w", err)
	}
	if o.replicas && !replicated {
		return social.Errorf(social.CodeInvalid, "cluster %s has replicas, which need Keeper (the setting zookeeper) and the macros shard and replica on each server", o.cluster)
	}
	files := fs.FS(migrations)
	if replicated {
		files = rewritten{migrations, cluster.Replicated}
	}
	if err := migrateFrom(ctx, files, local, log); err != nil {
		return err
	}
	return database.Retry(ctx, log, "distribute tables", func() error {
		return onOptions(server, func(c driver.Conn) error { return distribute(ctx, c, o.cluster, server.Auth.Database) })
	})
}

// distribute makes the tables that distribute, where they are not there or have other
// columns than those they distribute to, and drops those whose own tables a migration dropped.
func distribute(ctx context.Context, c driver.Conn, name, db string) error {
	rows, err := c.Query(ctx, `SELECT table, countIf(database = $2) = 0 AND table IN (SELECT name FROM system.tables WHERE database = $1 AND engine = 'Distributed') AS dropped FROM
(
    SELECT database, table, groupArray((name, type, default_kind, default_expression)) AS columns
    FROM (SELECT * FROM system.columns WHERE database IN ($1, $2) ORDER BY position)
    GROUP BY database, table
)
GROUP BY table
HAVING count() < 2 OR uniqExact(columns) > 1
ORDER BY table`, db, cluster.Local(db))
	if err != nil {
		return fmt.Errorf("storage: compare tables: %w", err)
	}
	defer rows.Close()
	type compared struct {
		name    string
		dropped uint8
	}
	var tables []compared
	for rows.Next() {
		var table compared
		if err := rows.Scan(&table.name, &table.dropped); err != nil {
			return fmt.Errorf("storage: compare tables: %w", err)
		}
		tables = append(tables, table)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("storage: compare tables: %w", err)
	}
	for _, table := range tables {
		statement := cluster.Drop(db, table.name)
		if table.dropped == 0 {
			if statement, err = cluster.Table(name, db, table.name); err != nil {
				return err
			}
		}
		if err := c.Exec(ctx, statement); err != nil {
			return fmt.Errorf("storage: distribute %s: %w", table.name, err)
		}
	}
	return nil
}

// onOptions calls do with a connection of its own.
func onOptions(opts clickhouse.Options, do func(driver.Conn) error) (err error) {
	conn, err := clickhouse.Open(&opts)
	if err != nil {
		return fmt.Errorf("storage: open: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	return do(conn)
}

// rewritten is a file system whose texts are changed as they are read.
type rewritten struct {
	fs.FS
	change func(string) string
}

func (r rewritten) Open(name string) (fs.File, error) {
	file, err := r.FS.Open(name)
	if err != nil || !strings.HasSuffix(name, ".sql") {
		return file, err
	}
	text, err := io.ReadAll(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	info, err := fs.Stat(r.FS, name)
	if err != nil {
		return nil, err
	}
	changed := []byte(r.change(string(text)))
	return &textFile{Reader: bytes.NewReader(changed), info: textInfo{info, int64(len(changed))}}, nil
}

type textFile struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f *textFile) Stat() (fs.FileInfo, error) { return f.info, nil }

func (*textFile) Close() error { return nil }

type textInfo struct {
	fs.FileInfo
	size int64
}

func (i textInfo) Size() int64 { return i.size }

// refuseCluster is for what works on one server only.
func refuseCluster(what, name string) error {
	if name == "" {
		return nil
	}
	return social.Errorf(social.CodeInvalid, "storage: Earshot cannot %s what is spread over the cluster %s: use BACKUP and RESTORE ... ON CLUSTER of ClickHouse for its databases", what, name)
}

package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/shown"
	"earshot/internal/social"
	"earshot/storage/cluster"
	"earshot/storage/database"
	"earshot/storage/figure"
	"earshot/storage/integrity"
	"earshot/storage/mention"
	"earshot/storage/picture"
	"earshot/storage/post"
	"earshot/storage/run"
)

// Store is Earshot's memory: what the parts below it write and read of one
// database. It is safe for concurrent use.
type Store struct {
	*mention.Writer
	*figure.Reader
	*post.Lookup
	*picture.Pictures
	*run.History
	*integrity.Inspector
	conn driver.Conn
	db   *database.DB
	// database is the name of the database.
	database string
	// cluster is the name of the cluster that the store is spread over, "" for none.
	cluster string
}

// An Option changes how Open connects.
type Option func(*opening)

// Dial makes connections by dial instead of by the host and port of the dsn.
func Dial(dial func(ctx context.Context, address string) (net.Conn, error)) Option {
	return func(o *opening) { o.DialContext = dial }
}

// Open connects to the ClickHouse at dsn, of the form
// clickhouse://user:password@host:port/database, creates the database when it
// is missing and brings its tables up to date. The parameter cluster names a cluster
// that the store is spread over; see Cluster.
//
// The error has social.CodeInvalid for a dsn that cannot be read.
func Open(ctx context.Context, dsn string, log *slog.Logger, how ...Option) (*Store, error) {
	opts, named, err := optionsOf(dsn)
	if err != nil {
		return nil, err
	}
	opened := &opening{Options: opts, cluster: named}
	for _, option := range how {
		option(opened)
	}
	if opened.cluster != "" {
		conn, err := openCluster(ctx, opened, dsn, log)
		if err != nil {
			return nil, err
		}
		s := newStore(conn, opts.Auth.Database, log)
		s.cluster = opened.cluster
		return s, nil
	}
	if err := createDatabase(ctx, *opts, log); err != nil {
		return nil, err
	}
	if err := migrate(ctx, *opts, log); err != nil {
		return nil, err
	}
	conn, err := opened.connect(dsn, log)
	if err != nil {
		return nil, fmt.Errorf("storage: open: %w", err)
	}
	return newStore(conn, opts.Auth.Database, log), nil
}

func newStore(conn driver.Conn, name string, log *slog.Logger) *Store {
	db := database.New(conn, log)
	pictures := picture.New(db)
	posts := post.New(db, pictures)
	writing := db.ForWriting()
	return &Store{
		Writer: mention.New(writing, post.New(writing, picture.New(writing)), picture.New(writing)), Reader: figure.New(db, posts), Lookup: posts, Pictures: pictures, History: run.New(db), Inspector: integrity.New(writing),
		conn: conn, db: db, database: name,
	}
}

// Observe has the cost of each statement that ends told to observe, which is called
// side by side; nil ends that.
func (s *Store) Observe(observe func(database.Cost)) { s.db.Observe(observe) }

// TableSizes returns what each table holds, the largest first.
func (s *Store) TableSizes(ctx context.Context) ([]database.TableSize, error) {
	return s.db.TableSizes(ctx)
}

// Close gives the connections back.
func (s *Store) Close() error {
	s.db.Close()
	if err := s.conn.Close(); err != nil {
		return fmt.Errorf("storage: close: %w", err)
	}
	return nil
}

// Outage tells how ClickHouse is out of order, as far as somebody asked it something; ok
// is false when it is not.
func (s *Store) Outage() (outage social.Outage, ok bool) { return s.db.Outage() }

// PageCounts tell what became of the questions of pages since the start.
func (s *Store) PageCounts() database.Counts { return s.db.PageCounts() }

// Ping asks ClickHouse for a sign of life.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.conn.Ping(ctx); err != nil {
		return fmt.Errorf("storage: ping: %w", err)
	}
	return nil
}

// Drop removes the database that dsn names, with all that is in it.
func Drop(ctx context.Context, dsn string, log *slog.Logger) error {
	opts, err := options(dsn)
	if err != nil {
		return err
	}
	return database.Retry(ctx, log, "drop database", func() error {
		return onServer(ctx, *opts, "DROP DATABASE IF EXISTS "+quote(opts.Auth.Database)+" SYNC")
	})
}

// options reads a dsn and adds what every connection of Earshot has in common.
func options(dsn string) (*clickhouse.Options, error) {
	opts, _, err := optionsOf(dsn)
	return opts, err
}

// optionsOf is options, with the name of the cluster that the dsn names, "" for none.
func optionsOf(dsn string) (opts *clickhouse.Options, named string, err error) {
	opts, err = clickhouse.ParseDSN(dsn)
	if err != nil {
		return nil, "", social.Errorf(social.CodeInvalid, "storage: dsn: %s", shown.URL(err.Error()))
	}
	if opts.Auth.Database == "" {
		opts.Auth.Database = "earshot"
	}
	if opts.Settings == nil {
		opts.Settings = clickhouse.Settings{}
	}
	if name, ok := opts.Settings["cluster"]; ok {
		delete(opts.Settings, "cluster")
		named = fmt.Sprint(name)
		maps.Copy(opts.Settings, cluster.Settings)
	}
	for name, value := range map[string]any{
		// A batch of old posts may touch as many months as it likes.
		"max_partitions_per_insert_block": 0,
		// No table's identity reaches over two of its partitions.
		"do_not_merge_across_partitions_select_final": 1,
		"use_skip_indexes_if_final":                   1,
		// Conditions on the key alone, which are the same for every state of a row.
		"optimize_move_to_prewhere_if_final": 1,
		// What two big sorts need beyond this goes to disk.
		"max_bytes_before_external_sort":     256 << 20,
		"max_bytes_before_external_group_by": 512 << 20,
		// A parameter may hold a post's identity, and that anything.
		"max_query_size": 16 << 20,
	} {
		if _, set := opts.Settings[name]; !set {
			opts.Settings[name] = value
		}
	}
	opts.MaxOpenConns, opts.MaxIdleConns = 16, 8
	opts.DialTimeout = 10 * time.Second
	return opts, named, nil
}

func createDatabase(ctx context.Context, opts clickhouse.Options, log *slog.Logger) error {
	return database.Retry(ctx, log, "create database", func() error {
		return onServer(ctx, opts, "CREATE DATABASE IF NOT EXISTS "+quote(opts.Auth.Database))
	})
}

// onServer runs one statement outside of the database that opts names.
func onServer(ctx context.Context, opts clickhouse.Options, sql string) (err error) {
	opts.Auth.Database = "default"
	conn, err := clickhouse.Open(&opts)
	if err != nil {
		return fmt.Errorf("storage: open: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := conn.Exec(ctx, sql); err != nil {
		return fmt.Errorf("storage: %s: %w", sql, err)
	}
	return nil
}

// quote writes a name as a SQL identifier.
func quote(name string) string {
	return "`" + strings.NewReplacer(`\`, `\\`, "`", "\\`").Replace(name) + "`"
}

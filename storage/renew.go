package storage

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/database"
)

// Renew lets a store go on with another dsn, as when the password was changed or the
// process that runs the engine was started again: whenever ClickHouse is not reached or
// lets nobody in, now tells the dsn of that moment.
func Renew(now func() (dsn string, err error)) Option {
	return func(o *opening) { o.renew = now }
}

// renewEvery is how often the dsn is asked for at most.
const renewEvery = time.Second

// renewing is a connection whose dsn may change.
type renewing struct {
	// Conn is the first one; what is not forwarded below nobody uses.
	driver.Conn
	now  func() (string, error)
	open func(dsn string) (driver.Conn, error)
	log  *slog.Logger

	current atomic.Pointer[driver.Conn]

	mu    sync.Mutex
	dsn   string
	asked time.Time
}

func (r *renewing) conn() driver.Conn { return *r.current.Load() }

// after looks, after an error that a new dsn may mend, whether there is one.
func (r *renewing) after(err error) error {
	if err == nil || !database.Unreached(err) {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Since(r.asked) < renewEvery {
		return err
	}
	r.asked = time.Now()
	dsn, fault := r.now()
	if fault != nil || dsn == "" || dsn == r.dsn {
		return err
	}
	next, fault := r.open(dsn)
	if fault != nil {
		r.log.Warn("the new address of the database cannot be used", "error", fault)
		return err
	}
	old := r.current.Swap(&next)
	r.dsn = dsn
	r.log.Info("the database is asked by another address or password from now on")
	// What is under way with the old one ends by itself.
	time.AfterFunc(time.Minute, func() { _ = (*old).Close() })
	return err
}

func (r *renewing) Query(ctx context.Context, query string, args ...any) (driver.Rows, error) {
	rows, err := r.conn().Query(ctx, query, args...)
	return rows, r.after(err)
}

func (r *renewing) Exec(ctx context.Context, query string, args ...any) error {
	return r.after(r.conn().Exec(ctx, query, args...))
}

func (r *renewing) PrepareBatch(ctx context.Context, query string, opts ...driver.PrepareBatchOption) (driver.Batch, error) {
	batch, err := r.conn().PrepareBatch(ctx, query, opts...)
	return batch, r.after(err)
}

func (r *renewing) QueryRow(ctx context.Context, query string, args ...any) driver.Row {
	return r.conn().QueryRow(ctx, query, args...)
}

func (r *renewing) Ping(ctx context.Context) error { return r.after(r.conn().Ping(ctx)) }

func (r *renewing) Stats() driver.Stats { return r.conn().Stats() }

func (r *renewing) Close() error { return r.conn().Close() }

// opening is how Open connects.
type opening struct {
	*clickhouse.Options
	renew func() (string, error)
	// cluster is the name of the cluster that the store is spread over, "" for none, and
	// members are the dsns of its servers.
	cluster string
	members []string
	// replicas tells that a shard has several servers.
	replicas bool
}

// connect opens the connection of a store.
func (o *opening) connect(dsn string, log *slog.Logger) (driver.Conn, error) {
	conn, err := clickhouse.Open(o.Options)
	if err != nil || o.renew == nil {
		return conn, err
	}
	r := &renewing{Conn: conn, now: o.renew, log: log, dsn: dsn, open: func(dsn string) (driver.Conn, error) {
		next, err := options(dsn)
		if err != nil {
			return nil, err
		}
		next.DialContext = o.DialContext
		return clickhouse.Open(next)
	}}
	r.current.Store(&conn)
	return r, nil
}

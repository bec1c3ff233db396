package database

import (
	"context"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/asker"
	"earshot/storage/queries"
)

// versionAge is how old the version of the data may be, which writes of other processes
// may have changed; one that this process has written after is asked anew.
const versionAge = 100 * time.Millisecond

// version is what the version of the data was when it was last asked, once for all who
// want to know.
type version struct {
	mu sync.Mutex
	// last is the last one asked for; nil before the first.
	last *versionAnswer
}

type versionAnswer struct {
	// began is when it was asked, after as many writes of this process.
	began  time.Time
	writes uint64
	done   chan struct{}
	data   string
	err    error
}

// dataVersion tells one state of what is stored from another, whichever process changed it.
func (d *DB) dataVersion(ctx context.Context) (string, error) {
	a := d.versionNow(ctx)
	select {
	case <-a.done:
		return a.data, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (d *DB) versionNow(ctx context.Context) *versionAnswer {
	d.version.mu.Lock()
	defer d.version.mu.Unlock()
	writes := d.writes.Load()
	if last := d.version.last; last != nil && last.writes == writes {
		select {
		case <-last.done:
			if last.err == nil && time.Since(last.began) < versionAge {
				return last
			}
		default:
			return last
		}
	}
	a := &versionAnswer{began: time.Now(), writes: writes, done: make(chan struct{})}
	d.version.last = a
	go func() {
		defer close(a.done)
		ctx := asker.With(context.WithoutCancel(ctx), asker.Asker{})
		d.counts.versions.Add(1)
		a.data, a.err = d.askVersion(ctx)
	}()
	return a
}

func (d *DB) askVersion(ctx context.Context) (data string, err error) {
	err = d.Stream(ctx, queries.DataVersion, nil, func(r driver.Rows) error { return r.Scan(&data) })
	return data, err
}

// DataVersion tells one state of what is stored from another; see package storage.
func (d *DB) DataVersion(ctx context.Context) (string, error) { return d.dataVersion(ctx) }

// wrote notes a write of this process. What a reader changed is seen by all who ask
// afterwards, whatever is kept for them.
func (d *DB) wrote(ctx context.Context) {
	d.writes.Add(1)
	if asker.Of(ctx).Reader != "" {
		d.own.Add(1)
	}
}

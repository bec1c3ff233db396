package database_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/storage/database"
	"earshot/storage/queries"
)

// watched is a connection that remembers the context of its last batch.
type watched struct {
	driver.Conn
	ctx context.Context
}

func (w *watched) PrepareBatch(ctx context.Context, _ string, _ ...driver.PrepareBatchOption) (driver.Batch, error) {
	w.ctx = ctx
	return sent{}, nil
}

// sent is a batch that takes everything.
type sent struct{ driver.Batch }

func (sent) Column(int) driver.BatchColumn { return taken{} }
func (sent) Send() error                   { return nil }

type taken struct{ driver.BatchColumn }

func (taken) Append(any) error    { return nil }
func (taken) AppendRow(any) error { return nil }

// The library watches the context of a batch in a goroutine, which on a busy machine
// may look at it only after the batch was sent and its connection given back; one
// that has ended by then closes the connection under the next query, which can abort
// the embedded engine.
func TestContextOfAnInsertDoesNotEndWithIt(t *testing.T) {
	conn := &watched{}
	ctx, cancel := context.WithCancel(t.Context())
	if err := database.New(conn, slog.New(slog.DiscardHandler)).Insert(ctx, queries.InsertPlaces, []string{"a"}, [][]string{{"b"}, nil}); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := conn.ctx.Err(); err != nil {
		t.Errorf("the context of the insert: %v", err)
	}
	if _, bounded := conn.ctx.Deadline(); !bounded {
		t.Error("the insert may last forever")
	}
}

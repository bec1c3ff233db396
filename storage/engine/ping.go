package engine

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// pingTimeout bounds one attempt to reach the engine.
const pingTimeout = 5 * time.Second

// ping asks the engine for its version. The credentials are new with every
// Start, so an answer comes from the right engine and no other.
func ping(ctx context.Context, r record) (version string, err error) {
	ctx, cancel := context.WithTimeout(ctx, pingTimeout)
	defer cancel()
	conn, err := clickhouse.Open(&clickhouse.Options{
		Addr:         []string{r.Address},
		DialContext:  func(ctx context.Context, _ string) (net.Conn, error) { return r.dial(ctx) },
		Auth:         clickhouse.Auth{Username: r.User, Password: r.Password, Database: "system"},
		DialTimeout:  pingTimeout,
		MaxOpenConns: 1,
	})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	err = conn.QueryRow(ctx, "SELECT version()").Scan(&version)
	return version, err
}

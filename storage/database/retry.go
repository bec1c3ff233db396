package database

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"slices"
	"syscall"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"earshot/internal/social"
)

const (
	// patience is how long an unreachable engine is waited for: long enough for
	// a crashed one to be restarted.
	patience = 30 * time.Second
	// The wait between two attempts doubles from firstPause to lastPause.
	firstPause = 50 * time.Millisecond
	lastPause  = 2 * time.Second
)

// Retry runs act until it succeeds, fails for a reason that will not pass, or
// patience is over. act must be harmless to repeat after it succeeded unnoticed.
func Retry(ctx context.Context, log *slog.Logger, what string, act func() error) error {
	limit := time.Now().Add(patience)
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := act()
		if err == nil || ctx.Err() != nil || !transient(err) {
			return err
		}
		if time.Now().Add(pause).After(limit) {
			return social.Errorf(social.CodeUnavailable, "storage: %s: no answer for %s: %w", what, patience, err)
		}
		log.Warn("storage not reachable, trying again", "act", what, "wait", pause, "error", err)
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(pause):
		}
	}
}

// busyCodes are the engine's error codes that pass by themselves: too many
// simultaneous queries (202), aborted by a shutdown (236), too many parts (252),
// memory limit of the whole server (241), table or database is shutting down (218, 273).
var busyCodes = []int32{202, 218, 236, 241, 252, 273}

// transient tells whether err is of a connection that broke or could not be
// made, or of an engine that is overloaded for the moment.
func transient(err error) bool {
	if ex, ok := errors.AsType[*clickhouse.Exception](err); ok {
		return slices.Contains(busyCodes, ex.Code)
	}
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return true
	}
	for _, known := range []error{
		io.EOF, io.ErrUnexpectedEOF, net.ErrClosed,
		syscall.EPIPE, syscall.ECONNRESET, syscall.ECONNREFUSED,
		clickhouse.ErrAcquireConnTimeout, clickhouse.ErrConnectionClosed,
	} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

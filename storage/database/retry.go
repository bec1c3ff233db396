package database

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"slices"
	"strings"
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
			return coded(err)
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

// awayCodes are the engine's error codes that are of the engine and its tables, and not
// of what it was given: files that cannot be read or written (74, 75, 76, 77, 88, 209,
// 210, 425), a disk that is full (243), time that is over (159, 160), no right to write or to
// log in (164, 192, 193, 194, 195, 242, 497, 516), quotas (201), tables and
// columns that are not there or not whole (16, 40, 60, 81, 218, 228, 740), replicas and
// Keeper (225, 254, 285, 286, 999), threads (439).
var awayCodes = []int32{
	16, 40, 60, 74, 75, 76, 77, 81, 88, 159, 160, 164, 192, 193, 194, 195, 201, 209, 210, 225, 228, 242, 243, 254, 285, 286, 425, 439, 497, 516, 740, 999,
}

// coded gives an error of the engine that says nothing of what the engine was given
// social.CodeUnavailable.
func coded(err error) error {
	ex, ok := errors.AsType[*clickhouse.Exception](err)
	if !ok {
		return err
	}
	text := strings.ToLower(ex.Message)
	if slices.Contains(awayCodes, ex.Code) || slices.Contains(busyCodes, ex.Code) ||
		strings.Contains(text, "no space left on device") || strings.Contains(text, "read-only file system") || strings.Contains(text, "input/output error") {
		return social.Errorf(social.CodeUnavailable, "%w", err)
	}
	return err
}

// transient tells whether err is of a connection that broke or could not be
// made, or of an engine that is overloaded for the moment. A login that is refused is
// taken to be so: passwords are changed, and what is to be stored waits for that.
func transient(err error) bool {
	if ex, ok := errors.AsType[*clickhouse.Exception](err); ok {
		return slices.Contains(busyCodes, ex.Code) || refusedLogin(err)
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

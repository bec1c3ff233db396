package stream

import (
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"earshot/internal/social"
)

const (
	// maxPayload is the largest message with its headers, in bytes. The server
	// warns above 8 MiB.
	maxPayload = 8 << 20
	// syncInterval is how often the server inside flushes its files to the
	// disk. Death of the process loses nothing that was acknowledged; a loss of
	// power may cost this much, which a crawl then reads again.
	syncInterval = 5 * time.Second
	// startTimeout covers replaying the files of a large backlog.
	startTimeout = 2 * time.Minute
	// readyPoll is how often a server that starts is looked at.
	readyPoll = 100 * time.Millisecond
)

// startServer runs a JetStream server in this process. It opens no port; only
// in-process connections reach it.
func startServer(dir string, adapter *serverLog) (*server.Server, error) {
	srv, err := server.NewServer(&server.Options{
		ServerName:             "earshot",
		DontListen:             true,
		NoSigs:                 true,
		JetStream:              true,
		StoreDir:               dir,
		SyncInterval:           syncInterval,
		MaxPayload:             maxPayload,
		DisableJetStreamBanner: true,
	})
	if err != nil {
		return nil, fmt.Errorf("stream: set up the server in %s: %w", dir, err)
	}
	srv.SetLoggerV2(adapter, false, false, false)
	srv.Start()
	// A server that gave up is not waited for.
	for end := time.Now().Add(startTimeout); adapter.fatal.Load() == nil && time.Now().Before(end); {
		if srv.ReadyForConnections(readyPoll) && srv.JetStreamEnabled() {
			return srv, nil
		}
	}
	srv.Shutdown()
	srv.WaitForShutdown()
	if why := adapter.fatal.Load(); why != nil {
		return nil, social.Errorf(social.CodeInternal, "stream: start the server in %s: %s", dir, *why)
	}
	return nil, social.Errorf(social.CodeUnavailable, "stream: the server in %s was not ready within %s", dir, startTimeout)
}

// serverLog writes the server's log lines to slog. The server's notices are
// what it does at every start and stop, so they are debug here.
type serverLog struct {
	log *slog.Logger
	// fatal is the last reason the server gave for not starting.
	fatal atomic.Pointer[string]
	// stuck is the fault after which a queue takes nothing any more, until the server
	// is started again.
	stuck atomic.Pointer[string]
}

func (l *serverLog) Noticef(format string, v ...any) { l.debug(format, v) }
func (l *serverLog) Debugf(format string, v ...any)  { l.debug(format, v) }
func (l *serverLog) Tracef(format string, v ...any)  { l.debug(format, v) }

func (l *serverLog) Warnf(format string, v ...any) {
	l.log.Warn("nats server warning", "detail", fmt.Sprintf(format, v...))
}

func (l *serverLog) Errorf(format string, v ...any) {
	what := fmt.Sprintf(format, v...)
	if strings.Contains(what, "Critical write error") || strings.Contains(what, "will be DISABLED") {
		l.stuck.CompareAndSwap(nil, &what)
	}
	l.log.Error("nats server fault", "detail", what)
}

// Fatalf keeps the reason for startServer to return; it must not end the process.
func (l *serverLog) Fatalf(format string, v ...any) {
	why := fmt.Sprintf(format, v...)
	l.fatal.Store(&why)
}

func (l *serverLog) debug(format string, v []any) {
	l.log.Debug("nats server", "detail", fmt.Sprintf(format, v...))
}

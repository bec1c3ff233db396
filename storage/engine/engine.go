package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
)

// Options say where and how to run the engine.
type Options struct {
	// Dir is the engine's own folder; it is created when missing. Data, logs,
	// lock and credentials are kept in it.
	Dir string
	// Log hears of starts, stops and crashes. Nil is slog.Default().
	Log *slog.Logger
}

// Engine is a running embedded ClickHouse, or a connection to the one that
// another process runs on the same folder.
type Engine struct {
	log      *slog.Logger
	files    files
	attached bool

	// Only the owner of the engine has these.
	lock *os.File
	sup  *supervisor
	door *door

	mu     sync.Mutex
	record record
}

// Start runs the engine of opts.Dir and returns when it answers. When another
// process already runs it, Start attaches to that one. ctx bounds the start
// only; the engine runs until Close.
//
// The error has social.CodeUnavailable when there is no engine to be found, in
// which case it names every place looked at, or when the engine does not come
// up, in which case it ends with the last lines of the engine's log.
func Start(ctx context.Context, opts Options) (*Engine, error) {
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	dir, err := filepath.Abs(opts.Dir)
	if err != nil {
		return nil, fmt.Errorf("engine: folder %s: %w", opts.Dir, err)
	}
	e := &Engine{log: opts.Log, files: files{dir: dir}}
	if err := e.files.create(); err != nil {
		return nil, err
	}
	if err := e.lockOrAttach(ctx); err != nil {
		return nil, err
	}
	if e.attached {
		e.log.Info("using the engine of another process", "dir", dir, "pid", e.record.PID)
		return e, nil
	}
	if err := e.run(ctx); err != nil {
		return nil, errors.Join(err, e.release())
	}
	return e, nil
}

// run starts the supervised child and publishes its address.
func (e *Engine) run(ctx context.Context) error {
	prog, err := find()
	if err != nil {
		return err
	}
	if err := e.files.waitForOrphan(ctx); err != nil {
		return err
	}
	if err := e.files.restoreLinks(); err != nil {
		return err
	}
	l, err := listenLocal("127.0.0.1")
	if err != nil {
		return err
	}
	e.record = newRecord(l.Addr().String())
	if err := e.settle(prog); err != nil {
		return errors.Join(err, l.Close())
	}
	e.door = openDoor(e.log, l, e.record, e.record.dial)
	e.sup = newSupervisor(e.log, prog, e.files, e.record, e.publish)
	if err := e.sup.start(ctx); err != nil {
		return errors.Join(err, e.door.close())
	}
	return nil
}

// settle decides where the engine listens and writes its configuration.
func (e *Engine) settle(prog found) (err error) {
	if e.record.Inner, err = freeAddress(); err != nil {
		return err
	}
	if prog.library != "" {
		if e.record.Socket, err = e.files.socketPath(); err != nil {
			return err
		}
	}
	return e.files.writeConfig(e.record)
}

// publish notes that the engine answers, for this process and for others.
func (e *Engine) publish(pid int, version string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.record.PID, e.record.Version = pid, version
	return e.files.writeRecord(e.record)
}

// DSN is the address of the engine's door, with credentials, as a URL of the form
// clickhouse://user:password@127.0.0.1:port/earshot. It stays the same when the
// engine is restarted after a crash. Whoever has the Engine connects by
// DialContext instead, which goes straight to it.
func (e *Engine) DSN() string {
	return e.current().dsn()
}

// DSNNow is DSN as it is now: an engine of another process has another address and
// password once that process was started again.
func (e *Engine) DSNNow() (string, error) {
	if e.attached {
		r, err := e.files.readRecord()
		if err != nil {
			return "", err
		}
		e.mu.Lock()
		e.record = r
		e.mu.Unlock()
	}
	return e.DSN(), nil
}

// PID is the process identifier of the engine itself.
func (e *Engine) PID() int { return e.current().PID }

// Version is the ClickHouse version of the engine.
func (e *Engine) Version() string { return e.current().Version }

// Attached tells whether the engine belongs to another process.
func (e *Engine) Attached() bool { return e.attached }

// Restarts counts how often the engine was started again after it had stopped
// by itself; always 0 when attached.
func (e *Engine) Restarts() int {
	if e.sup == nil {
		return 0
	}
	return int(e.sup.restarts.Load())
}

func (e *Engine) current() record {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.record
}

// Close stops the engine and waits for its end: it closes the engine's input,
// which is the clean stop, then terminates and at last kills a child that does
// not listen. An engine that belongs to another process is left alone.
func (e *Engine) Close() error {
	if e.attached || e.lock == nil {
		return nil
	}
	return errors.Join(e.door.close(), e.sup.stop(), e.release())
}

// release gives the folder up.
func (e *Engine) release() error {
	err := errors.Join(e.files.removeRecord(), e.record.removeSocket(e.files))
	if cerr := e.lock.Close(); cerr != nil {
		err = errors.Join(err, fmt.Errorf("engine: release lock: %w", cerr))
	}
	e.lock = nil
	return err
}

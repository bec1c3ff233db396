package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"earshot/internal/social"
)

// lockOrAttach makes this process the owner of the folder's engine or, while
// another process owns it, attaches to that engine as soon as it answers.
//
// The lock is an advisory one on an open file, which the system drops when its
// holder dies: whoever holds it is alive, and a record found by the new holder
// of the lock is stale, whatever it says.
func (e *Engine) lockOrAttach(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for {
		lock, err := tryLock(e.files.lock())
		if err != nil {
			return err
		}
		if lock != nil {
			e.lock = lock
			return e.files.removeRecord()
		}
		last := e.attach(ctx)
		if last == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return social.Errorf(social.CodeUnavailable,
				"engine: another process holds %s and its engine does not answer: %w", e.files.lock(), errors.Join(last, ctx.Err()))
		case <-time.After(pollEvery):
		}
	}
}

// attach connects to the engine that the folder's record names.
func (e *Engine) attach(ctx context.Context) error {
	rec, err := e.files.readRecord()
	if err != nil {
		return err
	}
	if _, err := ping(ctx, rec); err != nil {
		return err
	}
	e.record, e.attached = rec, true
	return nil
}

// tryLock takes the lock file's lock; it returns nil without an error when
// another process, or another Engine of this one, has it.
func tryLock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("engine: open lock: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	if cerr := f.Close(); cerr != nil {
		return nil, fmt.Errorf("engine: close lock: %w", cerr)
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, nil
	}
	return nil, fmt.Errorf("engine: lock %s: %w", path, err)
}

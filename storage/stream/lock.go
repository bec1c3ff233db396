package stream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"earshot/internal/social"
)

// lockPoll is how often it is looked whether a folder has become free.
const lockPoll = 100 * time.Millisecond

// held is the error of a folder that another process holds.
type held struct {
	dir string
	pid int
	// brief is the command that holds it and ends by itself; empty for none.
	brief string
}

func (h *held) Error() string {
	who := "another process"
	if h.pid > 0 {
		who = fmt.Sprintf("process %d", h.pid)
	}
	return fmt.Sprintf("%s is in use by %s", h.dir, who)
}

// claim acquires the folder. A command that ends by itself, as a backup does, is waited for
// by those who do more than look.
func (b *Bus) claim(ctx context.Context, opts Options) (*lock, error) {
	said := false
	for {
		l, err := acquire(opts.Dir, opts.Brief)
		by, isHeld := errors.AsType[*held](err)
		if !isHeld || by.brief == "" || opts.Brief != "" {
			return l, err
		}
		if !said {
			b.log.Info("waiting for the end of a command that uses the same streams", "command", by.brief, "pid", by.pid, "folder", by.dir)
			said = true
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(err, ctx.Err())
		case <-time.After(lockPoll):
		}
	}
}

// lock is the claim of one process on a folder: an advisory lock (flock(2)) on
// a file in it, which the system drops when the process ends in whatever way.
// The file names the holder for the error that a second process shows.
type lock struct{ file *os.File }

func acquire(dir, brief string) (*lock, error) {
	if dir == "" {
		return nil, social.Errorf(social.CodeInvalid, "stream: neither a folder nor an address of a server is set")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("stream: make the folder: %w", err)
	}
	path := filepath.Join(dir, "lock")
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("stream: open the lock: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, social.Errorf(social.CodeConflict, "stream: %w", holder(dir, file))
		}
		return nil, fmt.Errorf("stream: lock %s: %w", path, err)
	}
	l := &lock{file: file}
	if err := l.sign(brief); err != nil {
		return nil, errors.Join(fmt.Errorf("stream: write the lock: %w", err), l.release())
	}
	return l, nil
}

func (l *lock) sign(brief string) error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"+brief+"\n"), 0)
	return err
}

// release leaves the file in place: removing it would let two processes lock
// two files of the same name.
func (l *lock) release() error {
	if err := l.file.Close(); err != nil {
		return fmt.Errorf("stream: release the lock: %w", err)
	}
	return nil
}

// holder reads who holds the folder, as far as that is told.
func holder(dir string, file *os.File) *held {
	h := &held{dir: dir}
	text, err := io.ReadAll(io.LimitReader(file, 128))
	if err != nil {
		return h
	}
	pid, brief, _ := strings.Cut(string(text), "\n")
	if h.pid, err = strconv.Atoi(strings.TrimSpace(pid)); err == nil {
		h.brief = strings.TrimSpace(brief)
	}
	return h
}

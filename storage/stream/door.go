package stream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"earshot/internal/social"
)

const (
	// doorName is the socket in the folder of the streams through which other processes
	// of the same user reach the server inside this one.
	doorName = "door"
	// doorPath is the file that says where the socket is, where its path in the folder
	// would be longer than a socket's may be.
	doorPath = "door.path"
	// doorFolder begins the name of the folder where the socket is then.
	doorFolder = "earshot-door-"
	// longestSocket is how long the path of a socket may be everywhere (108 bytes on
	// Linux, 104 on macOS and BSD, with the zero at its end: unix(7)).
	longestSocket = 100
)

// door lets processes of the same user reach the server, and nobody else: the socket and
// the folder it is in are closed to others by their modes, so that no byte of theirs
// comes through. No port is opened.
type door struct {
	listener *net.UnixListener
	// made are the files and the folder made for it.
	made []string
	log  *slog.Logger
	open sync.WaitGroup
}

func openDoor(dir string, srv *server.Server, log *slog.Logger) (*door, error) {
	d := &door{log: log}
	path, err := filepath.Abs(filepath.Join(dir, doorName))
	if err != nil {
		return nil, fmt.Errorf("stream: door: %w", err)
	}
	notice := filepath.Join(dir, doorPath)
	// What a process that was killed left behind; the lock says that it is gone.
	stale := []string{path}
	if at, err := os.ReadFile(notice); err == nil {
		elsewhere := strings.TrimSpace(string(at))
		if folder := filepath.Dir(elsewhere); strings.HasPrefix(filepath.Base(folder), doorFolder) {
			stale = append(stale, elsewhere, folder)
		}
	}
	for _, gone := range append(stale, notice) {
		if err := os.Remove(gone); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("stream: door: %w", err)
		}
	}
	if len(path) > longestSocket {
		folder, err := os.MkdirTemp("", doorFolder)
		if err != nil {
			return nil, fmt.Errorf("stream: door: %w", err)
		}
		path = filepath.Join(folder, doorName)
		d.made = append(d.made, folder, notice)
		if err := os.WriteFile(notice, []byte(path+"\n"), 0o600); err != nil {
			return nil, errors.Join(fmt.Errorf("stream: door: %w", err), d.close())
		}
	}
	d.listener, err = net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("stream: door: %w", err), d.close())
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("stream: door: %w", err), d.close())
	}
	d.open.Go(func() { d.serve(srv) })
	return d, nil
}

// serve takes in who comes, until the door is closed.
func (d *door) serve(srv *server.Server) {
	for {
		outside, err := d.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			d.log.Warn("stream door", "error", err)
			time.Sleep(time.Second)
			continue
		}
		inside, err := srv.InProcessConn()
		if err != nil {
			d.log.Warn("stream door", "error", errors.Join(err, outside.Close()))
			continue
		}
		go pass(inside, outside)
		go pass(outside, inside)
	}
}

// pass copies what comes from one end to the other, and closes both when either ends.
func pass(to, from net.Conn) {
	// Whatever ends a connection ends it for both, who notice by themselves.
	_, _ = io.Copy(to, from)
	_ = to.Close()
	_ = from.Close()
}

func (d *door) close() error {
	var faults []error
	if d.listener != nil {
		faults = append(faults, d.listener.Close())
	}
	d.open.Wait()
	for i := len(d.made) - 1; i >= 0; i-- {
		if err := os.Remove(d.made[i]); err != nil && !errors.Is(err, os.ErrNotExist) {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// doorDialer dials the door of the process that holds a folder. It looks anew each time,
// so that a process which took over is found.
type doorDialer struct{ dir string }

func (d doorDialer) Dial(string, string) (net.Conn, error) {
	path := filepath.Join(d.dir, doorName)
	if text, err := os.ReadFile(filepath.Join(d.dir, doorPath)); err == nil {
		path = strings.TrimSpace(string(text))
	}
	return (&net.Dialer{Timeout: drainTimeout}).DialContext(context.Background(), "unix", path)
}

// attach connects to the server inside the process that holds the folder. held is why
// the folder could not be had.
func (b *Bus) attach(dir string, held error) error {
	conn, err := doorDialer{dir}.Dial("", "")
	if err != nil {
		return social.Errorf(social.CodeConflict, "%w, whose streams cannot be reached (%w)", held, err)
	}
	if err := conn.Close(); err != nil {
		return fmt.Errorf("stream: door: %w", err)
	}
	b.attached, b.replicas = true, 1
	return nil
}

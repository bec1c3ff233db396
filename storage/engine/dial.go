package engine

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
)

// dial connects to the engine itself: at its socket, or where it has none (a
// clickhouse program) at its own address.
func (r record) dial(ctx context.Context) (net.Conn, error) {
	if r.Socket == "" {
		return new(net.Dialer).DialContext(ctx, "tcp", r.Inner)
	}
	var conn net.Conn
	err := bySocket(r.Socket, func(path string) (err error) {
		conn, err = new(net.Dialer).DialContext(ctx, "unix", path)
		return err
	})
	return conn, err
}

// longestSocket is the length up to which a path fits into the address of a
// socket on every system (sun_path of unix(7) has 108 bytes, 104 on macOS).
const longestSocket = 100

// bySocket runs do with a path by which the socket can be reached. A folder may
// lie deeper than the address of a socket is long: then the path goes by way of a
// descriptor of the folder.
func bySocket(socket string, do func(path string) error) error {
	if len(socket) <= longestSocket {
		return do(socket)
	}
	dir, err := os.Open(filepath.Dir(socket))
	if err != nil {
		return fmt.Errorf("engine: open folder of socket: %w", err)
	}
	defer dir.Close()
	return do(fmt.Sprintf("/proc/self/fd/%d/%s", dir.Fd(), filepath.Base(socket)))
}

// socketPath finds a place for the engine's socket: the engine's folder, or a
// private one of the system where the folder's file system holds no sockets (some
// that are shared with a virtual machine).
func (f files) socketPath() (string, error) {
	path := f.socket()
	if canListen(path) == nil {
		return path, nil
	}
	dir, err := os.MkdirTemp("", "earshot-engine-") // mode 0700
	if err != nil {
		return "", fmt.Errorf("engine: make folder for socket: %w", err)
	}
	path = filepath.Join(dir, filepath.Base(path))
	if err := canListen(path); err != nil {
		return "", fmt.Errorf("engine: no place for a socket: %w", err)
	}
	return path, nil
}

// canListen tries whether a socket can be made at path, and leaves none there.
func canListen(path string) error {
	return bySocket(path, func(path string) error {
		if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
			return err
		}
		l, err := net.Listen("unix", path)
		if err != nil {
			return err
		}
		return l.Close()
	})
}

// DialContext connects to the engine without going through its door, which is
// for those who have only DSN. The address is not used: it is what clickhouse-go
// says it would connect to.
func (e *Engine) DialContext(ctx context.Context, _ string) (net.Conn, error) {
	return e.current().dial(ctx)
}

// from is the address that the engine sees its application's user come from.
func (r record) from() string {
	if r.Socket == "" {
		return "127.0.0.1"
	}
	return netip.AddrFrom4(peer).String()
}

// removeSocket removes the socket, and the folder that was made for it.
func (r record) removeSocket(f files) error {
	if r.Socket == "" {
		return nil
	}
	err := os.Remove(r.Socket)
	if err == nil && r.Socket != f.socket() {
		err = os.Remove(filepath.Dir(r.Socket))
	}
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("engine: remove socket: %w", err)
	}
	return nil
}

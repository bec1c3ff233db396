package engine

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"net/url"
	"os"
	"strconv"
)

// record is what another process must know to use the engine. It is kept as
// JSON in a file that only the user who runs the engine can read.
type record struct {
	// Address is that of the door. Socket is where the engine listens itself; a
	// clickhouse program has none and listens at Inner.
	Address  string `json:"address"`
	Socket   string `json:"socket,omitempty"`
	Inner    string `json:"inner,omitempty"`
	User     string `json:"user"`
	Password string `json:"password"`
	PID      int    `json:"pid"`
	Version  string `json:"version"`
}

// newRecord makes credentials for an engine whose door is at address. The
// password is new for every Start, so what a stopped engine's file or backup held
// opens nothing.
func newRecord(address string) record {
	return record{Address: address, User: "earshot", Password: rand.Text()}
}

func (r record) dsn() string {
	u := url.URL{Scheme: "clickhouse", User: url.UserPassword(r.User, r.Password), Host: r.Address, Path: "/earshot"}
	return u.String()
}

// writeRecord replaces the file in one step, so a reader sees a whole record.
func (f files) writeRecord(r record) error {
	data, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("engine: encode record: %w", err)
	}
	next := f.record() + ".next"
	if err := os.WriteFile(next, data, 0o600); err != nil {
		return fmt.Errorf("engine: write record: %w", err)
	}
	if err := os.Rename(next, f.record()); err != nil {
		return fmt.Errorf("engine: write record: %w", err)
	}
	return nil
}

func (f files) readRecord() (record, error) {
	var r record
	data, err := os.ReadFile(f.record())
	if err != nil {
		return r, fmt.Errorf("engine: read record: %w", err)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return r, fmt.Errorf("engine: read record %s: %w", f.record(), err)
	}
	return r, nil
}

func (f files) removeRecord() error {
	if err := os.Remove(f.record()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("engine: remove record: %w", err)
	}
	return nil
}

const (
	// The ports to choose from lie below those that systems hand out for
	// outgoing connections (Linux from 32768, RFC 6335 from 49152), so that
	// none of these takes the engine's port while it is being restarted.
	firstPort, lastPort = 20000, 32000
	portTries           = 100
)

// listenLocal listens on a port of host, an address of this machine, that nobody
// listens on.
func listenLocal(host string) (net.Listener, error) {
	for range portTries {
		n, err := rand.Int(rand.Reader, big.NewInt(lastPort-firstPort))
		if err != nil {
			return nil, fmt.Errorf("engine: choose port: %w", err)
		}
		port := strconv.Itoa(firstPort + int(n.Int64()))
		if l, err := net.Listen("tcp", net.JoinHostPort(host, port)); err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("engine: no free port found on %s between %d and %d", host, firstPort, lastPort)
}

// freeAddress finds an address of this machine that nobody listens on.
func freeAddress() (string, error) {
	l, err := listenLocal("127.0.0.1")
	if err != nil {
		return "", err
	}
	if err := l.Close(); err != nil {
		return "", fmt.Errorf("engine: choose port: %w", err)
	}
	return l.Addr().String(), nil
}

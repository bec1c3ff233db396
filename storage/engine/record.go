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
	Address  string `json:"address"`
	User     string `json:"user"`
	Password string `json:"password"`
	PID      int    `json:"pid"`
	Version  string `json:"version"`
}

// newRecord makes credentials for an engine on port. The password is new for
// every Start, so what a stopped engine's file or backup held opens nothing.
func newRecord(port int) record {
	return record{
		Address:  net.JoinHostPort("127.0.0.1", strconv.Itoa(port)),
		User:     "earshot",
		Password: rand.Text(),
	}
}

func (r record) port() (string, error) {
	_, port, err := net.SplitHostPort(r.Address)
	return port, err
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

// freePort finds a port of 127.0.0.1 that nobody listens on.
func freePort() (int, error) {
	for range portTries {
		n, err := rand.Int(rand.Reader, big.NewInt(lastPort-firstPort))
		if err != nil {
			return 0, fmt.Errorf("engine: choose port: %w", err)
		}
		port := firstPort + int(n.Int64())
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err != nil {
			continue
		}
		if err := l.Close(); err != nil {
			return 0, fmt.Errorf("engine: choose port: %w", err)
		}
		return port, nil
	}
	return 0, fmt.Errorf("engine: no free port found on 127.0.0.1 between %d and %d", firstPort, lastPort)
}

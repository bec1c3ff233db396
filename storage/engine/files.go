package engine

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/template"
)

// configXML is the engine's configuration. Its limits suit a small machine that
// also runs the rest of Earshot.
//
//go:embed config.xml.tmpl
var configXML string

// usersXML holds the access rules. The engine's own session logs in as
// "default" from 127.0.0.1 with an empty password and the engine stops if it
// cannot, so that user stays, stripped of everything but what the session needs.
//
//go:embed users.xml.tmpl
var usersXML string

// files names what the engine keeps in its folder.
type files struct{ dir string }

func (f files) data() string    { return filepath.Join(f.dir, "data") }
func (f files) backups() string { return filepath.Join(f.dir, "backups") }
func (f files) config() string  { return filepath.Join(f.dir, "config.xml") }
func (f files) users() string   { return filepath.Join(f.dir, "users.xml") }
func (f files) record() string  { return filepath.Join(f.dir, "engine.json") }
func (f files) lock() string    { return filepath.Join(f.dir, "engine.lock") }
func (f files) socket() string  { return filepath.Join(f.dir, "engine.sock") }
func (f files) log() string     { return filepath.Join(f.dir, "engine.log") }
func (f files) status() string  { return filepath.Join(f.data(), "status") }
func (f files) output() string  { return filepath.Join(f.dir, "engine.out") }

// create makes the folder, which is its user's alone, also where it was made or
// copied with wider modes.
func (f files) create() error {
	for _, dir := range []string{f.dir, f.data()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("engine: create folder: %w", err)
		}
		if err := os.Chmod(dir, 0o700); err != nil {
			return fmt.Errorf("engine: close folder to others: %w", err)
		}
	}
	return f.closeLogs()
}

// closeLogs keeps the logs from other users; a clickhouse program would make its
// own with the modes of the system.
func (f files) closeLogs() error {
	log, err := os.OpenFile(f.log(), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("engine: open log: %w", err)
	}
	if err := log.Close(); err != nil {
		return fmt.Errorf("engine: close log: %w", err)
	}
	logs, err := filepath.Glob(f.log() + "*")
	if err != nil {
		return fmt.Errorf("engine: list logs: %w", err)
	}
	for _, path := range logs {
		if err := os.Chmod(path, 0o600); err != nil {
			return fmt.Errorf("engine: close log to others: %w", err)
		}
	}
	return nil
}

// writeConfig writes the two configuration files. The password is in them as a
// hash only.
func (f files) writeConfig(r record) error {
	hash := sha256.Sum256([]byte(r.Password))
	values := map[string]string{
		"Users":        f.users(),
		"Log":          f.log(),
		"Data":         f.data(),
		"Backups":      f.backups(),
		"User":         r.User,
		"From":         r.from(),
		"PasswordHash": hex.EncodeToString(hash[:]),
	}
	for path, text := range map[string]string{f.config(): configXML, f.users(): usersXML} {
		t, err := template.New(filepath.Base(path)).Funcs(template.FuncMap{"xml": escapeXML}).Parse(text)
		if err != nil {
			return fmt.Errorf("engine: configuration template: %w", err)
		}
		var b bytes.Buffer
		if err := t.Execute(&b, values); err != nil {
			return fmt.Errorf("engine: configuration template: %w", err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			return fmt.Errorf("engine: write configuration: %w", err)
		}
	}
	return nil
}

func escapeXML(s string) (string, error) {
	var b bytes.Buffer
	err := xml.EscapeText(&b, []byte(s))
	return b.String(), err
}

// tailBytes is how much of the end of each log an error quotes.
const tailBytes = 2048

// tail returns the last lines of what the engine wrote.
func (f files) tail() string {
	var b bytes.Buffer
	for _, path := range []string{f.log(), f.output()} {
		text, err := tailOf(path)
		if err != nil {
			fmt.Fprintf(&b, "(%v)\n", err)
			continue
		}
		b.Write(text)
	}
	return string(bytes.TrimSpace(b.Bytes()))
}

func tailOf(path string) ([]byte, error) {
	file, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	from := max(0, info.Size()-tailBytes)
	return io.ReadAll(io.NewSectionReader(file, from, tailBytes))
}

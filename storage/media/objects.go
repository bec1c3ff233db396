package media

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// folder keeps each object in a file.
type folder string

// makeFolder makes a folder and those above it.
func makeFolder(dir string) error { return os.MkdirAll(dir, 0o777) }

func (f folder) path(name string) string { return filepath.Join(string(f), filepath.FromSlash(name)) }

func (f folder) size(_ context.Context, name string) (int64, error) {
	info, err := os.Stat(f.path(name))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (f folder) read(_ context.Context, name string) (data []byte, err error) {
	file, err := os.Open(f.path(name))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return io.ReadAll(io.LimitReader(file, MaxBytes))
}

// write goes through a temporary file beside its target, which can always be
// renamed to it; so what has the name is whole.
func (f folder) write(_ context.Context, name string, data []byte) error {
	path := f.path(name)
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), "writing-*")
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

func (f folder) remove(_ context.Context, name string) error { return os.Remove(f.path(name)) }

// memory keeps objects as long as the process lives.
type memory struct {
	mu   sync.Mutex
	held map[string][]byte
}

func (m *memory) size(ctx context.Context, name string) (int64, error) {
	data, err := m.read(ctx, name)
	return int64(len(data)), err
}

func (m *memory) read(_ context.Context, name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, there := m.held[name]
	if !there {
		return nil, fs.ErrNotExist
	}
	return slices.Clone(data), nil
}

func (m *memory) write(_ context.Context, name string, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.held[name] = slices.Clone(data)
	return nil
}

func (m *memory) remove(_ context.Context, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, there := m.held[name]; !there {
		return fs.ErrNotExist
	}
	delete(m.held, name)
	return nil
}

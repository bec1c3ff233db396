package object

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"earshot/internal/social"
)

// writing begins the names of files that are being written.
const writing = ".writing-"

// folder keeps each file in one.
type folder string

func (f folder) Folder() string { return string(f) }

func (f folder) path(name string) (string, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", social.Errorf(social.CodeInvalid, "object: %q is not a name within the folder", name)
	}
	return filepath.Join(string(f), filepath.FromSlash(name)), nil
}

// Put writes beside the file, to the disk, and renames.
func (f folder) Put(ctx context.Context, name string, r io.Reader, _ int64) error {
	path, err := f.path(name)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return f.fault("make the folder of", name, err)
	}
	file, err := os.CreateTemp(filepath.Dir(path), writing+"*")
	if err != nil {
		return f.fault("write", name, err)
	}
	_, err = io.Copy(file, r)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(f.fault("write", name, err), os.Remove(file.Name()))
	}
	return nil
}

func (f folder) Get(_ context.Context, name string) (io.ReadCloser, error) {
	path, err := f.path(name)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, f.fault("read", name, err)
	}
	return file, nil
}

func (f folder) Each(ctx context.Context, prefix string, do func(Info) error) error {
	// The folders above the last slash of the prefix are all that can hold it.
	root := string(f)
	if at := strings.LastIndex(prefix, "/"); at >= 0 {
		dir, err := f.path(prefix[:at])
		if err != nil {
			return err
		}
		root = dir
	}
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return f.fault("list", prefix, err)
		}
		if err := ctx.Err(); err != nil || d.IsDir() || strings.HasPrefix(d.Name(), writing) {
			return err
		}
		rel, err := filepath.Rel(string(f), path)
		if err != nil {
			return f.fault("list", prefix, err)
		}
		name := filepath.ToSlash(rel)
		if !strings.HasPrefix(name, prefix) {
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return f.fault("list", prefix, err)
		}
		return do(Info{Name: name, Size: info.Size()})
	})
}

// Delete removes the folders that are empty without the file, too.
func (f folder) Delete(_ context.Context, name string) error {
	path, err := f.path(name)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return f.fault("delete", name, err)
	}
	for dir := filepath.Dir(path); dir != string(f) && os.Remove(dir) == nil; dir = filepath.Dir(dir) {
	}
	return nil
}

func (f folder) fault(act, name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return social.Errorf(social.CodeNotFound, "object: %s %s: it is not in %s", act, name, string(f))
	}
	return fmt.Errorf("object: %s %s in %s: %w", act, name, string(f), err)
}

package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// LinkBackups lets the engine write and read the backups in folder, under the name id:
// it may touch no other folder than its own, so that one gets a link.
func (e *Engine) LinkBackups(id, folder string) error {
	if err := os.MkdirAll(e.files.backups(), 0o700); err != nil {
		return fmt.Errorf("engine: link backups: %w", err)
	}
	path := filepath.Join(e.files.backups(), id)
	if at, err := os.Readlink(path); err == nil && at == folder {
		return nil
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("engine: link backups: %w", err)
	}
	if err := os.Symlink(folder, path); err != nil {
		return fmt.Errorf("engine: link backups: %w", err)
	}
	return nil
}

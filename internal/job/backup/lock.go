package backup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"earshot/internal/social"
)

// lock keeps a second backup or restore of the same folder away.
func lock(path string) (release func() error, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("backup: lock: %w", err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("backup: lock: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(social.Errorf(social.CodeConflict, "backup: another backup is under way (%s): %w", path, err), file.Close())
	}
	return file.Close, nil
}

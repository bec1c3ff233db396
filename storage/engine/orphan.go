package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"earshot/internal/social"
)

// orphanTimeout is how long an engine whose owner was killed may take to end.
const orphanTimeout = 30 * time.Second

// waitForOrphan waits until the data are free. An engine ends by itself when
// its owner dies, however it dies, but it first brings its data to rest; until
// then it holds the lock that ClickHouse keeps on its status file, and a new
// engine on the same data would refuse to start.
func (f files) waitForOrphan(ctx context.Context) error {
	if _, err := os.Stat(f.status()); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, orphanTimeout)
	defer cancel()
	for {
		lock, err := tryLock(f.status())
		if err != nil {
			return err
		}
		if lock != nil {
			if err := lock.Close(); err != nil {
				return fmt.Errorf("engine: release status lock: %w", err)
			}
			return nil
		}
		select {
		case <-ctx.Done():
			return social.Errorf(social.CodeConflict, "engine: another ClickHouse uses %s: %w", f.data(), ctx.Err())
		case <-time.After(pollEvery):
		}
	}
}

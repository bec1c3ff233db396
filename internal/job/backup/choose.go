package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"earshot/internal/app"
	"earshot/internal/social"
	"earshot/storage/object"
)

// makeReady makes the folder in which all is made ready. Its name is new each time, as
// the engine of a restore that was killed may still be at work in its own for a moment;
// what such ones left is removed.
func makeReady(data string, s app.Settings) (string, error) {
	left, err := filepath.Glob(data + ".restoring-*")
	if err != nil { // a folder whose name is a pattern: nothing is removed
		left = nil
	}
	for _, dir := range left {
		if err := os.RemoveAll(dir); err != nil {
			s.Log.Warn("what an interrupted restore left is not removed", "folder", dir, "error", err)
		}
	}
	return os.MkdirTemp(filepath.Dir(data), filepath.Base(data)+".restoring-")
}

// choose is the backup that is wanted, with all that it stands on.
func choose(ctx context.Context, from object.Store, opts RestoreOptions) ([]Manifest, error) {
	whole, half, err := List(ctx, from)
	if err != nil {
		return nil, err
	}
	name := opts.Name
	if name != "" && contains(half, name) {
		return nil, social.Errorf(social.CodeBroken, "restore: backup %s is half-written: it was interrupted, and has no manifest", name)
	}
	if len(whole) == 0 {
		if len(half) > 0 {
			return nil, social.Errorf(social.CodeBroken, "restore: %s has no whole backup; half-written are %s", opts.From, strings.Join(half, ", "))
		}
		return nil, social.Errorf(social.CodeNotFound, "restore: %s has no backup", opts.From)
	}
	if name == "" {
		name = whole[len(whole)-1].Name
	}
	found := false
	for _, m := range whole {
		found = found || m.Name == name
	}
	if !found {
		return nil, social.Errorf(social.CodeNotFound, "restore: %s has no backup %s", opts.From, name)
	}
	return chain(whole, name)
}

// empty refuses a folder in which there is anything.
func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("restore: %w", err)
	}
	if len(entries) > 0 {
		return social.Errorf(social.CodeConflict, "restore: %s is not empty (it has %s): restore into a new folder with --data, then move it", dir, entries[0].Name())
	}
	return nil
}

package stream

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"earshot/internal/social"
)

// format numbers what the queues and buckets of a folder hold. It is raised where an
// older program would read a message wrongly or leave a queue unread.
const format = 3

// mark says who wrote a folder.
type mark struct {
	Format  int    `json:"format"`
	Version string `json:"version"`
}

// checkFormat fails with social.CodeConflict where a newer Earshot wrote the folder
// in a format of which this one knows nothing, and signs the folder otherwise.
func checkFormat(dir, version string) error {
	path := filepath.Join(dir, "format.json")
	var m mark
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return social.Errorf(social.CodeBroken, "stream: %s says in which format the folder is, and cannot be read: %w", path, err)
	}
	if m.Format > format {
		return social.Errorf(social.CodeConflict, "stream: Earshot %s wrote %s in format %d, and this program knows format %d: use that version or a newer one, or restore a backup that is older", m.Version, dir, m.Format, format)
	}
	if m.Format == format && m.Version == version {
		return nil
	}
	if text, err = json.Marshal(mark{Format: format, Version: version}); err != nil {
		return fmt.Errorf("stream: write the format: %w", err)
	}
	if err := os.WriteFile(path+".next", text, 0o600); err != nil {
		return fmt.Errorf("stream: write the format: %w", err)
	}
	if err := os.Rename(path+".next", path); err != nil {
		return fmt.Errorf("stream: write the format: %w", err)
	}
	return nil
}

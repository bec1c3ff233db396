package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"earshot/internal/social"
)

// lastFile holds what came of the last Learn.
const lastFile = "learned.json"

// remember stores what came of a Learn.
func (r *Registry) remember(l Learned) error {
	data, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("registry: remember what was learned: %w", err)
	}
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return fmt.Errorf("registry: make folder of models: %w", err)
	}
	return replaceFile(filepath.Join(r.dir, lastFile), data)
}

// Last is what came of the last Learn. The error has social.CodeNotFound where there
// was none.
func (r *Registry) Last() (Learned, error) {
	data, err := os.ReadFile(filepath.Join(r.dir, lastFile))
	if errors.Is(err, fs.ErrNotExist) {
		return Learned{}, social.Errorf(social.CodeNotFound, "nothing was learned from corrections yet")
	}
	if err != nil {
		return Learned{}, fmt.Errorf("registry: read what was learned last: %w", err)
	}
	var l Learned
	if err := json.Unmarshal(data, &l); err != nil {
		return Learned{}, social.Errorf(social.CodeInvalid, "registry: %s: %w", lastFile, err)
	}
	return l, nil
}

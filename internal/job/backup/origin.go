package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"earshot/internal/social"
)

// originFile is the file in a data folder that says which backup it was restored from.
const originFile = "restored.json"

// origin is what a restored data folder goes on from.
type origin struct {
	// Name is the backup, and Stores are the data folder that it is of and those which
	// that one was restored from.
	Name   string    `json:"name"`
	Stores []string  `json:"stores"`
	At     time.Time `json:"at"`
}

// originOf reads where a data folder is from; the zero origin is of one that was never
// restored.
func originOf(data string) (o origin, err error) {
	text, err := os.ReadFile(filepath.Join(data, originFile))
	if errors.Is(err, os.ErrNotExist) {
		return o, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &o)
	}
	if err != nil {
		return o, fmt.Errorf("backup: read where the data folder is from: %w", err)
	}
	return o, nil
}

// noteOrigin writes that data is restored from m.
func noteOrigin(data string, m Manifest) error {
	text, err := json.Marshal(origin{Name: m.Name, Stores: append([]string{m.Store}, m.Before...), At: time.Now().UTC()})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(data, originFile), text, 0o600)
}

// continues tells whether the backups of m may stand beside those of w: they are of the
// same data folder, or of one that it was restored from.
func (w *writer) continues(m Manifest) bool {
	return m.Store == w.m.Store || slices.Contains(w.m.Before, m.Store)
}

// refuse is the error of a place that has a backup of another store.
func (w *writer) refuse(place string, m Manifest) error {
	of := "of another store"
	if slices.Contains(m.Before, w.m.Store) {
		of = "of a store that was restored from one of this store's backups (" + m.Restored + ") and goes on by itself"
	} else if slices.ContainsFunc(m.Before, func(store string) bool { return slices.Contains(w.m.Before, store) }) {
		of = "of another store that was restored from the same backups"
	}
	return social.Errorf(social.CodeConflict, "backup: %s holds backups %s (%s, of %s): give each a place of its own", place, of, m.Name, m.At.Format(time.DateTime))
}

// Package backup copies all that Earshot stores to a folder or a bucket while Earshot
// runs, and brings it back.
//
// A backup is a folder named after its time. Its manifest is written last: without one
// it is half-written. Tables are those of ClickHouse's BACKUP, which leaves out what the
// backup before holds; pictures are kept once for all backups, by the hash of their
// bytes.
package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"earshot/internal/social"
	"earshot/storage/object"
)

const (
	// manifestName is the file that makes a backup whole.
	manifestName = "manifest.json"
	// manifestFormat numbers the layout of a backup.
	manifestFormat = 1
	// nameLayout is how a backup is named after its time, UTC.
	nameLayout = "20060102T150405Z"
	// longestChain is how many backups may stand on one another.
	longestChain = 7
)

// Manifest says what a backup holds.
type Manifest struct {
	Format  int       `json:"format"`
	Name    string    `json:"name"`
	Version string    `json:"version"`
	At      time.Time `json:"at"`
	Done    time.Time `json:"done"`
	// Store identifies the data folder, and Before those that it was restored from, one
	// from the other, the last one first.
	Store  string   `json:"store"`
	Before []string `json:"before,omitempty"`
	// Restored is the backup that it was restored from last.
	Restored string `json:"restored,omitempty"`
	// Base is the backup that this one stands on; Chain counts those below.
	Base  string `json:"base,omitempty"`
	Chain int    `json:"chain"`
	// Schema is the version of the tables.
	Schema int64 `json:"schema"`
	// Place is where a ClickHouse of one's own wrote the tables; empty where they are
	// among the files.
	Place    string `json:"place,omitempty"`
	Database string `json:"database"`
	// Posts, Messages and Pictures count what it holds.
	Posts    int64 `json:"posts"`
	Messages int   `json:"messages"`
	Pictures int   `json:"pictures"`
	// Files are those of this backup, below its folder. Bytes are theirs and those of
	// the pictures that were new.
	Files []File `json:"files"`
	Bytes int64  `json:"bytes"`
}

// File is a file with the hash of its bytes.
type File struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// List returns the backups at a place, the oldest first, and the names of those that are
// half-written.
func List(ctx context.Context, to object.Store) (whole []Manifest, half []string, err error) {
	names := map[string]bool{}
	err = to.Each(ctx, "", func(i object.Info) error {
		name, rest, _ := strings.Cut(i.Name, "/")
		if _, err := time.Parse(nameLayout, name); err == nil {
			names[name] = names[name] || rest == manifestName
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for name, isWhole := range names {
		if !isWhole {
			half = append(half, name)
			continue
		}
		m, err := read(ctx, to, name)
		if err != nil {
			return nil, nil, err
		}
		whole = append(whole, m)
	}
	slices.Sort(half)
	slices.SortFunc(whole, func(a, b Manifest) int { return strings.Compare(a.Name, b.Name) })
	return whole, half, nil
}

func read(ctx context.Context, from object.Store, name string) (m Manifest, err error) {
	r, err := from.Get(ctx, name+"/"+manifestName)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	text, err := io.ReadAll(r)
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		return m, social.Errorf(social.CodeBroken, "backup: the manifest of %s cannot be read: %w", name, err)
	}
	if m.Format > manifestFormat {
		return m, social.Errorf(social.CodeConflict, "backup: Earshot %s wrote %s in format %d, and this program knows format %d", m.Version, name, m.Format, manifestFormat)
	}
	return m, nil
}

// chain is a backup with all that it stands on, the lowest first.
func chain(all []Manifest, name string) ([]Manifest, error) {
	var out []Manifest
	for at := name; at != ""; {
		i := slices.IndexFunc(all, func(m Manifest) bool { return m.Name == at })
		if i < 0 {
			return nil, social.Errorf(social.CodeBroken, "backup: %s stands on %s, which is not there", name, at)
		}
		if len(out) > len(all) {
			return nil, social.Errorf(social.CodeBroken, "backup: the backups that %s stands on lead back to itself", name)
		}
		out = append(out, all[i])
		at = all[i].Base
	}
	slices.Reverse(out)
	return out, nil
}

// prune removes all but the newest backups and those that these stand on, and half-written
// ones of before. The manifest goes first, so that an interrupted removal leaves none
// that seems whole.
func prune(ctx context.Context, to object.Store, keep int, now string) (removed []string, err error) {
	whole, half, err := List(ctx, to)
	if err != nil {
		return nil, err
	}
	needed := map[string]bool{}
	for i, m := range whole {
		if keep > 0 && i < len(whole)-keep {
			continue
		}
		below, err := chain(whole, m.Name)
		if err != nil {
			return nil, err
		}
		for _, b := range below {
			needed[b.Name] = true
		}
	}
	for _, m := range whole {
		if !needed[m.Name] {
			removed = append(removed, m.Name)
		}
	}
	for _, name := range half {
		if name < now {
			removed = append(removed, name)
		}
	}
	for _, name := range removed {
		if err := remove(ctx, to, name); err != nil {
			return nil, fmt.Errorf("backup: remove %s: %w", name, err)
		}
	}
	return removed, nil
}

func remove(ctx context.Context, to object.Store, name string) error {
	if err := to.Delete(ctx, name+"/"+manifestName); err != nil {
		return err
	}
	var files []string
	err := to.Each(ctx, name+"/", func(i object.Info) error {
		files = append(files, i.Name)
		return nil
	})
	for _, file := range files {
		err = errors.Join(err, to.Delete(ctx, file))
	}
	return err
}

package backup

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
	"earshot/storage"
	"earshot/storage/object"
)

const (
	// linkName is the name under which the engine knows the folder of the backups. What
	// a backup says of the one it stands on has it, so it is always the same.
	linkName = "store"
	// tablesFolder holds ClickHouse's own backup, and baseFile is what it looks up of a
	// backup that another stands on.
	tablesFolder = "clickhouse"
	baseFile     = ".backup"
)

// tables has ClickHouse back up the tables: a ClickHouse of one's own to the place that
// the configuration names, the embedded one into the folder of the backup, or into one
// beside the data from where it goes to the bucket.
func (w *writer) tables(ctx context.Context) (err error) {
	counts, err := w.store.SourceCounts(ctx)
	if err != nil {
		return err
	}
	for _, n := range counts {
		w.m.Posts += n
	}
	if w.engine == nil {
		return w.outside(ctx)
	}
	dir, staged := w.to.Folder(), false
	if dir == "" {
		if dir, err = os.MkdirTemp(w.settings.Folder(), "backup-*.tmp"); err != nil {
			return err
		}
		if dir, err = filepath.Abs(dir); err != nil {
			return err
		}
		staged = true
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		for _, m := range w.below {
			if err := fetch(ctx, w.to, m.Name+"/"+tablesFolder+"/"+baseFile, filepath.Join(dir, m.Name, tablesFolder, baseFile)); err != nil {
				return err
			}
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, w.m.Name), 0o700); err != nil {
		return err
	}
	if err := w.engine.LinkBackups(linkName, dir); err != nil {
		return err
	}
	base := ""
	if w.m.Base != "" {
		base = place(w.m.Base)
	}
	if err := w.store.BackUp(ctx, place(w.m.Name), base); err != nil {
		return err
	}
	return w.addTables(ctx, filepath.Join(dir, w.m.Name, tablesFolder), staged)
}

func place(name string) string { return storage.FilePlace(linkName + "/" + name + "/" + tablesFolder) }

// outside has a ClickHouse of one's own write to the place that the configuration names.
func (w *writer) outside(ctx context.Context) error {
	template := w.cfg.Backup.ClickHouse
	if template == "" {
		return social.Errorf(social.CodeInvalid, "the ClickHouse at storage.dsn writes its backups itself: say where in backup.clickhouse, such as Disk('backups', '{name}')")
	}
	w.m.Place = strings.ReplaceAll(template, "{name}", w.m.Name)
	base := ""
	if w.m.Base != "" {
		base = strings.ReplaceAll(template, "{name}", w.m.Base)
	}
	return w.store.BackUp(ctx, w.m.Place, base)
}

// addTables notes the files that ClickHouse wrote, and brings them to the bucket.
func (w *writer) addTables(ctx context.Context, dir string, staged bool) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name := tablesFolder + "/" + filepath.ToSlash(rel)
		if staged {
			return w.add(ctx, name, path)
		}
		f, err := hashOf(path)
		if err != nil {
			return err
		}
		f.Path = name
		w.m.Files, w.m.Bytes = append(w.m.Files, f), w.m.Bytes+f.Size
		return nil
	})
}

// fetch reads a file of a backup into one of this machine.
func fetch(ctx context.Context, from object.Store, name, path string) (err error) {
	r, err := from.Get(ctx, name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, r)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("fetch %s: %w", name, err)
	}
	return nil
}

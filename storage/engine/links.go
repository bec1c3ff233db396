package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"earshot/internal/social"
)

// databaseID finds in a database's definition the folder of store that holds it.
var databaseID = regexp.MustCompile(`UUID '([0-9a-f]{3})([0-9a-f]{5}-[0-9a-f-]{27})'`)

// restoreLinks makes the links of the data folder anew where a copy followed
// them, as cp -rL and many backup programs do. ClickHouse keeps databases and tables in
// the folder store, under identifiers, and links to them by name from metadata and
// data; with folders in place of these links it does not start. A folder goes only
// where store has all that is in it. It fails with social.CodeBroken where a copy
// left something out.
func (f files) restoreLinks() error {
	found, err := filepath.Glob(filepath.Join(f.data(), "metadata", "*.sql"))
	if err != nil {
		return fmt.Errorf("engine: look for databases: %w", err)
	}
	for _, definition := range found {
		text, err := os.ReadFile(definition)
		if err != nil {
			return fmt.Errorf("engine: read the definition of a database: %w", err)
		}
		id := databaseID.FindSubmatch(text)
		if id == nil {
			continue
		}
		name := definition[:len(definition)-len(".sql")]
		held := filepath.Join("store", string(id[1]), string(id[1])+string(id[2]))
		if err := f.relink(name, held); err != nil {
			return err
		}
		if err := f.relinkTables(filepath.Base(name), held); err != nil {
			return err
		}
	}
	return nil
}

// relinkTables takes the copies of a database's tables away; ClickHouse makes the
// links to them as it loads them.
func (f files) relinkTables(database, held string) error {
	tables, err := os.ReadDir(filepath.Join(f.data(), "data", database))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("engine: list tables: %w", err)
	}
	for _, table := range tables {
		if !table.IsDir() { // a link, as it is to be
			continue
		}
		text, err := os.ReadFile(filepath.Join(f.data(), held, table.Name()+".sql"))
		if err != nil {
			return social.Errorf(social.CodeBroken, "engine: the data folder was copied with its links followed, and the copy has no definition of the table %s: copy it with \"cp -a\", or restore a backup: %w", table.Name(), err)
		}
		id := databaseID.FindSubmatch(text)
		if id == nil {
			continue
		}
		name := filepath.Join(f.data(), "data", database, table.Name())
		if err := f.relink(name, filepath.Join("store", string(id[1]), string(id[1])+string(id[2]))); err != nil {
			return err
		}
	}
	return nil
}

// relink replaces the folder at path by a link to what it is a copy of, held, a path
// below the data folder.
func (f files) relink(path, held string) error {
	info, err := os.Lstat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("engine: look for a link: %w", err)
	}
	if err == nil && !info.IsDir() {
		return nil
	}
	original := filepath.Join(f.data(), held)
	if _, missing := os.Stat(original); missing != nil && err != nil {
		return nil // neither is there: ClickHouse says so itself
	}
	if err == nil {
		if err := holdsAll(original, path); err != nil {
			return social.Errorf(social.CodeBroken, "engine: the data folder was copied with its links followed, and its parts do not agree: %w; copy it again with \"cp -a\" while no Earshot runs on it, or restore a backup", err)
		}
		if err := os.RemoveAll(path); err != nil {
			return fmt.Errorf("engine: take the copy of a linked folder away: %w", err)
		}
	}
	target, err := filepath.Rel(filepath.Dir(path), original)
	if err != nil {
		return fmt.Errorf("engine: make a link: %w", err)
	}
	if err := os.Symlink(target, path); err != nil {
		return fmt.Errorf("engine: make a link: %w", err)
	}
	return nil
}

// holdsAll reports what of the folder second the folder first does not have in the
// same size.
func holdsAll(first, second string) error {
	return filepath.WalkDir(second, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(second, path)
		if err != nil {
			return err
		}
		copied, err := d.Info()
		if err != nil {
			return err
		}
		kept, err := os.Stat(filepath.Join(first, rel))
		if err != nil {
			return err
		}
		if kept.Size() != copied.Size() {
			return fmt.Errorf("%s has %d bytes in one and %d in the other", rel, kept.Size(), copied.Size())
		}
		return nil
	})
}

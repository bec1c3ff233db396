package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"earshot/storage/object"
)

// config writes the configuration, the platforms beside it and the models learned.
func (w *writer) config(ctx context.Context) error {
	file, err := w.settings.ConfigPath()
	if err != nil {
		return err
	}
	if _, err := os.Stat(file); err == nil {
		if err := w.add(ctx, "settings/"+filepath.Base(file), file); err != nil {
			return err
		}
	}
	if err := w.addFolder(ctx, "settings/platforms", filepath.Join(filepath.Dir(file), "platforms")); err != nil {
		return err
	}
	return w.addFolder(ctx, "models", filepath.Join(w.settings.Folder(), "models"))
}

func (w *writer) addFolder(ctx context.Context, name, dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		return w.add(ctx, name+"/"+filepath.ToSlash(rel), path)
	})
}

// pictures keeps those that no backup has yet, under the hashes that they are named by.
func (w *writer) pictures(ctx context.Context) error {
	kept := map[string]int64{}
	err := w.to.Each(ctx, "media/", func(i object.Info) error {
		kept[i.Name] = i.Size
		return nil
	})
	if err != nil {
		return err
	}
	var names []string
	dir := filepath.Join(w.settings.Folder(), "media")
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.Type().IsRegular() || len(d.Name()) != hex.EncodedLen(sha256.Size) {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) { // erased or let go of meanwhile
			return nil
		}
		if err != nil {
			return err
		}
		name := "media/" + filepath.ToSlash(rel)
		if size, there := kept[name]; !there || size != info.Size() {
			err := w.put(ctx, name, path, info.Size())
			if _, gone := os.Stat(path); err != nil && errors.Is(gone, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			w.m.Bytes += info.Size()
		}
		names = append(names, name)
		return nil
	})
	if err != nil {
		return err
	}
	w.m.Pictures = len(names)
	return w.addText(ctx, "pictures.txt", strings.Join(names, "\n"))
}

func (w *writer) put(ctx context.Context, name, path string, size int64) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return w.to.Put(ctx, name, file, size)
}

// add keeps a file of this machine as one of the backup's.
func (w *writer) add(ctx context.Context, name, path string) error {
	f, err := hashOf(path)
	if err != nil {
		return err
	}
	f.Path = name
	w.m.Files, w.m.Bytes = append(w.m.Files, f), w.m.Bytes+f.Size
	if f.Size == 0 { // the manifest says all of it
		return nil
	}
	return w.put(ctx, w.m.Name+"/"+name, path, f.Size)
}

func (w *writer) addText(ctx context.Context, name, text string) error {
	sum := sha256.Sum256([]byte(text))
	w.m.Files = append(w.m.Files, File{Path: name, Size: int64(len(text)), SHA256: hex.EncodeToString(sum[:])})
	if text == "" {
		return nil
	}
	return w.to.Put(ctx, w.m.Name+"/"+name, strings.NewReader(text), int64(len(text)))
}

func hashOf(path string) (f File, err error) {
	file, err := os.Open(path)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	sum := sha256.New()
	if f.Size, err = io.Copy(sum, file); err != nil {
		return f, err
	}
	f.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return f, nil
}

package media_test

import (
	"context"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"earshot/internal/social"
	"earshot/storage/media"
)

// The SHA-256 digest of "abc" (FIPS 180-4, example B.1).
const abcKey = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

func open(t *testing.T, address string) *media.Media {
	t.Helper()
	m, err := media.Open(t.Context(), address, "AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	return m
}

func folder(t *testing.T, dir string) *media.Media {
	t.Helper()
	address, err := media.FolderURL(dir)
	if err != nil {
		t.Fatal(err)
	}
	return open(t, address)
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestStores(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made on demand", "médias")
	s3 := httptest.NewServer(gofakes3.New(s3mem.New(), gofakes3.WithAutoBucket(true)).Server())
	defer s3.Close()
	for name, m := range map[string]*media.Media{
		"folder": folder(t, dir), "memory": open(t, "mem://"), "bucket": open(t, "s3://earshot/pictures?endpoint="+s3.URL),
	} {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			if err := m.Try(ctx); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				key, err := m.Put(ctx, []byte("abc"), "text/plain")
				if key != abcKey || err != nil {
					t.Fatalf("put: key %s, error %v", key, err)
				}
			}
			png := []byte("\x89PNG\r\n\x1a\n....")
			key, err := m.Put(ctx, png, "image/png")
			if err != nil {
				t.Fatal(err)
			}
			data, kind, err := m.Get(ctx, key)
			if string(data) != string(png) || kind != "image/png" || err != nil {
				t.Fatalf("get: %q, type %s, error %v", data, kind, err)
			}
			if ok, err := m.Has(ctx, abcKey); !ok || err != nil {
				t.Fatalf("has: %v, error %v", ok, err)
			}
			for range 2 {
				if err := m.Delete(ctx, abcKey); err != nil {
					t.Fatal(err)
				}
			}
			if ok, err := m.Has(ctx, abcKey); ok || err != nil {
				t.Fatalf("has after delete: %v, error %v", ok, err)
			}
			if _, _, err := m.Get(ctx, abcKey); social.CodeOf(err) != social.CodeNotFound {
				t.Fatalf("get after delete: %v", err)
			}
		})
	}
}

func TestFolderHoldsOnlyTheBytes(t *testing.T) {
	dir := t.TempDir()
	m := folder(t, dir)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := m.Put(t.Context(), []byte("abc"), "image/jpeg"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if diff := cmp.Diff([]string{"ba/78/" + abcKey}, files(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestDamageIsSeenAndRepaired(t *testing.T) {
	dir := t.TempDir()
	m := folder(t, dir)
	if _, err := m.Put(t.Context(), []byte("abc"), ""); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ba", "78", abcKey), []byte("ab"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := m.Get(t.Context(), abcKey); social.CodeOf(err) != social.CodeBroken {
		t.Fatalf("get of a cut file: %v", err)
	}
	if _, err := m.Put(t.Context(), []byte("abc"), ""); err != nil {
		t.Fatal(err)
	}
	if data, _, err := m.Get(t.Context(), abcKey); string(data) != "abc" || err != nil {
		t.Fatalf("get after storing again: %q, error %v", data, err)
	}
}

func TestOnlyDigestsAreKeys(t *testing.T) {
	dir := t.TempDir()
	m := folder(t, filepath.Join(dir, "store"))
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]string{
		"empty": "", "parent": "../secret", "path of that length": strings.Repeat("../", 20) + "etcd",
		"upper case": strings.ToUpper(abcKey), "short": abcKey[1:], "long": abcKey + "0", "NUL": abcKey[:63] + "\x00",
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := m.Get(t.Context(), key)
			_, errHas := m.Has(t.Context(), key)
			for _, err := range []error{err, errHas, m.Delete(t.Context(), key)} {
				if social.CodeOf(err) != social.CodeInvalid {
					t.Errorf("got %v", err)
				}
			}
		})
	}
}

func TestFaults(t *testing.T) {
	for name, address := range map[string]string{"no URL": "://", "unknown kind": "ftp://example.com", "empty": ""} {
		t.Run(name, func(t *testing.T) {
			if _, err := media.Open(t.Context(), address); social.CodeOf(err) != social.CodeInvalid {
				t.Errorf("got %v", err)
			}
		})
	}
	m := open(t, "mem://")
	if _, err := m.Put(t.Context(), nil, ""); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("nothing to store: %v", err)
	}
	if _, err := m.Put(t.Context(), make([]byte, media.MaxBytes+1), ""); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("too much to store: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Put(ctx, []byte("abc"), ""); err == nil {
		t.Error("a cancelled put reports no error")
	}
}

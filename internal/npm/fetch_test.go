package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// archiveOf packs files as npm does.
func archiveOf(t *testing.T, entries ...tar.Header) (data []byte, integrity string) {
	t.Helper()
	var buf bytes.Buffer
	plain := gzip.NewWriter(&buf)
	out := tar.NewWriter(plain)
	for _, e := range entries {
		if e.Typeflag == 0 {
			e.Typeflag = tar.TypeReg
		}
		if e.Typeflag == tar.TypeReg {
			e.Size = int64(len(e.Name))
		}
		if err := out.WriteHeader(&e); err != nil {
			t.Fatal(err)
		}
		if e.Typeflag == tar.TypeReg {
			fmt.Fprint(out, e.Name)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if err := plain.Close(); err != nil {
		t.Fatal(err)
	}
	hash := sha512.Sum512(buf.Bytes())
	return buf.Bytes(), "sha512-" + base64.StdEncoding.EncodeToString(hash[:])
}

// registryWith serves one package as a registry does.
func registryWith(t *testing.T, name, version string, archive []byte) string {
	t.Helper()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	mux.HandleFunc("GET /npm/{name}/{version}", func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("name") != name || r.PathValue("version") != version {
			http.NotFound(w, r)
			return
		}
		fmt.Fprintf(w, `{"name": %q, "dist": {"tarball": %q}}`, name, server.URL+"/files/"+name+"/-/it.tgz")
	})
	mux.HandleFunc("GET /files/", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(archive) })
	return server.URL + "/npm/"
}

// TestInstall fetches a package and replaces what was there of it.
func TestInstall(t *testing.T) {
	t.Parallel()
	archive, integrity := archiveOf(t, tar.Header{Name: "package/package.json", Mode: 0o644}, tar.Header{Name: "package/lib/engine.so", Mode: 0o755})
	registry := registryWith(t, "@scope/engine", "1.2.3", archive)
	dir := t.TempDir()
	old := filepath.Join(dir, "node_modules", "@scope", "engine", "old.so")
	if err := os.MkdirAll(filepath.Dir(old), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(old, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p := Package{Name: "@scope/engine", Version: "1.2.3", Integrity: integrity}
	var read int64
	if err := (Source{Registry: registry, Progress: func(n int64) { read = n }}).Install(t.Context(), p, dir); err != nil {
		t.Fatal(err)
	}
	if read != int64(len(archive)) {
		t.Errorf("%d of %d bytes were told of", read, len(archive))
	}
	content, err := os.ReadFile(filepath.Join(dir, "node_modules", "@scope", "engine", "lib", "engine.so"))
	if err != nil || string(content) != "package/lib/engine.so" {
		t.Errorf("the library holds %q: %v", content, err)
	}
	if IsFile(old) {
		t.Error("the old version is still there")
	}
	left, err := fs.Glob(os.DirFS(dir), "node_modules/@scope/.fetch-*")
	if err != nil || len(left) > 0 {
		t.Errorf("%q is left behind: %v", left, err)
	}
}

// TestInstallRefuses keeps what is there where an archive is not the package.
func TestInstallRefuses(t *testing.T) {
	t.Parallel()
	good, integrity := archiveOf(t, tar.Header{Name: "package/a", Mode: 0o644})
	for name, test := range map[string]struct {
		archive []byte
		entries []tar.Header
		want    string
	}{
		"another archive":     {archive: append([]byte("x"), good...), want: "the hash is"},
		"a cut archive":       {archive: good[:len(good)-4], want: "the hash is"},
		"a name above":        {entries: []tar.Header{{Name: "package/../../evil"}}, want: "no file of a package"},
		"an absolute name":    {entries: []tar.Header{{Name: "package//etc/passwd"}}, want: "no file of a package"},
		"a link":              {entries: []tar.Header{{Name: "package/l", Typeflag: tar.TypeSymlink, Linkname: "/etc"}}, want: "no file of a package"},
		"one name, two files": {entries: []tar.Header{{Name: "package/a"}, {Name: "package/a"}}, want: "exists"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			archive, pinned := test.archive, integrity
			if test.entries != nil {
				archive, pinned = archiveOf(t, test.entries...)
			}
			dir := t.TempDir()
			there := filepath.Join(dir, "node_modules", "engine", "a")
			if err := os.MkdirAll(filepath.Dir(there), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(there, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
			err := Source{Registry: registryWith(t, "engine", "1", archive)}.Install(t.Context(), Package{Name: "engine", Version: "1", Integrity: pinned}, dir)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want %q", err, test.want)
			}
			if content, err := os.ReadFile(there); err != nil || string(content) != "old" {
				t.Errorf("what was there is now %q: %v", content, err)
			}
		})
	}
}

// TestInstallFromFile takes an archive that is there already.
func TestInstallFromFile(t *testing.T) {
	t.Parallel()
	archive, integrity := archiveOf(t, tar.Header{Name: "package/a", Mode: 0o644})
	dir := t.TempDir()
	file := filepath.Join(dir, "it.tgz")
	if err := os.WriteFile(file, archive, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (Source{File: file}).Install(t.Context(), Package{Name: "engine", Version: "1", Integrity: integrity}, dir); err != nil {
		t.Fatal(err)
	}
	if !IsFile(filepath.Join(dir, "node_modules", "engine", "a")) {
		t.Error("the file is not there")
	}
}

// TestRegistry finds the registry that npm would ask.
func TestRegistry(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("PATH", "")
	t.Setenv("npm_config_registry", "")
	t.Setenv("NPM_CONFIG_REGISTRY", "")
	t.Chdir(t.TempDir())
	if address, err := Registry(t.Context()); err == nil || !strings.Contains(err.Error(), "--registry") {
		t.Errorf("without any there is %q, %v", address, err)
	}
	if err := os.WriteFile(filepath.Join(home, ".npmrc"), []byte("color=false\nregistry = \"http://registry.example/npm\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if address, err := Registry(t.Context()); err != nil || address != "http://registry.example/npm" {
		t.Errorf("the file names %q, %v", address, err)
	}
	t.Setenv("npm_config_registry", "http://other.example")
	if address, err := Registry(t.Context()); err != nil || address != "http://other.example" {
		t.Errorf("the variable names %q, %v", address, err)
	}
}

// TestPinned: the packages are those of the lock file.
func TestPinned(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("..", "..", "package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct{ Version, Integrity string }
	}
	if err := json.Unmarshal(data, &lock); err != nil {
		t.Fatal(err)
	}
	for _, p := range []Package{Engine(), Encoder()} {
		if locked := lock.Packages["node_modules/"+p.Name]; locked.Version != p.Version || locked.Integrity != p.Integrity {
			t.Errorf("%s: the lock file has %+v, the program %+v", p.Name, locked, p)
		}
	}
}

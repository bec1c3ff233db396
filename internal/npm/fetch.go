package npm

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

const (
	// mostMetadata, mostArchive and mostUnpacked bound what is read of a registry
	// and written to the disk, in bytes.
	mostMetadata = 1 << 20
	mostArchive  = 1 << 30
	mostUnpacked = 4 << 30
	mostFiles    = 10_000
)

// Source is where archives of packages come from.
type Source struct {
	// Registry is the address of a registry that answers as npm's do: it describes
	// a version below /name/version, with the address of its archive in
	// dist.tarball (https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md).
	Registry string
	// File, if set, is an archive that is there already, as npm pack makes it.
	File string
	// Client sends the requests; nil is http.DefaultClient.
	Client *http.Client
	// Progress, if set, hears how many bytes of the archive were read.
	Progress func(read int64)
}

// Install puts the files of a package where Find looks for them, below dir. What
// is there of it is replaced once all of the archive was read and its hash is the
// package's; before that nothing is changed.
func (s Source) Install(ctx context.Context, p Package, dir string) error {
	into := filepath.Join(dir, "node_modules", filepath.FromSlash(p.Name))
	if err := os.MkdirAll(filepath.Dir(into), 0o755); err != nil {
		return fmt.Errorf("npm: make folder: %w", err)
	}
	work, err := os.MkdirTemp(filepath.Dir(into), ".fetch-*")
	if err != nil {
		return fmt.Errorf("npm: make folder: %w", err)
	}
	defer os.RemoveAll(work)
	archive, err := s.archive(ctx, p, filepath.Join(work, "archive.tgz"))
	if err != nil {
		return err
	}
	if err := unpack(archive, filepath.Join(work, "package")); err != nil {
		return fmt.Errorf("npm: unpack %s: %w", p.Name, err)
	}
	if err := os.RemoveAll(into); err != nil {
		return fmt.Errorf("npm: replace %s: %w", into, err)
	}
	if err := os.Rename(filepath.Join(work, "package"), into); err != nil {
		return fmt.Errorf("npm: replace %s: %w", into, err)
	}
	return nil
}

// archive returns the path of the package's archive, whose hash was checked.
func (s Source) archive(ctx context.Context, p Package, to string) (string, error) {
	body, from, err := s.open(ctx, p)
	if err != nil {
		return "", err
	}
	defer body.Close()
	file, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", fmt.Errorf("npm: keep archive: %w", err)
	}
	hash := sha512.New()
	n, err := io.Copy(io.MultiWriter(file, hash, &progress{tell: s.Progress}), io.LimitReader(body, mostArchive+1))
	if err = errors.Join(err, file.Close()); err != nil {
		return "", fmt.Errorf("npm: read %s: %w", from, err)
	}
	if got := "sha512-" + base64.StdEncoding.EncodeToString(hash.Sum(nil)); got != p.Integrity {
		return "", fmt.Errorf("npm: %s is not %s %s: of its %d bytes the hash is %s, not %s", from, p.Name, p.Version, n, got, p.Integrity)
	}
	return to, nil
}

// open begins to read an archive and says from where.
func (s Source) open(ctx context.Context, p Package) (io.ReadCloser, string, error) {
	if s.File != "" {
		file, err := os.Open(s.File)
		if err != nil {
			return nil, "", fmt.Errorf("npm: %w", err)
		}
		return file, s.File, nil
	}
	about, err := s.get(ctx, strings.TrimSuffix(s.Registry, "/")+"/"+url.PathEscape(p.Name)+"/"+url.PathEscape(p.Version))
	if err != nil {
		return nil, "", err
	}
	defer about.Close()
	var version struct {
		Dist struct{ Tarball string }
	}
	if err := json.NewDecoder(io.LimitReader(about, mostMetadata)).Decode(&version); err != nil || version.Dist.Tarball == "" {
		return nil, "", fmt.Errorf("npm: the registry %s does not say where %s %s is: %w", s.Registry, p.Name, p.Version, errors.Join(err, errNoArchive))
	}
	body, err := s.get(ctx, version.Dist.Tarball)
	return body, version.Dist.Tarball, err
}

// errNoArchive ends the search for an archive that no dist.tarball names.
var errNoArchive = errors.New("no dist.tarball in its answer")

func (s Source) get(ctx context.Context, address string) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("npm: %w", err)
	}
	client := s.Client
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("npm: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.Join(fmt.Errorf("npm: %s answers %s", address, resp.Status), resp.Body.Close())
	}
	return resp.Body, nil
}

// unpack writes the files of an archive below dir, without the folder "package"
// in which npm puts them. Names that lead elsewhere, and what is no plain file,
// are refused.
func unpack(archive, dir string) error {
	file, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer file.Close()
	plain, err := gzip.NewReader(file)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	entries, left := tar.NewReader(io.LimitReader(plain, mostUnpacked)), mostFiles
	for {
		entry, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if left--; left < 0 {
			return fmt.Errorf("it has more than %d files", mostFiles)
		}
		if entry.Typeflag == tar.TypeDir {
			continue
		}
		if err := write(root, entry, entries); err != nil {
			return err
		}
	}
}

func write(root *os.Root, entry *tar.Header, content io.Reader) error {
	_, name, below := strings.Cut(entry.Name, "/")
	if entry.Typeflag != tar.TypeReg || !below || !filepath.IsLocal(filepath.FromSlash(name)) {
		return fmt.Errorf("%.200q is no file of a package", entry.Name)
	}
	if err := root.MkdirAll(filepath.Dir(filepath.FromSlash(name)), 0o755); err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if entry.FileInfo().Mode()&0o100 != 0 {
		mode = 0o755
	}
	file, err := root.OpenFile(filepath.FromSlash(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	return errors.Join(err, file.Close())
}

// progress tells how much was written.
type progress struct {
	tell func(int64)
	n    int64
}

func (p *progress) Write(data []byte) (int, error) {
	if p.n += int64(len(data)); p.tell != nil {
		p.tell(p.n)
	}
	return len(data), nil
}

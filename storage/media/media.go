// Package media stores the bytes of pictures and thumbnails by their content:
// the key is the SHA-256 digest, so the same picture found a thousand times is
// kept once, and what is read can be checked against its name.
package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"earshot/internal/social"
	"earshot/storage/object"
)

// MaxBytes is the largest object the store takes, in bytes.
const MaxBytes = 64 << 20

// Media is a store of bytes by content. It is safe for concurrent use, also by
// several processes.
type Media struct{ objects objects }

// objects are bytes by name; an error that wraps fs.ErrNotExist is about a name
// that is not there.
type objects interface {
	size(ctx context.Context, name string) (int64, error)
	// read returns MaxBytes at most.
	read(ctx context.Context, name string) ([]byte, error)
	// write makes data whole under name or leaves what was there.
	write(ctx context.Context, name string, data []byte) error
	remove(ctx context.Context, name string) error
}

// FolderURL returns the URL of a store in a local folder, for Open.
func FolderURL(dir string) (string, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("media: folder %s: %w", dir, err)
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String(), nil
}

// Open opens the store at a URL: file:///absolute/folder, which is made if it
// does not exist, s3://bucket/prefix as package object reads it, with keys from environ
// ("KEY=VALUE"), or mem:// for one that lives as long as the process.
func Open(_ context.Context, address string, environ ...string) (*Media, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "media: the store's address is not a URL: %w", err)
	}
	switch u.Scheme {
	case "mem":
		return &Media{objects: &memory{held: map[string][]byte{}}}, nil
	case "file":
		dir := filepath.FromSlash(u.Path)
		if err := makeFolder(dir); err != nil {
			return nil, fmt.Errorf("media: open the store: %w", err)
		}
		return &Media{objects: folder(dir)}, nil
	case "s3":
		store, err := object.Open(address, environ)
		if err != nil {
			return nil, fmt.Errorf("media: open the store: %w", err)
		}
		return &Media{objects: bucket{store}}, nil
	default:
		return nil, social.Errorf(social.CodeInvalid, "media: unknown kind of store %q: file://, s3:// or mem://", u.Scheme)
	}
}

// Close releases the store.
func (m *Media) Close() error { return nil }

// Put stores data and returns its key, the lower-case hex SHA-256 digest.
// Storing what is there already does nothing. The type is not kept: it is seen
// in the bytes.
func (m *Media) Put(ctx context.Context, data []byte, _ string) (key string, err error) {
	if len(data) == 0 || len(data) > MaxBytes {
		return "", social.Errorf(social.CodeInvalid, "media: store %d bytes: 1 to %d are possible", len(data), MaxBytes)
	}
	sum := sha256.Sum256(data)
	key = hex.EncodeToString(sum[:])
	name := path(key)
	if err := ctx.Err(); err != nil {
		return "", fault("look up", key, err)
	}
	size, err := m.objects.size(ctx, name)
	if err == nil && size == int64(len(data)) {
		return key, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fault("look up", key, err)
	}
	if err := m.objects.write(ctx, name, data); err != nil {
		return "", fault("write", key, err)
	}
	return key, nil
}

// Get returns the bytes stored under key and the MIME type they look like. It
// fails with social.CodeNotFound when there are none, and social.CodeBroken
// when they are no longer what was stored.
func (m *Media) Get(ctx context.Context, key string) (data []byte, contentType string, err error) {
	if err := check(key); err != nil {
		return nil, "", err
	}
	if err := ctx.Err(); err != nil {
		return nil, "", fault("read", key, err)
	}
	if data, err = m.objects.read(ctx, path(key)); err != nil {
		return nil, "", fault("read", key, err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != key {
		return nil, "", social.Errorf(social.CodeBroken, "media: %s is damaged in the store", key)
	}
	return data, http.DetectContentType(data), nil
}

// Has tells whether there are bytes under key.
func (m *Media) Has(ctx context.Context, key string) (bool, error) {
	if err := check(key); err != nil {
		return false, err
	}
	err := ctx.Err()
	if err == nil {
		_, err = m.objects.size(ctx, path(key))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fault("look up", key, err)
	}
	return true, nil
}

// Delete removes the bytes under key; it is no error when there are none.
func (m *Media) Delete(ctx context.Context, key string) error {
	if err := check(key); err != nil {
		return err
	}
	err := ctx.Err()
	if err == nil {
		err = m.objects.remove(ctx, path(key))
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault("delete", key, err)
	}
	return nil
}

// check lets only digests through: a key can name nothing outside the store.
func check(key string) error {
	ok := len(key) == hex.EncodedLen(sha256.Size) && strings.Trim(key, "0123456789abcdef") == ""
	if !ok {
		return social.Errorf(social.CodeInvalid, "media: %.80q is not a key: 64 lower-case hexadecimal digits", key)
	}
	return nil
}

// path spreads keys over 65,536 folders.
func path(key string) string { return key[:2] + "/" + key[2:4] + "/" + key }

func fault(act, key string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return social.Errorf(social.CodeNotFound, "media: %s %s: there is no such picture", act, key)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("media: %s %s: %w", act, key, err)
	}
	return social.Errorf(social.CodeUnavailable, "media: %s %s: %w", act, key, err)
}

// Package media stores the bytes of pictures and thumbnails by their content:
// the key is the SHA-256 digest, so the same picture found a thousand times is
// kept once, and what is read can be checked against its name.
package media

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/fileblob" // file://
	_ "gocloud.dev/blob/memblob"  // mem://
	"gocloud.dev/gcerrors"

	"earshot/internal/social"
)

// MaxBytes is the largest object the store takes, in bytes.
const MaxBytes = 64 << 20

// Media is a store of bytes by content. It is safe for concurrent use, also by
// several processes.
type Media struct{ bucket *blob.Bucket }

// FolderURL returns the URL of a store in a local folder, for Open.
func FolderURL(dir string) (string, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("media: folder %s: %w", dir, err)
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String(), nil
}

// Open opens the store at a URL: file:///absolute/folder, which is made if it
// does not exist, or mem:// for one that lives as long as the process.
func Open(ctx context.Context, address string) (*Media, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "media: the store's address is not a URL: %w", err)
	}
	switch u.Scheme {
	case "mem":
	case "file":
		q := u.Query()
		// The type is seen in the bytes, so no file of attributes is needed
		// beside each picture. A temporary file next to its target can always
		// be renamed, which makes a write whole or absent.
		q.Set("metadata", "skip")
		q.Set("no_tmp_dir", "true")
		q.Set("create_dir", "true")
		u.RawQuery = q.Encode()
	default:
		return nil, social.Errorf(social.CodeInvalid, "media: unknown kind of store %q: file:// or mem://", u.Scheme)
	}
	bucket, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, fmt.Errorf("media: open the store: %w", err)
	}
	return &Media{bucket: bucket}, nil
}

// Close releases the store.
func (m *Media) Close() error {
	if err := m.bucket.Close(); err != nil {
		return fmt.Errorf("media: close the store: %w", err)
	}
	return nil
}

// Put stores data and returns its key, the lower-case hex SHA-256 digest.
// Storing what is there already does nothing. contentType is handed to stores
// that serve their objects themselves.
func (m *Media) Put(ctx context.Context, data []byte, contentType string) (key string, err error) {
	if len(data) == 0 || len(data) > MaxBytes {
		return "", social.Errorf(social.CodeInvalid, "media: store %d bytes: 1 to %d are possible", len(data), MaxBytes)
	}
	sum := sha256.Sum256(data)
	key = hex.EncodeToString(sum[:])
	name := path(key)
	attrs, err := m.bucket.Attributes(ctx, name)
	if err == nil && attrs.Size == int64(len(data)) {
		return key, nil
	}
	if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return "", fault(ctx, "look up", key, err)
	}
	options := &blob.WriterOptions{ContentType: contentType, DisableContentTypeDetection: true}
	if err := m.bucket.WriteAll(ctx, name, data, options); err != nil {
		return "", fault(ctx, "write", key, err)
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
	reader, err := m.bucket.NewReader(ctx, path(key), nil)
	if err != nil {
		return nil, "", fault(ctx, "open", key, err)
	}
	defer reader.Close() // reading reports what closing could
	var buf bytes.Buffer
	buf.Grow(int(min(max(0, reader.Size()), MaxBytes)) + bytes.MinRead)
	if _, err := buf.ReadFrom(io.LimitReader(reader, MaxBytes)); err != nil {
		return nil, "", fault(ctx, "read", key, err)
	}
	data = buf.Bytes()
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
	ok, err := m.bucket.Exists(ctx, path(key))
	if err != nil {
		return false, fault(ctx, "look up", key, err)
	}
	return ok, nil
}

// Delete removes the bytes under key; it is no error when there are none.
func (m *Media) Delete(ctx context.Context, key string) error {
	if err := check(key); err != nil {
		return err
	}
	err := m.bucket.Delete(ctx, path(key))
	if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return fault(ctx, "delete", key, err)
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

func fault(ctx context.Context, act, key string, err error) error {
	if gcerrors.Code(err) == gcerrors.NotFound {
		return social.Errorf(social.CodeNotFound, "media: %s %s: there is no such picture", act, key)
	}
	if ctx.Err() != nil {
		return fmt.Errorf("media: %s %s: %w", act, key, ctx.Err())
	}
	return social.Errorf(social.CodeUnavailable, "media: %s %s: %w", act, key, err)
}

// Package object keeps files by name in a folder or in a bucket of an S3 service.
package object

import (
	"context"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"earshot/internal/social"
)

// Info is a file that is kept.
type Info struct {
	Name string
	Size int64
}

// Store keeps files by names, whose parts are divided by slashes. It is safe for
// concurrent use. Errors about a file that is not there have social.CodeNotFound, others
// of the place itself social.CodeUnavailable.
type Store interface {
	// Put keeps what r holds under name, whole or not at all.
	Put(ctx context.Context, name string, r io.Reader, size int64) error
	// Get reads what is kept under name.
	Get(ctx context.Context, name string) (io.ReadCloser, error)
	// Each tells of every file whose name begins with prefix.
	Each(ctx context.Context, prefix string, do func(Info) error) error
	// Delete removes a file; one that is not there is no error.
	Delete(ctx context.Context, name string) error
	// Folder is where the files are on this machine, or "".
	Folder() string
}

// Open opens the store at an address: a folder, file:///folder, or
// s3://bucket/prefix with the parameters endpoint (a URL; that of AWS without it) and region.
// The keys of S3 come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in environ.
func Open(address string, environ []string) (Store, error) {
	if address == "" {
		return nil, social.Errorf(social.CodeInvalid, "object: no folder and no address of a bucket is given")
	}
	u, err := url.Parse(address)
	if err == nil && u.Scheme == "s3" {
		return openBucket(u, environ)
	}
	if err == nil && u.Scheme == "file" {
		address = filepath.FromSlash(u.Path)
	} else if strings.Contains(address, "://") {
		return nil, social.Errorf(social.CodeInvalid, "object: %q is neither a folder nor s3://bucket/prefix", u.Redacted())
	}
	dir, err := filepath.Abs(address)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "object: folder %s: %w", address, err)
	}
	return folder(dir), nil
}

// Redacted is an address without what is secret in it.
func Redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" {
		return address
	}
	return "s3://" + u.Host + u.Path
}

package object

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"earshot/internal/social"
)

// bucket keeps files in a bucket of an S3 service (Amazon S3 API Reference,
// 2006-03-01).
type bucket struct {
	client       *minio.Client
	name, prefix string
}

func openBucket(u *url.URL, environ []string) (Store, error) {
	for key := range u.Query() {
		if key != "endpoint" && key != "region" {
			return nil, social.Errorf(social.CodeInvalid, "object: unknown parameter %q of an s3 address: endpoint or region", key)
		}
	}
	opts := &minio.Options{Region: u.Query().Get("region"), Secure: true}
	host := "s3.amazonaws.com"
	if endpoint := u.Query().Get("endpoint"); endpoint != "" {
		at, err := url.Parse(endpoint)
		if err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" {
			return nil, social.Errorf(social.CodeInvalid, "object: the endpoint of an s3 address is a URL such as https://s3.example.com")
		}
		host, opts.Secure, opts.BucketLookup = at.Host, at.Scheme == "https", minio.BucketLookupPath
		if opts.Region == "" {
			opts.Region = "us-east-1" // what services of one's own go by
		}
	}
	env := map[string]string{}
	for _, e := range environ {
		if name, value, ok := strings.Cut(e, "="); ok {
			env[name] = value
		}
	}
	opts.Creds = credentials.NewStaticV4(env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], env["AWS_SESSION_TOKEN"])
	if env["AWS_ACCESS_KEY_ID"] == "" || env["AWS_SECRET_ACCESS_KEY"] == "" {
		return nil, social.Errorf(social.CodeInvalid, "object: an s3 address needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment")
	}
	client, err := minio.New(host, opts)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "object: open bucket %s: %w", u.Host, err)
	}
	prefix := strings.Trim(u.Path, "/")
	if prefix != "" {
		prefix += "/"
	}
	return &bucket{client: client, name: u.Host, prefix: prefix}, nil
}

func (b *bucket) Folder() string { return "" }

func (b *bucket) Put(ctx context.Context, name string, r io.Reader, size int64) error {
	_, err := b.client.PutObject(ctx, b.name, b.prefix+name, r, size, minio.PutObjectOptions{})
	return b.fault("write", name, err)
}

func (b *bucket) Get(ctx context.Context, name string) (io.ReadCloser, error) {
	object, err := b.client.GetObject(ctx, b.name, b.prefix+name, minio.GetObjectOptions{})
	if err == nil {
		_, err = object.Stat() // asks for the file at last
	}
	if err != nil {
		return nil, b.fault("read", name, err)
	}
	return object, nil
}

func (b *bucket) Each(ctx context.Context, prefix string, do func(Info) error) error {
	ctx, done := context.WithCancel(ctx)
	defer done()
	for object := range b.client.ListObjects(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix + prefix, Recursive: true}) {
		if object.Err != nil {
			return b.fault("list", prefix, object.Err)
		}
		if err := do(Info{Name: strings.TrimPrefix(object.Key, b.prefix), Size: object.Size}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (b *bucket) Delete(ctx context.Context, name string) error {
	return b.fault("delete", name, b.client.RemoveObject(ctx, b.name, b.prefix+name, minio.RemoveObjectOptions{}))
}

func (b *bucket) fault(act, name string, err error) error {
	if err == nil {
		return nil
	}
	if code := minio.ToErrorResponse(err).Code; code == minio.NoSuchKey {
		return social.Errorf(social.CodeNotFound, "object: %s %s: it is not in bucket %s", act, name, b.name)
	}
	return social.Errorf(social.CodeUnavailable, "object: %s %s: %w", act, name, fmt.Errorf("bucket %s: %w", b.name, err))
}

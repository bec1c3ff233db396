package media

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"

	"earshot/internal/social"
	"earshot/storage/object"
)

// bucket keeps objects in a bucket of an S3 service.
type bucket struct{ store object.Store }

func (b bucket) size(ctx context.Context, name string) (int64, error) {
	size := int64(-1)
	err := b.store.Each(ctx, name, func(i object.Info) error {
		if i.Name == name {
			size = i.Size
		}
		return nil
	})
	if err == nil && size < 0 {
		err = fs.ErrNotExist
	}
	return size, err
}

func (b bucket) read(ctx context.Context, name string) (data []byte, err error) {
	r, err := b.store.Get(ctx, name)
	if social.CodeOf(err) == social.CodeNotFound {
		return nil, fs.ErrNotExist
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	return io.ReadAll(io.LimitReader(r, MaxBytes))
}

func (b bucket) write(ctx context.Context, name string, data []byte) error {
	return b.store.Put(ctx, name, bytes.NewReader(data), int64(len(data)))
}

func (b bucket) remove(ctx context.Context, name string) error {
	return b.store.Delete(ctx, name)
}

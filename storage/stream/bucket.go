package stream

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"earshot/internal/social"
)

// tombstoneLife is how long the server remembers that a key was deleted.
const tombstoneLife = time.Hour

// bucketPrefix begins the names of all buckets.
const bucketPrefix = "earshot-"

// Bucket is a durable map from any string to bytes. It is safe for concurrent use.
type Bucket struct {
	name string
	kv   jetstream.KeyValue
}

// Bucket returns the bucket of this name, making it on first use. A name has
// letters, digits, '_' and '-'.
func (b *Bus) Bucket(ctx context.Context, name string) (*Bucket, error) {
	if !regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`).MatchString(name) {
		return nil, social.Errorf(social.CodeInvalid, "stream: bucket name %q: 1 to 64 letters, digits, '_' or '-'", name)
	}
	kv, err := b.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
		Bucket:         bucketPrefix + name,
		History:        1,
		Storage:        jetstream.FileStorage,
		Replicas:       b.replicas,
		LimitMarkerTTL: tombstoneLife,
	})
	if err != nil {
		return nil, fault(ctx, "open bucket "+name, err)
	}
	return &Bucket{name: name, kv: kv}, nil
}

// Get returns the value and its revision; nil and 0 when there is none.
func (b *Bucket) Get(ctx context.Context, key string) (value []byte, rev uint64, err error) {
	tok, hashed := token(key)
	entry, err := b.kv.Get(ctx, tok)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, b.fault(ctx, "read", key, err)
	}
	value = entry.Value()
	if hashed {
		if _, value, err = unframe(value); err != nil {
			return nil, 0, b.fault(ctx, "read", key, err)
		}
	}
	return value, entry.Revision(), nil
}

// Put stores the value whatever was there before.
func (b *Bucket) Put(ctx context.Context, key string, value []byte) error {
	tok, stored := encode(key, value)
	_, err := b.kv.Put(ctx, tok, stored)
	return b.fault(ctx, "write", key, err)
}

// Update stores the value if the key's revision is still rev, where 0 means
// that the key does not exist. Otherwise it fails with social.CodeConflict.
func (b *Bucket) Update(ctx context.Context, key string, value []byte, rev uint64) error {
	tok, stored := encode(key, value)
	var err error
	if rev == 0 {
		_, err = b.kv.Create(ctx, tok, stored)
	} else {
		_, err = b.kv.Update(ctx, tok, stored, rev)
	}
	if errors.Is(err, jetstream.ErrKeyExists) || errors.Is(err, jetstream.ErrKeyRevisionMismatch) {
		return social.Errorf(social.CodeConflict, "stream: update %q in bucket %s: changed by somebody else", key, b.name)
	}
	return b.fault(ctx, "update", key, err)
}

// Delete removes the key; a key that does not exist is no error.
func (b *Bucket) Delete(ctx context.Context, key string) error {
	tok, _ := token(key)
	return b.fault(ctx, "delete", key, b.kv.Purge(ctx, tok, jetstream.PurgeTTL(tombstoneLife)))
}

// Keys returns every key, in byte order.
func (b *Bucket) Keys(ctx context.Context) ([]string, error) {
	tokens, err := b.kv.Keys(ctx)
	if errors.Is(err, jetstream.ErrNoKeysFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fault(ctx, "list bucket "+b.name, err)
	}
	keys := make([]string, 0, len(tokens))
	for _, tok := range tokens {
		key, ok := tokenKey(tok)
		if !ok {
			entry, err := b.kv.Get(ctx, tok)
			if errors.Is(err, jetstream.ErrKeyNotFound) {
				continue // deleted since it was listed
			}
			if err != nil {
				return nil, fault(ctx, "list bucket "+b.name, err)
			}
			if key, _, err = unframe(entry.Value()); err != nil {
				return nil, fault(ctx, "list bucket "+b.name, err)
			}
		}
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys, nil
}

func (b *Bucket) fault(ctx context.Context, act, key string, err error) error {
	return fault(ctx, fmt.Sprintf("%s %q in bucket %s", act, key, b.name), err)
}

// encode spells the key as a token; the value of a hashed key carries the key
// in front (its length as a varint, then the key), so that it can be listed.
func encode(key string, value []byte) (tok string, stored []byte) {
	tok, hashed := token(key)
	if !hashed {
		return tok, value
	}
	stored = binary.AppendUvarint(nil, uint64(len(key)))
	stored = append(stored, key...)
	return tok, append(stored, value...)
}

func unframe(stored []byte) (key string, value []byte, err error) {
	n, size := binary.Uvarint(stored)
	if size <= 0 || n > uint64(len(stored)-size) {
		return "", nil, errors.New("the stored value is damaged")
	}
	rest := stored[size:]
	return string(rest[:n]), rest[n:], nil
}

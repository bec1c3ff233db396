package stream

import (
	"context"
	"crypto/rand"
	"errors"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"earshot/internal/social"
)

const (
	// claimHeader names the object that holds the data of a message which is larger
	// than what the server takes (the claim check of enterpriseintegrationpatterns.com).
	claimHeader = "Earshot-Claim"
	// claimStore is the object store of these data.
	claimStore = bucketPrefix + "claims"
	// MaxData bounds the data of a message, in bytes.
	MaxData = 64 << 20
)

// claims holds what is too large for a message. The store is made when there first is
// anything.
func (q *Queue) claims(ctx context.Context) (jetstream.ObjectStore, error) {
	store, err := q.js.ObjectStore(ctx, claimStore)
	if errors.Is(err, jetstream.ErrBucketNotFound) {
		store, err = q.js.CreateOrUpdateObjectStore(ctx, jetstream.ObjectStoreConfig{
			Bucket: claimStore, Storage: jetstream.FileStorage, Replicas: q.replicas,
			Description: "data of messages that are larger than one may be",
		})
	}
	if err != nil {
		return nil, fault(ctx, "open the store of large messages", err)
	}
	return store, nil
}

// room is how many bytes of data a message with this key and ID can have.
func (q *Queue) room(m Message) int64 {
	return q.conn.MaxPayload() - headerRoom - int64(2*len(m.Key)+len(m.ID))
}

// check stores the data of a message that is too large for one, and leaves the claim
// to them in it.
func (q *Queue) check(ctx context.Context, msg *nats.Msg) error {
	store, err := q.claims(ctx)
	if err != nil {
		return err
	}
	name := q.name + "-" + rand.Text()
	if _, err := store.PutBytes(ctx, name, msg.Data); err != nil {
		return fault(ctx, "store a large message of queue "+q.name, err)
	}
	msg.Data = nil
	msg.Header.Set(claimHeader, name)
	return nil
}

// claimed returns the data of a message, wherever they are.
func (q *Queue) claimed(ctx context.Context, header nats.Header, data []byte) ([]byte, error) {
	name := header.Get(claimHeader)
	if name == "" {
		return data, nil
	}
	store, err := q.claims(ctx)
	if err != nil {
		return nil, err
	}
	data, err = store.GetBytes(ctx, name)
	if errors.Is(err, jetstream.ErrObjectNotFound) {
		return nil, social.Errorf(social.CodeBroken, "stream: the data of a large message of queue %s are gone", q.name)
	}
	return data, fault(ctx, "read a large message of queue "+q.name, err)
}

// unclaim deletes the data of a message that is done with.
func (q *Queue) unclaim(ctx context.Context, header nats.Header) error {
	name := header.Get(claimHeader)
	if name == "" {
		return nil
	}
	store, err := q.claims(ctx)
	if err != nil {
		return err
	}
	if err := store.Delete(ctx, name); err != nil && !errors.Is(err, jetstream.ErrObjectNotFound) {
		return fault(ctx, "delete a large message of queue "+q.name, err)
	}
	return nil
}

// tooLarge is the error of a message that is larger than anything stored.
func (q *Queue) tooLarge(i, size int) error {
	return social.Errorf(social.CodeInvalid, "stream: put on queue %s: message %d of %d bytes is larger than the bound of %d", q.name, i, size, MaxData)
}

package stream

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

const (
	// ownPrefix begins the names of the streams that are one process's own.
	ownPrefix = queuePrefix + "POSTS-"
	// ownBucket holds of each that its owner lives.
	ownBucket = "owners"
	// ownBeat is how often an owner says that it lives, and ownSilence how long it says
	// nothing before it is taken to be dead.
	ownBeat    = 5 * time.Second
	ownSilence = time.Minute
)

// OwnPosts makes Posts a queue of this process alone, in which others do not work, until
// the returned function deletes it. Its messages are moved to the common queue by Adopt
// where this process dies.
func (b *Bus) OwnPosts(ctx context.Context) (done func(context.Context) error, err error) {
	alive, err := b.Bucket(ctx, ownBucket)
	if err != nil {
		return nil, err
	}
	id := strings.ToLower(rand.Text()[:10])
	if err := alive.Put(ctx, id, []byte("0")); err != nil {
		return nil, err
	}
	queue, err := b.queue(ctx, "posts-"+id, "pages of posts that one process analyses", false)
	if err != nil {
		return nil, err
	}
	queue.kind = "posts"
	b.Posts = queue
	beating, stop := context.WithCancel(context.WithoutCancel(ctx))
	var beats sync.WaitGroup
	beats.Go(func() { b.beat(beating, alive, id) })
	return func(ctx context.Context) error {
		stop()
		beats.Wait()
		b.Posts = b.posts
		// What a fault left in it is not to be lost.
		return errors.Join(b.adopt(ctx, id), alive.Delete(ctx, id))
	}, nil
}

// beat says that the owner of a queue lives, until ctx ends.
func (b *Bus) beat(ctx context.Context, alive *Bucket, id string) {
	tick := time.NewTicker(ownBeat)
	defer tick.Stop()
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := alive.Put(ctx, id, []byte(strconv.Itoa(n))); err != nil && ctx.Err() == nil {
			b.log.Warn("stream owner not heard", "error", err)
		}
	}
}

// Adoption moves the messages of dead processes' own queues to the common one.
type Adoption struct {
	bus *Bus
	// heard is when an owner was first found at a revision of its word.
	heard map[string]heard
}

type heard struct {
	rev uint64
	at  time.Time
}

// NewAdoption returns an Adoption that has heard of no owner yet.
func (b *Bus) NewAdoption() *Adoption { return &Adoption{bus: b, heard: map[string]heard{}} }

// Adopt moves the messages of queues whose owners have said nothing for a minute by the
// clock of this process. It is to be called now and then.
func (a *Adoption) Adopt(ctx context.Context) error {
	return a.bus.eachOwn(ctx, func(id string, rev uint64) error {
		was, known := a.heard[id]
		if !known || was.rev != rev {
			a.heard[id] = heard{rev: rev, at: time.Now()}
			return nil
		}
		if time.Since(was.at) < ownSilence {
			return nil
		}
		delete(a.heard, id)
		return a.bus.adopt(ctx, id)
	})
}

// adoptAll moves the messages of all own queues: the server has just started, so their
// owners, should any live, have lost it.
func (b *Bus) adoptAll(ctx context.Context) error {
	return b.eachOwn(ctx, func(id string, _ uint64) error { return b.adopt(ctx, id) })
}

// eachOwn hands the queues that are a process's own to do, with the revision of the last
// word of their owners.
func (b *Bus) eachOwn(ctx context.Context, do func(id string, rev uint64) error) error {
	names := b.js.StreamNames(ctx)
	var ids []string
	for name := range names.Name() {
		if id, own := strings.CutPrefix(name, ownPrefix); own {
			ids = append(ids, strings.ToLower(id))
		}
	}
	if err := names.Err(); err != nil {
		return fault(ctx, "list queues", err)
	}
	if len(ids) == 0 {
		return nil
	}
	alive, err := b.Bucket(ctx, ownBucket)
	if err != nil {
		return err
	}
	for _, id := range ids {
		_, rev, err := alive.Get(ctx, id)
		if err != nil {
			return err
		}
		if err := do(id, rev); err != nil {
			return err
		}
	}
	return nil
}

// adopt moves the messages of a process's own queue to the common one, and deletes it.
// Dying in between, the ones moved already are worked on twice, which changes nothing.
func (b *Bus) adopt(ctx context.Context, id string) error {
	act := "adopt the queue of another process"
	name := ownPrefix + strings.ToUpper(id)
	from, err := b.js.Stream(ctx, name)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil
	}
	if err != nil {
		return fault(ctx, act, err)
	}
	moved := 0
	for next := uint64(1); ; {
		msg, err := from.GetMsg(ctx, next, jetstream.WithGetMsgSubject("posts-"+id+".*"))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			break
		}
		if err != nil {
			return fault(ctx, act, err)
		}
		to := b.posts.message(Message{Data: msg.Data})
		to.Subject = b.posts.name + "." + strings.TrimPrefix(msg.Subject, "posts-"+id+".")
		for _, header := range []string{keyHeader, claimHeader} {
			if value := msg.Header.Get(header); value != "" {
				to.Header.Set(header, value)
			}
		}
		to.Header.Set(repeatedHeader, "adopted")
		if _, err := b.js.PublishMsg(ctx, to, jetstream.WithMsgID(fmt.Sprintf("adopt-%s-%d", id, msg.Sequence))); err != nil {
			return fault(ctx, act, err)
		}
		if next = msg.Sequence + 1; moved == 0 {
			b.log.Info("posts of a process that ended are taken over", "queue", name)
		}
		moved++
	}
	if err := b.js.DeleteStream(ctx, name); err != nil && !errors.Is(err, jetstream.ErrStreamNotFound) {
		return fault(ctx, act, err)
	}
	return nil
}

package stream

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"earshot/internal/social"
)

const (
	parkedStream = queuePrefix + "PARKED"
	parkedPrefix = "parked."
	// parkedHeader carries, in base64url, why a message is parked, as JSON.
	parkedHeader = "Earshot-Parked"
	// parkedRoom is what that header takes at most.
	parkedRoom = 8 << 10
	// listWait bounds the wait for the next message of the list.
	listWait = 5 * time.Second
	// listMost is how many parked messages are listed; all are counted.
	listMost = 1000
)

// Parking holds the messages that were set aside. It is safe for concurrent use.
type Parking struct {
	bus    *Bus
	stream jetstream.Stream
}

// parking makes the stream of parked messages. It keeps them until they are deleted;
// a message that is parked twice is there once.
func (b *Bus) parking(ctx context.Context) (*Parking, error) {
	str, err := b.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: parkedStream, Description: "messages that could not be worked on",
		Subjects: []string{parkedPrefix + "*"}, Retention: jetstream.LimitsPolicy, MaxMsgsPerSubject: 1,
		Storage: jetstream.FileStorage, Replicas: b.replicas, AllowDirect: true,
	})
	if err != nil {
		return nil, fault(ctx, "declare parked messages", err)
	}
	return &Parking{bus: b, stream: str}, nil
}

// Park sets the message aside, durably, with why, and takes it off its queue. What is
// noted of it besides its ID, Queue, Bytes and At is the caller's to say. Dying in
// between parks it again when it is delivered again, which changes nothing.
func (d *Delivery) Park(ctx context.Context, why social.Parked) error {
	q := d.queue
	meta, err := d.msg.Metadata()
	if err != nil {
		return fault(ctx, "park a message of queue "+q.name, err)
	}
	sum := sha256.Sum256(d.msg.Data())
	why = why.Trim()
	why.ID = q.name + "-" + strconv.FormatUint(meta.Sequence.Stream, 10) + "-" + hex.EncodeToString(sum[:3])
	why.Queue, why.At = q.kind, time.Now().UTC()
	why.Bytes = int64(max(len(d.Data), len(d.msg.Data())))
	note, err := json.Marshal(why)
	if err != nil {
		return fmt.Errorf("stream: park a message of queue %s: %w", q.name, err)
	}
	msg := nats.NewMsg(parkedPrefix + why.ID)
	msg.Data = d.msg.Data()
	for _, name := range []string{keyHeader, claimHeader} {
		if value := d.msg.Headers().Get(name); value != "" {
			msg.Header.Set(name, value)
		}
	}
	msg.Header.Set(keyHeader, base64.RawURLEncoding.EncodeToString([]byte(d.Key)))
	msg.Header.Set(parkedHeader, base64.RawURLEncoding.EncodeToString(note))
	if int64(len(msg.Data)+2*len(d.Key)+parkedRoom) > q.conn.MaxPayload() {
		if err := q.check(ctx, msg); err != nil {
			return err
		}
	}
	if _, err := q.js.PublishMsg(ctx, msg); err != nil {
		return fault(ctx, "park a message of queue "+q.name, err)
	}
	// The claim to its data stays the parked message's.
	if err := d.msg.DoubleAck(ctx); err != nil {
		return fault(ctx, "acknowledge on queue "+q.name, err)
	}
	q.parked.Add(1)
	return nil
}

// Count is how many messages are parked.
func (p *Parking) Count(ctx context.Context) (int, error) {
	info, err := p.stream.Info(ctx)
	if err != nil {
		return 0, fault(ctx, "count parked messages", err)
	}
	return int(info.State.Msgs), nil
}

// List returns the parked messages, the one parked last first, a thousand at most.
func (p *Parking) List(ctx context.Context) ([]social.Parked, error) {
	const act = "list parked messages"
	left, err := p.Count(ctx)
	if err != nil || left == 0 {
		return []social.Parked{}, err
	}
	// Their data are not wanted, and may be large.
	consumer, err := p.stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{DeliverPolicy: jetstream.DeliverAllPolicy, HeadersOnly: true})
	if err != nil {
		return nil, fault(ctx, act, err)
	}
	defer func() {
		if info := consumer.CachedInfo(); info != nil {
			// It ends by itself where it cannot be deleted now.
			_ = p.stream.DeleteConsumer(context.WithoutCancel(ctx), info.Name)
		}
	}()
	list := []social.Parked{}
	for left > 0 {
		batch, err := consumer.Fetch(min(left, listMost), jetstream.FetchMaxWait(listWait))
		if err != nil {
			return nil, fault(ctx, act, err)
		}
		got := 0
		for msg := range batch.Messages() {
			got++
			if noted, err := parkedOf(msg.Headers()); err == nil {
				list = append(list, noted)
			}
		}
		if err := batch.Error(); err != nil && !errors.Is(err, nats.ErrTimeout) {
			return nil, fault(ctx, act, err)
		}
		if left -= got; got == 0 {
			break // some were retried or dropped meanwhile
		}
	}
	slices.SortFunc(list, func(a, b social.Parked) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) })
	return list[:min(len(list), listMost)], nil
}

func parkedOf(header nats.Header) (p social.Parked, err error) {
	note, err := base64.RawURLEncoding.DecodeString(header.Get(parkedHeader))
	if err == nil {
		err = json.Unmarshal(note, &p)
	}
	return p, err
}

// get reads a parked message.
func (p *Parking) get(ctx context.Context, id string) (*jetstream.RawStreamMsg, social.Parked, *Queue, error) {
	if id == "" || strings.ContainsAny(id, ".*> \t\r\n") {
		return nil, social.Parked{}, nil, social.Errorf(social.CodeNotFound, "no message %.100q is parked", id)
	}
	msg, err := p.stream.GetLastMsgForSubject(ctx, parkedPrefix+id)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return nil, social.Parked{}, nil, social.Errorf(social.CodeNotFound, "no message %.100q is parked", id)
	}
	if err != nil {
		return nil, social.Parked{}, nil, fault(ctx, "read a parked message", err)
	}
	noted, err := parkedOf(msg.Header)
	if err != nil {
		return nil, noted, nil, social.Errorf(social.CodeBroken, "stream: parked message %s: %w", id, err)
	}
	for _, q := range []*Queue{p.bus.Crawl, p.bus.posts, p.bus.Media, p.bus.Opinions} {
		if q.name == noted.Queue {
			return msg, noted, q, nil
		}
	}
	return nil, noted, nil, social.Errorf(social.CodeBroken, "stream: parked message %s is of queue %q, which is unknown", id, noted.Queue)
}

// Get returns a parked message, what is noted of it and its data.
func (p *Parking) Get(ctx context.Context, id string) (social.Parked, []byte, error) {
	msg, noted, q, err := p.get(ctx, id)
	if err != nil {
		return noted, nil, err
	}
	data, err := q.claimed(ctx, msg.Header, msg.Data)
	return noted, data, err
}

// Retry puts a parked message back on its queue. Dying in between leaves it in both
// places, and work done twice changes nothing.
func (p *Parking) Retry(ctx context.Context, id string) error {
	msg, _, q, err := p.get(ctx, id)
	if err != nil {
		return err
	}
	key, err := base64.RawURLEncoding.DecodeString(msg.Header.Get(keyHeader))
	if err != nil {
		return social.Errorf(social.CodeBroken, "stream: parked message %s: its key: %w", id, err)
	}
	back := q.message(Message{Key: string(key), Data: msg.Data})
	back.Header.Set(repeatedHeader, "parked")
	if claim := msg.Header.Get(claimHeader); claim != "" {
		back.Header.Set(claimHeader, claim)
	}
	if _, err := q.js.PublishMsg(ctx, back, jetstream.WithMsgID("retry-"+id+"-"+strconv.FormatUint(msg.Sequence, 10))); err != nil {
		return fault(ctx, "put back a parked message", err)
	}
	return p.delete(ctx, msg.Sequence)
}

// Drop deletes a parked message for good.
func (p *Parking) Drop(ctx context.Context, id string) error {
	msg, _, q, err := p.get(ctx, id)
	if err != nil {
		return err
	}
	return errors.Join(q.unclaim(ctx, msg.Header), p.delete(ctx, msg.Sequence))
}

func (p *Parking) delete(ctx context.Context, sequence uint64) error {
	err := p.stream.DeleteMsg(ctx, sequence)
	if errors.Is(err, jetstream.ErrMsgNotFound) || errors.Is(err, jetstream.ErrMsgDeleteUnsuccessful) {
		return nil // somebody else has
	}
	return fault(ctx, "delete a parked message", err)
}

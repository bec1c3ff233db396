package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"earshot/internal/social"
)

// dumped is a line of a dump: a stream, or a message of the stream before.
type dumped struct {
	Stream  *jetstream.StreamConfig `json:"stream,omitempty"`
	Subject string                  `json:"subject,omitempty"`
	Header  http.Header             `json:"header,omitempty"`
	Data    []byte                  `json:"data,omitempty"`
}

// Dump writes every queue and bucket to w, a JSON object a line, while others work on
// them. What is worked on meanwhile is in the dump, or in what it leads to: buckets,
// which hold the cursors of crawls, come before the crawl queue, that before the posts
// that crawls read, and these before what is asked for posts. Who dumps the streams
// before the database loses nothing. It returns how many messages and values it wrote.
func (b *Bus) Dump(ctx context.Context, w io.Writer) (n int, err error) {
	var all []string
	names := b.js.StreamNames(ctx)
	for name := range names.Name() {
		if isOurs(name) { // others may use the same server
			all = append(all, name)
		}
	}
	if err := names.Err(); err != nil {
		return 0, fault(ctx, "list streams", err)
	}
	slices.SortFunc(all, func(a, b string) int {
		if d := dumpRank(a) - dumpRank(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	out := json.NewEncoder(w)
	for _, name := range all {
		s, err := b.js.Stream(ctx, name)
		if errors.Is(err, jetstream.ErrStreamNotFound) {
			continue // one of a process that ended meanwhile
		}
		if err != nil {
			return n, fault(ctx, "open stream "+name, err)
		}
		config := s.CachedInfo().Config
		if err := out.Encode(dumped{Stream: &config}); err != nil {
			return n, fmt.Errorf("stream: dump %s: %w", name, err)
		}
		count, err := dumpMessages(ctx, s, config, out)
		if n += count; err != nil {
			return n, err
		}
	}
	return n, nil
}

// isOurs tells the streams of queues and buckets of Earshot from those of others.
func isOurs(name string) bool {
	for _, prefix := range []string{queuePrefix, "KV_" + bucketPrefix, "OBJ_" + bucketPrefix} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// Vacant fails with social.CodeConflict where queues or buckets hold anything, so that Load
// would put what it reads beside that.
func (b *Bus) Vacant(ctx context.Context) error {
	list := b.js.ListStreams(ctx)
	for info := range list.Info() {
		if isOurs(info.Config.Name) && info.State.Msgs > 0 {
			return social.Errorf(social.CodeConflict, "stream: %s holds %d messages already: restore to a NATS, or an account of it, without streams of Earshot", info.Config.Name, info.State.Msgs)
		}
	}
	return fault(ctx, "list streams", list.Err())
}

// dumpRank orders streams from what leads to what it leads to.
func dumpRank(name string) int {
	switch {
	case strings.HasPrefix(name, "KV_"):
		return 0
	case name == "EARSHOT_CRAWL":
		return 1
	case strings.HasPrefix(name, "EARSHOT_POSTS"):
		return 2
	case strings.HasPrefix(name, "OBJ_"):
		return 4 // what messages refer to
	}
	return 3
}

func dumpMessages(ctx context.Context, s jetstream.Stream, config jetstream.StreamConfig, out *json.Encoder) (n int, err error) {
	write := func(msg *jetstream.RawStreamMsg) error {
		if msg.Header.Get("KV-Operation") != "" || msg.Header.Get("Nats-Marker-Reason") != "" {
			return nil // the key was deleted
		}
		n++
		if err := out.Encode(dumped{Subject: msg.Subject, Header: lasting(msg.Header), Data: msg.Data}); err != nil {
			return fmt.Errorf("stream: dump %s: %w", config.Name, err)
		}
		return nil
	}
	seen := map[string]bool{}
	info, err := s.Info(ctx)
	if err != nil {
		return 0, fault(ctx, "open stream "+config.Name, err)
	}
	for next := info.State.FirstSeq; info.State.Msgs > 0 && next <= info.State.LastSeq; next++ {
		msg, err := s.GetMsg(ctx, next, jetstream.WithGetMsgSubject(">"))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			break // the rest was taken meanwhile
		}
		if err != nil {
			return n, fault(ctx, fmt.Sprintf("read message %d of %s", next, config.Name), err)
		}
		if next = msg.Sequence; next > info.State.LastSeq {
			break
		}
		if seen[msg.Subject] = true; config.MaxMsgsPerSubject != 1 {
			clear(seen)
		}
		if err := write(msg); err != nil {
			return n, err
		}
	}
	if config.MaxMsgsPerSubject != 1 {
		return n, nil
	}
	// A message that was replaced before it was come to stands at the end by now.
	if info, err = s.Info(ctx, jetstream.WithSubjectFilter(">")); err != nil {
		return n, fault(ctx, "list subjects of "+config.Name, err)
	}
	for _, subject := range slices.Sorted(maps.Keys(info.State.Subjects)) {
		if seen[subject] {
			continue
		}
		msg, err := s.GetLastMsgForSubject(ctx, subject)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			continue // done meanwhile, and what it led to comes later
		}
		if err != nil {
			return n, fault(ctx, "read "+subject, err)
		}
		if err := write(msg); err != nil {
			return n, err
		}
	}
	return n, nil
}

// lasting is a header without what is the server's or of one moment only.
func lasting(h nats.Header) http.Header {
	kept := http.Header{}
	for name, values := range h {
		if !strings.HasPrefix(name, "Nats-") || name == "Nats-Rollup" {
			kept[name] = values
		}
	}
	return kept
}

// Load reads a dump into the streams of this Bus, which must be as good as new. It
// returns how many messages and values it read.
func (b *Bus) Load(ctx context.Context, r io.Reader) (n int, err error) {
	in := json.NewDecoder(r)
	name := ""
	for {
		var d dumped
		if err := in.Decode(&d); errors.Is(err, io.EOF) {
			return n, nil
		} else if err != nil {
			return n, social.Errorf(social.CodeBroken, "stream: the dump cannot be read after %d messages: %w", n, err)
		}
		if d.Stream != nil {
			name = d.Stream.Name
			d.Stream.Replicas = b.replicas
			if _, err := b.js.CreateOrUpdateStream(ctx, *d.Stream); err != nil {
				return n, fault(ctx, "make stream "+name, err)
			}
			continue
		}
		msg := nats.NewMsg(d.Subject)
		msg.Data, msg.Header = d.Data, nats.Header(d.Header)
		if msg.Header == nil {
			msg.Header = nats.Header{}
		}
		if _, err := b.js.PublishMsg(ctx, msg, jetstream.WithExpectStream(name)); err != nil {
			return n, fault(ctx, "put a message of the dump", err)
		}
		n++
	}
}

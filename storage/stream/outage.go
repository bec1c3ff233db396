package stream

import (
	"time"

	"github.com/nats-io/nats.go"

	"earshot/internal/social"
)

const (
	// pingEvery is how often an outside server is asked whether it is there, and
	// pingsUnanswered after how many without an answer it is taken to be gone.
	pingEvery       = time.Second
	pingsUnanswered = 2
)

// Outage tells how the server is out of order; ok is false when it is not, as far as
// the last few seconds tell.
func (b *Bus) Outage() (outage social.Outage, ok bool) {
	if b.conn == nil || b.conn.IsConnected() || b.conn.IsClosed() {
		return outage, false
	}
	outage = social.Outage{Part: social.PartStreams, Kind: social.OutageUnreachable, Since: time.Unix(0, b.lost.Load())}
	if err := b.conn.LastError(); err == nats.ErrStaleConnection {
		outage.Kind = social.OutageSilent
	}
	return outage, true
}

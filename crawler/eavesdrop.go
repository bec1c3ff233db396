package crawler

import (
	"context"
	"errors"
	"fmt"
	"time"

	"earshot/internal/social"
)

const (
	// sampleEvents and sampleTime bound a first look at a stream.
	sampleEvents = 200
	sampleTime   = 10 * time.Second
)

// eavesdrop listens to a stream for a moment, from a minute ago on.
func eavesdrop(ctx context.Context, fetcher *Fetcher, adapter Streamer, src social.Source) Probe {
	p := Probe{Lane: streamLane, More: true}
	stream, err := adapter.Stream(src, fetcher.clock.Now().Add(-time.Minute))
	if err != nil {
		p.Fault = err
		return p
	}
	p.Requests = []string{stream.Address}
	conn, err := fetcher.dial(ctx, stream.Address, errand{delay: adapter.Info().Delay})
	if err != nil {
		p.Fault = err
		return p
	}
	defer conn.close()
	listening, stop := context.WithTimeout(ctx, sampleTime)
	defer stop()
	for n := range sampleEvents {
		message, err := conn.read(listening)
		switch {
		case listening.Err() != nil:
			return p
		case err != nil && !errors.Is(err, errTooLong):
			p.Fault = streamFault(stream.Address, err)
			return p
		}
		var ev Event
		if err == nil {
			ev, err = adapter.Hear(message)
		}
		where := fmt.Sprintf("message %d", n+1)
		switch {
		case err != nil:
			p.Skipped = append(p.Skipped, Skip{Where: where, Err: err})
		case ev.Post != nil && !ev.Post.Deleted:
			p.take(Page{Posts: []social.Post{*ev.Post}}, adapter.Info().Platform, fetcher.clock.Now())
		}
	}
	return p
}

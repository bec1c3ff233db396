package probe

import (
	"context"
	"errors"
	"fmt"
	"time"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/record"
	"earshot/internal/social"
)

const (
	// sampleEvents and sampleTime limit a first look at a stream.
	sampleEvents = 200
	sampleTime   = 10 * time.Second
)

// lookAtStream listens to a stream for a moment, from a minute ago on.
func lookAtStream(ctx context.Context, fetcher *fetch.Fetcher, adapter crawler.Streamer, src social.Source) Lane {
	l := Lane{Name: record.StreamLane, More: true}
	stream, err := adapter.Stream(src, fetcher.Now().Add(-time.Minute))
	if err != nil {
		l.Fault = err
		return l
	}
	l.Requests = []string{stream.Address}
	conn, err := fetcher.Dial(ctx, stream.Address, adapter.Info(), fetch.Observer{})
	if err != nil {
		l.Fault = err
		return l
	}
	defer conn.Close()
	listening, stop := context.WithTimeout(ctx, sampleTime)
	defer stop()
	for n := range sampleEvents {
		message, err := conn.Read(listening)
		switch {
		case listening.Err() != nil:
			return l
		case err != nil && !errors.Is(err, fetch.ErrTooLong):
			l.Fault = fetch.StreamFault(stream.Address, err)
			return l
		}
		var ev crawler.Event
		if err == nil {
			ev, err = adapter.ParseEvent(message)
		}
		where := fmt.Sprintf("message %d", n+1)
		switch {
		case err != nil:
			l.Skipped = append(l.Skipped, crawler.Skip{Where: where, Err: err})
		case ev.Post != nil && !ev.Post.Deleted:
			l.addPage(crawler.Page{Posts: []social.Post{*ev.Post}, Unread: ev.Unread}, adapter.Info().Platform, fetcher.Now())
		}
	}
	return l
}

package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/coder/websocket"

	"earshot/crawler"
	"earshot/crawler/address"
	"earshot/crawler/gate"
	"earshot/crawler/polite"
	"earshot/internal/social"
)

// connectionLimit is the size of a message, in bytes, that ends the connection.
// Smaller ones above crawler.MaxMessage are skipped.
const connectionLimit = 64 << 20

// Socket is one connection to a stream.
type Socket struct {
	conn *websocket.Conn
	// message holds the bytes of the latest message.
	message bytes.Buffer
	// OnMessage is called whenever a message begins, if it is set.
	OnMessage func()
}

// Dial opens a WebSocket of a platform described by info, under the rules of
// Fetch: robots.txt, the host's turn, the guard against private addresses and
// the User-Agent. Redirects are not followed.
func (f *Fetcher) Dial(ctx context.Context, address string, info crawler.Info, observer Observer) (*Socket, error) {
	j := job{delay: info.Delay, access: crawler.AccessOf(info, crawler.Request{URL: address}, false), Observer: observer}
	web, ok := strings.CutPrefix(address, "ws")
	if !ok {
		return nil, social.Errorf(social.CodeInvalid, "crawler: address %q: a stream begins with ws:// or wss://", address)
	}
	at, err := newTarget(crawler.Request{URL: "http" + web}, f.agent)
	if err != nil {
		return nil, err
	}
	if _, err := f.checkRobots(ctx, at, &j); err != nil {
		return nil, err
	}
	turn, err := f.hosts.Enter(ctx, at.url.Host, f.delay(j))
	if err != nil {
		return nil, err
	}
	begun := f.clock.Now()
	j.sent(1)
	fence := &fence{allow: turn.Sending}
	conn, resp, err := websocket.Dial(fence.watch(ctx), at.url.String(), &websocket.DialOptions{
		HTTPClient: &http.Client{
			Transport: f.client.transport, Timeout: f.opts.Timeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		HTTPHeader: http.Header{"User-Agent": {f.agent}},
	})
	rt := &roundTrip{url: at.url, at: f.clock.Now()}
	if resp != nil {
		rt.status, rt.received = resp.StatusCode, resp.Header
	}
	visit := polite.Visit{Took: rt.at.Sub(begun), Answered: resp != nil}
	if err != nil {
		fault := dialFault(ctx, rt, resp, err)
		if rt.fault != nil {
			err = nil // there was an answer, and what is wrong with it is in rt
		}
		visit.Fault = f.hostFault(ctx, rt, err)
		if wait, ok := polite.RetryAfter(rt.received, rt.at); ok {
			turn.Hold(rt.at.Add(wait))
		}
		err = fault
	}
	turn.Leave(visit)
	if err != nil {
		return nil, err
	}
	conn.SetReadLimit(connectionLimit)
	return &Socket{conn: conn}, nil
}

// dialFault says why there is no connection, by the server's answer if it gave one.
func dialFault(ctx context.Context, rt *roundTrip, resp *http.Response, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	if resp == nil || resp.StatusCode == http.StatusSwitchingProtocols {
		fault, _ := transportFault(address.Redact(rt.url.String()), err)
		return fault
	}
	if resp.Body != nil {
		// An unread rest of the reason is missing from the fault's text only.
		rt.content, _ = io.ReadAll(io.LimitReader(resp.Body, MaxFaultBytes))
	}
	if rt.fault = verdict(rt.response(crawler.Request{}), nil); rt.fault != nil {
		return rt.fault
	}
	return social.Errorf(social.CodeBroken, "crawler: %s answered %s where a stream was promised", address.Redact(rt.url.String()), gate.StatusText(rt.status))
}

// ErrTooLong is the error of a message above crawler.MaxMessage, which was skipped.
var ErrTooLong = fmt.Errorf("it is longer than the limit of %d bytes", crawler.MaxMessage)

// Read returns the next message, which is valid until the next call. ErrTooLong
// is about one message; any other error is the end of the connection.
func (s *Socket) Read(ctx context.Context) ([]byte, error) {
	_, r, err := s.conn.Reader(ctx)
	if err != nil {
		return nil, err
	}
	if s.OnMessage != nil {
		s.OnMessage()
	}
	s.message.Reset()
	if _, err := s.message.ReadFrom(io.LimitReader(r, crawler.MaxMessage+1)); err != nil {
		return nil, err
	}
	if s.message.Len() <= crawler.MaxMessage {
		return s.message.Bytes(), nil
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return nil, err
	}
	return nil, ErrTooLong
}

// Close ends the connection without waiting for the other side.
func (s *Socket) Close() {
	// Nothing can be done about a connection that does not close.
	_ = s.conn.CloseNow()
}

// StreamFault gives the error of Read that ended a connection its code.
func StreamFault(address string, err error) error {
	if errors.Is(err, websocket.ErrMessageTooBig) {
		return social.Errorf(social.CodeBroken, "crawler: %s sent a message longer than %d bytes", address, connectionLimit)
	}
	if closed, ok := errors.AsType[websocket.CloseError](err); ok {
		return social.Errorf(social.CodeUnavailable, "crawler: %s closed the stream (%s)", address, strings.TrimSpace(fmt.Sprintf("%d %s", closed.Code, closed.Reason)))
	}
	return social.Errorf(social.CodeUnavailable, "crawler: %s: the stream broke off: %w", address, err)
}

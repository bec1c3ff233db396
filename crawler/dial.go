package crawler

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/coder/websocket"

	"earshot/crawler/polite"
	"earshot/internal/social"
)

// hugeMessage is where reading past a message above its limit ends with the
// connection.
const hugeMessage = 64 << 20

// socket is one connection to a stream.
type socket struct {
	conn *websocket.Conn
	// message holds the bytes of the latest message.
	message bytes.Buffer
	// onMessage is called whenever a message begins, if it is set.
	onMessage func()
}

// dial opens a WebSocket under the rules by which everything else is fetched:
// robots.txt, the host's turn, the guard against private addresses and the
// User-Agent. Redirects are not followed.
func (f *Fetcher) dial(ctx context.Context, address string, e errand) (*socket, error) {
	web, ok := strings.CutPrefix(address, "ws")
	if !ok {
		return nil, social.Errorf(social.CodeInvalid, "crawler: address %q: a stream begins with ws:// or wss://", address)
	}
	at, err := firstHop(Request{URL: "http" + web}, f.agent)
	if err != nil {
		return nil, err
	}
	if !f.opts.IgnoreRobots {
		wanted, err := f.robots.Check(ctx, at.url, f.robotsFetch(e))
		if err != nil {
			return nil, err
		}
		e.delay = max(e.delay, wanted)
	}
	turn, err := f.hosts.Enter(ctx, at.url.Host, f.delay(e))
	if err != nil {
		return nil, err
	}
	begun := f.clock.Now()
	e.sent(1)
	conn, resp, err := websocket.Dial(ctx, at.url.String(), &websocket.DialOptions{
		HTTPClient: &http.Client{
			Transport: f.wire.transport, Timeout: f.opts.Timeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		HTTPHeader: http.Header{"User-Agent": {f.agent}},
	})
	ex := &exchange{url: at.url, at: f.clock.Now()}
	if resp != nil {
		ex.status, ex.received = resp.StatusCode, resp.Header
	}
	visit := polite.Visit{Took: ex.at.Sub(begun), Answered: resp != nil}
	if err != nil {
		fault := dialFault(ctx, ex, resp, err)
		if ex.fault != nil {
			err = nil // there was an answer, and what is wrong with it is in ex
		}
		visit.Fault = f.hostFault(ctx, ex, err)
		if wait, ok := polite.RetryAfter(ex.received, ex.at); ok {
			turn.Hold(ex.at.Add(wait))
		}
		err = fault
	}
	turn.Leave(visit)
	if err != nil {
		return nil, err
	}
	conn.SetReadLimit(hugeMessage)
	return &socket{conn: conn}, nil
}

// dialFault says why there is no connection: by the server's answer, if it gave one.
func dialFault(ctx context.Context, ex *exchange, resp *http.Response, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	if resp == nil || resp.StatusCode == http.StatusSwitchingProtocols {
		fault, _ := wireFault(ex.url.Redacted(), err)
		return fault
	}
	if resp.Body != nil {
		// What of the reason cannot be read is missing from the fault's text only.
		ex.content, _ = io.ReadAll(io.LimitReader(resp.Body, faultBytes))
	}
	if ex.fault = verdict(ex.response(Request{}), nil); ex.fault != nil {
		return ex.fault
	}
	return social.Errorf(social.CodeBroken, "crawler: %s answered %s where a stream was promised", ex.url.Redacted(), statusText(ex.status))
}

// errTooLong is the fault of a message above MaxMessage, whose rest was read past.
var errTooLong = fmt.Errorf("it is longer than the limit of %d bytes", MaxMessage)

// read returns the next message; it stands until the next call. errTooLong is
// about one message, any other error the end of the connection.
func (s *socket) read(ctx context.Context) ([]byte, error) {
	_, r, err := s.conn.Reader(ctx)
	if err != nil {
		return nil, err
	}
	if s.onMessage != nil {
		s.onMessage()
	}
	s.message.Reset()
	if _, err := s.message.ReadFrom(io.LimitReader(r, MaxMessage+1)); err != nil {
		return nil, err
	}
	if s.message.Len() <= MaxMessage {
		return s.message.Bytes(), nil
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return nil, err
	}
	return nil, errTooLong
}

// close ends the connection without waiting for the other side.
func (s *socket) close() {
	// There is nothing to be done about a connection that does not close.
	_ = s.conn.CloseNow()
}

// streamFault gives the end of a connection its code.
func streamFault(address string, err error) error {
	if errors.Is(err, websocket.ErrMessageTooBig) {
		return social.Errorf(social.CodeBroken, "crawler: %s sent a message longer than %d bytes", address, hugeMessage)
	}
	if closed, ok := errors.AsType[websocket.CloseError](err); ok {
		return social.Errorf(social.CodeUnavailable, "crawler: %s closed the stream (%s)", address, shorten(strings.TrimSpace(fmt.Sprintf("%d %s", closed.Code, closed.Reason))))
	}
	return social.Errorf(social.CodeUnavailable, "crawler: %s: the stream broke off: %w", address, err)
}

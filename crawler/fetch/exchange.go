package fetch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"

	"github.com/coder/websocket"
)

// exchange opens a WebSocket where req asks, sends message, and returns what comes back
// as an answer whose body is the JSON list of the messages, up to and with one that begins
// like one of ends. A server that does not speak WebSocket answers for itself.
func exchange(req *http.Request, base http.RoundTripper, message []byte, ends []string) (*http.Response, error) {
	if req.Body != nil {
		// It is sent as a message.
		if err := req.Body.Close(); err != nil {
			return nil, err
		}
	}
	header := http.Header{"User-Agent": req.Header["User-Agent"]}
	conn, resp, err := websocket.Dial(req.Context(), req.URL.String(), &websocket.DialOptions{
		HTTPClient: &http.Client{Transport: base, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		HTTPHeader: header,
	})
	if err != nil {
		if resp != nil && resp.StatusCode >= http.StatusMultipleChoices {
			return resp, nil
		}
		if resp != nil {
			return nil, fmt.Errorf("no WebSocket is offered there (%s)", resp.Status)
		}
		return nil, err
	}
	conn.SetReadLimit(connectionLimit)
	if err := conn.Write(req.Context(), websocket.MessageText, message); err != nil {
		return nil, errors.Join(err, conn.CloseNow())
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: -1, Request: req,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: &messages{ctx: req.Context(), socket: &Socket{conn: conn}, ends: ends},
	}, nil
}

// messages is the body of an exchange: its messages as they come, as a JSON list.
type messages struct {
	ctx    context.Context
	socket *Socket
	ends   []string
	// ready is what was received and not read yet; over says that nothing follows.
	ready bytes.Buffer
	began bool
	over  bool
}

func (m *messages) Read(p []byte) (int, error) {
	for m.ready.Len() == 0 {
		if m.over {
			return 0, io.EOF
		}
		if err := m.receive(); err != nil {
			return 0, err
		}
	}
	return m.ready.Read(p)
}

// receive reads one message. A connection that ends before its time cuts the answer off.
func (m *messages) receive() error {
	message, err := m.socket.Read(m.ctx)
	switch {
	case errors.Is(err, ErrTooLong):
		message = []byte(ErrTooLong.Error())
	case err != nil:
		return fmt.Errorf("the connection ended before the answer did: %w", err)
	}
	var plain bytes.Buffer
	if err := json.Compact(&plain, message); err != nil {
		if message, err = json.Marshal(string(message)); err != nil {
			return err
		}
	} else {
		message = plain.Bytes()
	}
	between := byte('[')
	if m.began {
		between = ','
	}
	m.began = true
	m.ready.WriteByte(between)
	m.ready.Write(message)
	if m.over = slices.ContainsFunc(m.ends, func(end string) bool { return bytes.HasPrefix(message, []byte(end)) }); m.over {
		m.ready.WriteByte(']')
	}
	return nil
}

// Close ends the connection.
func (m *messages) Close() error {
	m.socket.Close()
	return nil
}

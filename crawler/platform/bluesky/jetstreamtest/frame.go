package jetstreamtest

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net"
	"net/http"
)

// accept answers the handshake of a WebSocket (RFC 6455, 4.2.2) and takes over
// the connection, so that it can be broken in the middle of a frame.
func accept(w http.ResponseWriter, r *http.Request) (net.Conn, *bufio.Writer, error) {
	hash := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil, nil, err
	}
	out := bufio.NewWriterSize(conn, 64<<10)
	fmt.Fprintf(out, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
		base64.StdEncoding.EncodeToString(hash[:]))
	go func() {
		// What clients send (pongs, a close) needs no answer here; after they
		// left, writing fails.
		_, _ = buffered.WriteTo(discard{})
	}()
	return conn, out, out.Flush()
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// frame appends data as one text message (RFC 6455, 5.2).
func frame(to, data []byte) []byte {
	to = append(to, 0x81)
	switch n := len(data); {
	case n < 126:
		to = append(to, byte(n))
	case n < 1<<16:
		to = binary.BigEndian.AppendUint16(append(to, 126), uint16(n))
	default:
		to = binary.BigEndian.AppendUint64(append(to, 127), uint64(n))
	}
	return append(to, data...)
}

package export

import (
	"bufio"
	"encoding/json"
	"io"
)

// ndjsonWriter writes one JSON object a line.
type ndjsonWriter[R any] struct {
	buf *bufio.Writer
	enc *json.Encoder
}

func newNDJSON[R any](w io.Writer) *ndjsonWriter[R] {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	return &ndjsonWriter[R]{buf: buf, enc: enc}
}

func (n *ndjsonWriter[R]) write(row R) error { return n.enc.Encode(row) }
func (n *ndjsonWriter[R]) close() error      { return n.buf.Flush() }

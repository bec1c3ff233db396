package export

import (
	"bufio"
	"encoding/json"
	"io"
)

// ndjsonWriter writes one JSON object a line.
type ndjsonWriter struct {
	buf *bufio.Writer
	enc *json.Encoder
}

func newNDJSON(w io.Writer) *ndjsonWriter {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	return &ndjsonWriter{buf: buf, enc: enc}
}

func (n *ndjsonWriter) write(row any) error { return n.enc.Encode(row) }
func (n *ndjsonWriter) close() error        { return n.buf.Flush() }

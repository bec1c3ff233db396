package charset

import (
	"bufio"
	"bytes"
	"io"

	"golang.org/x/text/encoding/unicode"
)

// window is how much of a stream is judged, in bytes.
const window = 256 << 10

// Reader decodes a stream. ASCII goes through as it is until the first other
// byte; the encoding is found from the bytes that follow it.
type Reader struct {
	in       *bufio.Reader
	kind     Kind
	out      io.Reader
	err      error
	encoding string
}

// NewReader returns a reader of the text of src, without a byte order mark. Its
// Read returns the error of Decode where the letters cannot be told. In a stream
// of UTF-8 or of an encoding that is found, malformed characters become U+FFFD.
func NewReader(src io.Reader, kind Kind) *Reader {
	return &Reader{in: bufio.NewReaderSize(src, window), kind: kind}
}

// Encoding is the name of the encoding; empty while all that was read is ASCII.
func (r *Reader) Encoding() string { return r.encoding }

// Read reads decoded text.
func (r *Reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if r.out == nil && r.err == nil {
		if n, err := r.ascii(p); n > 0 || err != nil {
			return n, err
		}
		r.err = r.begin()
	}
	if r.err != nil {
		return 0, r.err
	}
	return r.out.Read(p)
}

// ascii copies bytes before the first that could be of a mark or a letter; none
// when the encoding is to be found.
func (r *Reader) ascii(p []byte) (int, error) {
	head, err := r.in.Peek(1)
	if err != nil {
		return 0, err
	}
	head, _ = r.in.Peek(max(4, min(len(p), r.in.Buffered())))
	n := len(head)
	for i, b := range head {
		if b >= 0x80 || b == 0 || b == 0x1b {
			n = i
			break
		}
	}
	if n == 1 && len(head) > 1 {
		// A space of UTF-16.
		n = 0
	}
	n = copy(p, head[:n])
	_, err = r.in.Discard(n)
	return n, err
}

// begin finds the encoding of what comes next.
func (r *Reader) begin() error {
	head, err := r.in.Peek(window)
	if err != nil && err != io.EOF {
		return err
	}
	g, err := guess(whole(head, err == io.EOF), "", r.kind)
	if err != nil {
		return err
	}
	r.encoding = g.name
	if _, err := r.in.Discard(g.skip); err != nil {
		return err
	}
	enc := g.encoding
	if enc == nil {
		enc = unicode.UTF8
	}
	r.out = enc.NewDecoder().Reader(r.in)
	return nil
}

// whole cuts what is judged at the end of a line, so that no character is cut.
func whole(head []byte, all bool) []byte {
	if end := bytes.LastIndexByte(head, '\n'); !all && end > len(head)/2 {
		return head[:end]
	}
	return head
}

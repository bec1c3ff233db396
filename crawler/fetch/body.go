package fetch

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// MaxFaultBytes limits the body of an answer that is not a 2xx, of which only the
// reason is wanted.
const MaxFaultBytes = 64 << 10

// tooLarge is the error of a body above its limit, in bytes.
type tooLarge struct{ limit int64 }

func (e tooLarge) Error() string {
	return fmt.Sprintf("the answer is larger than the limit of %d bytes", e.limit)
}

// limiting is what becomes of a body above its limit.
type limiting int

const (
	// refuse makes it an error.
	refuse limiting = iota
	// truncate reads as much of it as the limit, and no more.
	truncate
	// cut is truncate that tells whether there is more.
	cut
)

// badCoding is the error of a body whose content coding cannot be decoded.
type badCoding struct{ err error }

func (e badCoding) Error() string { return "the content coding is broken: " + e.err.Error() }
func (e badCoding) Unwrap() error { return e.err }

// body decodes the content coding of a response body and limits its size, both
// as sent and as decoded, so that neither an endless answer nor a decompression
// bomb is ever held in memory.
type body struct {
	closer io.Closer
	sent   *source
	r      io.Reader
	zip    bool
	left   int64
	limit  int64
	over   limiting
	// more tells of a body that is cut that there is more.
	more bool
}

// Body decodes src, whose Content-Encoding is coding: none, gzip, deflate or br. Reading past
// limit bytes, sent or decoded, fails.
func Body(src io.ReadCloser, coding string, limit int64) (io.ReadCloser, error) {
	return openBody(src, coding, limit, refuse)
}

// Beginning reads a body as Body does, up to limit bytes; more tells whether they are
// not all.
func Beginning(src io.ReadCloser, coding string, limit int64) (read []byte, more bool, err error) {
	b, err := openBody(src, coding, limit, cut)
	if err != nil {
		return nil, false, err
	}
	read, err = io.ReadAll(b)
	return read, b.more, err
}

// openBody is Body with what becomes of one above the limit.
func openBody(src io.ReadCloser, coding string, limit int64, over limiting) (*body, error) {
	sent := &source{r: src}
	b := &body{closer: src, sent: sent, r: sent, left: limit, limit: limit, over: over}
	if coding = strings.TrimSpace(coding); coding == "" || strings.EqualFold(coding, "identity") {
		return b, nil
	}
	open, known := openerOf(coding)
	if !known {
		return nil, badCoding{fmt.Errorf("%q was not asked for", coding)}
	}
	b.zip = true
	b.r = &decoder{src: io.LimitReader(sent, limit+1), open: open}
	return b, nil
}

func (b *body) Read(p []byte) (int, error) {
	switch {
	case b.left < 0 && b.over == refuse:
		return 0, tooLarge{b.limit}
	case b.left < 0, b.left == 0 && b.over == truncate:
		return 0, io.EOF
	}
	// One byte more than allowed tells a body of exactly the limit from a
	// larger one.
	room := b.left + 1
	if b.over == truncate {
		room = b.left
	}
	if int64(len(p)) > room {
		p = p[:room]
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	if b.left < 0 {
		if b.over == refuse {
			return n + int(b.left), tooLarge{b.limit}
		}
		b.more = true
		return n + int(b.left), io.EOF
	}
	if err != nil && err != io.EOF && b.zip && b.sent.err == nil {
		err = badCoding{err}
	}
	return n, err
}

func (b *body) Close() error { return b.closer.Close() }

// source remembers an error of the connection, to tell it from one of decoding.
type source struct {
	r   io.Reader
	err error
}

func (m *source) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		m.err = err
	}
	return n, err
}

// teeBody copies what is read of a body.
type teeBody struct {
	io.ReadCloser
	to io.Writer
}

func (c *teeBody) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if n > 0 {
		if _, fault := c.to.Write(p[:n]); fault != nil {
			return n, fault
		}
	}
	return n, err
}

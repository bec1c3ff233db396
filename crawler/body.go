package crawler

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
)

// faultBytes is how much is read of the body of an answer that is not a 2xx: it
// is only looked at for the reason.
const faultBytes = 64 << 10

// tooLarge is the error of a body above its limit, in bytes.
type tooLarge struct{ limit int64 }

func (e tooLarge) Error() string {
	return fmt.Sprintf("the answer is larger than the limit of %d bytes", e.limit)
}

// badCoding is the error of a content coding that cannot be undone.
type badCoding struct{ err error }

func (e badCoding) Error() string { return "the content coding is broken: " + e.err.Error() }
func (e badCoding) Unwrap() error { return e.err }

// body is a response body with its content coding undone and its size limited,
// both as sent and as decoded, so that neither an endless answer nor a small
// one that unpacks to a huge one is ever held.
type body struct {
	closer io.Closer
	sent   *remember
	r      io.Reader
	zip    bool
	left   int64
	limit  int64
	// cut ends the body at the limit instead of failing.
	cut bool
}

// openBody reads src, whose Content-Encoding is coding.
func openBody(src io.ReadCloser, coding string, limit int64, cut bool) (*body, error) {
	sent := &remember{r: src}
	b := &body{closer: src, sent: sent, r: sent, left: limit, limit: limit, cut: cut}
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "", "identity":
	case "gzip", "x-gzip":
		b.zip = true
		b.r = &gunzip{src: io.LimitReader(sent, limit+1)}
	default:
		return nil, badCoding{fmt.Errorf("%q was not asked for", coding)}
	}
	return b, nil
}

func (b *body) Read(p []byte) (int, error) {
	if b.left < 0 || b.left == 0 && b.cut {
		if b.cut {
			return 0, io.EOF
		}
		return 0, tooLarge{b.limit}
	}
	// One byte more than allowed tells a body of exactly the limit from a
	// larger one.
	room := b.left + 1
	if b.cut {
		room = b.left
	}
	if int64(len(p)) > room {
		p = p[:room]
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	if b.left < 0 && !b.cut {
		return n + int(b.left), tooLarge{b.limit}
	}
	if err != nil && err != io.EOF && b.zip && b.sent.err == nil {
		err = badCoding{err}
	}
	return n, err
}

func (b *body) Close() error { return b.closer.Close() }

// remember keeps the error of the connection apart from one of decoding.
type remember struct {
	r   io.Reader
	err error
}

func (m *remember) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		m.err = err
	}
	return n, err
}

// gunzip opens the stream at the first read; a body of no bytes at all, as a
// 204 or 304 has, is empty and not broken.
type gunzip struct {
	src io.Reader
	z   *gzip.Reader
}

func (g *gunzip) Read(p []byte) (int, error) {
	if g.z == nil {
		z, err := gzip.NewReader(g.src)
		if err != nil {
			return 0, err
		}
		g.z = z
	}
	return g.z.Read(p)
}

// copied is a body of which a copy is kept.
type copied struct {
	io.ReadCloser
	to io.Writer
}

func (c *copied) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if n > 0 {
		if _, fault := c.to.Write(p[:n]); fault != nil {
			return n, fault
		}
	}
	return n, err
}

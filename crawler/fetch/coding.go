package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
)

// opener begins to decode a body, whose first bytes are given.
type opener func(src io.Reader, begins []byte) (io.Reader, error)

// openerOf knows the content codings of RFC 9110 (8.4.1) and Brotli (RFC 7932).
// Only gzip is asked for, and servers and caches send the others all the same.
func openerOf(coding string) (opener, bool) {
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "gzip", "x-gzip":
		return openGzip, true
	case "deflate":
		return openDeflate, true
	case "br":
		return func(src io.Reader, _ []byte) (io.Reader, error) { return brotli.NewReader(src), nil }, true
	}
	return nil, false
}

// openGzip decodes gzip. A body that is none is taken as it is: caches that decode
// it forget to say so.
func openGzip(src io.Reader, begins []byte) (io.Reader, error) {
	if begins[0] == '<' || begins[0] == '{' || begins[0] == '[' {
		return src, nil
	}
	return gzip.NewReader(src)
}

// openDeflate decodes what the coding deflate is defined as, zlib (RFC 1950), and
// what some servers send instead, its bare data (RFC 1951).
func openDeflate(src io.Reader, begins []byte) (io.Reader, error) {
	if len(begins) == 2 && begins[0]&0x0f == 8 && (int(begins[0])<<8|int(begins[1]))%31 == 0 {
		return zlib.NewReader(src)
	}
	return flate.NewReader(src), nil
}

// decoder opens the coded stream at the first read, so that a body without any
// bytes, as a 204 or 304 has, is empty and not broken.
type decoder struct {
	src  io.Reader
	open opener
	r    io.Reader
}

func (d *decoder) Read(p []byte) (int, error) {
	if d.r == nil {
		buffered := bufio.NewReader(d.src)
		begins, err := buffered.Peek(2)
		if len(begins) == 0 {
			return 0, err
		}
		if d.r, err = d.open(buffered, begins); err != nil {
			return 0, err
		}
	}
	return d.r.Read(p)
}

package warc

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// requestBlock writes a request in the format of HTTP/1.1, and returns its
// address.
func requestBlock(e Exchange) (target string, block []byte, err error) {
	u, err := url.Parse(e.URL)
	if err != nil {
		return "", nil, err
	}
	u.User = nil
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", e.Method, u.RequestURI(), u.Host)
	writeFields(&b, e.Asked)
	if len(e.Sent) > 0 {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(e.Sent))
	}
	b.WriteString("\r\n")
	b.Write(e.Sent)
	return u.String(), b.Bytes(), nil
}

// responseBlock writes an answer in the format of HTTP/1.1, whatever version
// was used.
func responseBlock(e Exchange) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %03d %s\r\n", e.Status, http.StatusText(e.Status))
	writeFields(&b, e.Received)
	b.WriteString("\r\n")
	b.Write(e.Body)
	return b.Bytes()
}

// writeFields writes header fields in the order of their names.
func writeFields(b *bytes.Buffer, fields http.Header) {
	// Writing to memory does not fail.
	_ = fields.Write(b)
}

// Answer is the HTTP answer of a response record.
type Answer struct {
	Status int
	Header http.Header
	// Body is as it was sent, in the content coding that Header names, with any
	// transfer coding decoded.
	Body []byte
}

// Answer reads the HTTP answer that the record holds.
func (r Record) Answer() (Answer, error) {
	if r.Type != TypeResponse || !strings.HasPrefix(strings.ToLower(r.ContentType), "application/http") {
		return Answer{}, fmt.Errorf("warc: record %s of type %q holds no HTTP answer", r.ID, r.Type)
	}
	res, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(r.Block)), &http.Request{Method: http.MethodGet})
	if err != nil {
		return Answer{}, fmt.Errorf("warc: record %s: read the HTTP answer: %w", r.ID, err)
	}
	defer res.Body.Close()
	// Some tools decode the transfer coding and keep its field, or truncate the
	// body: whatever there is, is taken as the body.
	body, err := io.ReadAll(res.Body)
	if err != nil {
		_, body, _ = bytes.Cut(r.Block, []byte("\r\n\r\n"))
	}
	return Answer{Status: res.StatusCode, Header: res.Header, Body: body}, nil
}

// Package warc stores answers as they were received, in the format of web
// archives: WARC 1.1 (ISO 28500:2017,
// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/),
// a gzip member for each record (its annex D). Any tool for web archives reads
// what it writes, and it reads the archives of other tools.
package warc

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"
)

// The types of records that are written or understood.
const (
	TypeInfo     = "warcinfo"
	TypeRequest  = "request"
	TypeResponse = "response"
)

// The fields of a record's header that have a meaning here.
const (
	fieldType          = "WARC-Type"
	fieldID            = "WARC-Record-ID"
	fieldDate          = "WARC-Date"
	fieldTarget        = "WARC-Target-URI"
	fieldConcurrent    = "WARC-Concurrent-To"
	fieldInfoID        = "WARC-Warcinfo-ID"
	fieldBlockDigest   = "WARC-Block-Digest"
	fieldPayloadDigest = "WARC-Payload-Digest"
	fieldTruncated     = "WARC-Truncated"
	fieldName          = "WARC-Filename"
	fieldContentType   = "Content-Type"
	fieldLength        = "Content-Length"
	// fieldFetch is Earshot's own: what a response was asked for, in JSON. Other
	// programs ignore fields that they do not know (ISO 28500, 5.1).
	fieldFetch = "Earshot-Fetch"
)

// Record is one record of an archive.
type Record struct {
	Type   string
	ID     string
	Target string
	// Date is when what Block holds was received.
	Date        time.Time
	ContentType string
	// Truncated says why the block is incomplete ("length"); empty for a
	// complete one.
	Truncated string
	// Fetch is what Earshot asked for when it wrote the record; nil in records
	// of other programs.
	Fetch []byte
	Block []byte
}

// newID returns a new record ID (a random UUID, RFC 9562, 5.4).
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// digest is a labelled digest (ISO 28500, 5.8).
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + base32.StdEncoding.EncodeToString(sum[:])
}

// header is the lines of a record's header.
type header struct{ bytes.Buffer }

// add writes a field, unless its value is empty. A line break in a value, which
// would end the field, becomes a space.
func (h *header) add(name, value string) {
	if value == "" {
		return
	}
	h.WriteString(name)
	h.WriteString(": ")
	h.WriteString(strings.NewReplacer("\r", " ", "\n", " ").Replace(value))
	h.WriteString("\r\n")
}

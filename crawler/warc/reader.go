package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

const (
	// maxLine limits a line of a record's header, in bytes, and maxFields the
	// number of lines.
	maxLine   = 1 << 20
	maxFields = 200
)

// Reader reads the records of an archive, compressed or not. It holds one
// record at a time, of limited size.
type Reader struct {
	in    *bufio.Reader
	limit int64
	// Skipped counts records that could not be used: larger than the limit, or
	// without a valid header.
	Skipped int
}

// NewReader returns a Reader of the archive r; records with a block of more than
// limit bytes are skipped.
func NewReader(r io.Reader, limit int64) (*Reader, error) {
	plain := bufio.NewReader(r)
	if magic, err := plain.Peek(2); err == nil && magic[0] == 0x1f && magic[1] == 0x8b {
		z, err := gzip.NewReader(plain)
		if err != nil {
			return nil, fmt.Errorf("warc: open: %w", err)
		}
		// All gzip members are read as one stream.
		return &Reader{in: bufio.NewReaderSize(z, 64<<10), limit: limit}, nil
	}
	return &Reader{in: plain, limit: limit}, nil
}

// Next returns the next record; io.EOF after the last. Any other error means
// that the archive cannot be read any further; the records before are valid.
func (r *Reader) Next() (Record, error) {
	for {
		rec, ok, err := r.next()
		switch {
		case err == io.EOF:
			return Record{}, io.EOF
		case err != nil:
			return Record{}, fmt.Errorf("warc: read: %w", err)
		case ok:
			return rec, nil
		}
		r.Skipped++
	}
}

// next reads one record; it is false for a record to skip.
func (r *Reader) next() (rec Record, ok bool, err error) {
	version, err := r.version()
	if err != nil {
		return rec, false, err
	}
	if !strings.HasPrefix(version, "WARC/") {
		return rec, false, fmt.Errorf("%.40q where a record should begin", version)
	}
	length := int64(-1)
	for n := 0; ; n++ {
		line, err := r.line()
		if err != nil {
			return rec, false, incompleteRecord(err)
		}
		if line == "" {
			break
		}
		if n >= maxFields {
			return rec, false, errors.New("a record's header has no end")
		}
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if strings.EqualFold(name, fieldLength) {
			if length, err = strconv.ParseInt(value, 10, 64); err != nil || length < 0 {
				return rec, false, fmt.Errorf("a record of %.40q bytes", value)
			}
			continue
		}
		rec.setField(name, value)
	}
	if length < 0 {
		return rec, false, errors.New("a record without a length")
	}
	if length > r.limit || rec.Type == "" {
		_, err := io.CopyN(io.Discard, r.in, length)
		return rec, false, incompleteRecord(err)
	}
	var block bytes.Buffer
	if _, err := io.CopyN(&block, r.in, length); err != nil {
		return rec, false, incompleteRecord(err)
	}
	rec.Block = block.Bytes()
	return rec, true, nil
}

// setField stores a field of the header.
func (rec *Record) setField(name, value string) {
	switch {
	case strings.EqualFold(name, fieldType):
		rec.Type = strings.ToLower(value)
	case strings.EqualFold(name, fieldID):
		rec.ID = value
	case strings.EqualFold(name, fieldTarget):
		// Some writers of versions before 1.1 put it in angle brackets.
		rec.Target = strings.TrimSuffix(strings.TrimPrefix(value, "<"), ">")
	case strings.EqualFold(name, fieldDate):
		if at, err := time.Parse(time.RFC3339Nano, value); err == nil {
			rec.Date = at.UTC()
		}
	case strings.EqualFold(name, fieldContentType):
		rec.ContentType = value
	case strings.EqualFold(name, fieldTruncated):
		rec.Truncated = value
	case strings.EqualFold(name, fieldFetch):
		rec.Fetch = []byte(value)
	}
}

// version reads the first line of a record, after the empty lines that end the
// record before. The error is io.EOF at the end of the archive.
func (r *Reader) version() (string, error) {
	for range 16 {
		line, err := r.line()
		if err != nil || line != "" {
			return line, err
		}
	}
	return "", errors.New("empty lines where a record should begin")
}

// line reads a line without its line break. The error is io.EOF at the end of
// the archive.
func (r *Reader) line() (string, error) {
	var line []byte
	for {
		part, err := r.in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxLine:
			return "", errors.New("a line of the header has no end")
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && len(line) > 0:
			return "", io.ErrUnexpectedEOF
		case err != nil:
			return "", err
		}
		return strings.TrimRight(string(line), "\r\n"), nil
	}
}

// incompleteRecord turns io.EOF inside a record into the error of an incomplete record, as
// a process that died leaves behind.
func incompleteRecord(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

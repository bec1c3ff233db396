package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"earshot/crawler/clock"
)

// DefaultMaxBytes is the size, in bytes, from which on the next file is begun,
// as ISO 28500, annex C recommends.
const DefaultMaxBytes = 1 << 30

// Options configure a Folder.
type Options struct {
	Dir string
	// Software names the program that writes ("Earshot/1.0").
	Software string
	// MaxBytes is the size from which on a file is closed; 0 is
	// DefaultMaxBytes.
	MaxBytes int64
	// Clock is the system's when nil.
	Clock clock.Clock
}

// Folder appends records to the .warc.gz files of a folder: a file for each day,
// and another when that is full or a new process begins. It is safe for
// concurrent use, and creates no file before the first Keep.
type Folder struct {
	opts Options

	mu   sync.Mutex
	file *os.File
	day  string
	size int64
	info string
}

// NewFolder returns a Folder. It creates no files.
func NewFolder(opts Options) *Folder {
	if opts.MaxBytes <= 0 {
		opts.MaxBytes = DefaultMaxBytes
	}
	if opts.Clock == nil {
		opts.Clock = clock.System{}
	}
	return &Folder{opts: opts}
}

// Exchange is a request and the answer to it.
type Exchange struct {
	URL string
	// At is when the answer was received.
	At     time.Time
	Method string
	// Asked are the header fields of the request, without secret ones.
	Asked http.Header
	// Sent is the body of the request.
	Sent   []byte
	Status int
	// Received are the header fields of the answer, and Body is its body as it
	// was sent, in the content coding that they name.
	Received http.Header
	Body     []byte
	// Cut is set when Body was cut off.
	Cut bool
	// Fetch is handed back with the response when it is read; nil for none.
	Fetch []byte
}

// Keep writes an exchange: a request record and a response record.
func (f *Folder) Keep(e Exchange) error {
	target, asked, err := requestBlock(e)
	if err != nil {
		return fmt.Errorf("warc: keep %s: %w", e.URL, err)
	}
	request := Record{Type: TypeRequest, ID: newID(), Target: target, Date: e.At, ContentType: "application/http;msgtype=request", Block: asked}
	response := Record{
		Type: TypeResponse, ID: newID(), Target: target, Date: e.At,
		ContentType: "application/http;msgtype=response", Block: responseBlock(e), Fetch: e.Fetch,
	}
	if e.Cut {
		response.Truncated = "length"
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.ready(); err != nil {
		return err
	}
	// The response is written last, so that an archive with it has the request
	// as well.
	return errors.Join(f.write(request, response.ID, e.Sent), f.write(response, request.ID, e.Body))
}

// Close closes the file that is open.
func (f *Folder) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.end()
}

func (f *Folder) end() error {
	if f.file == nil {
		return nil
	}
	file := f.file
	f.file = nil
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("warc: close %s: %w", file.Name(), err)
	}
	return nil
}

// ready makes sure that today's file is open and not full.
func (f *Folder) ready() error {
	now := f.opts.Clock.Now().UTC()
	if f.file != nil && f.day == now.Format(time.DateOnly) && f.size < f.opts.MaxBytes {
		return nil
	}
	if err := f.end(); err != nil {
		return err
	}
	if err := os.MkdirAll(f.opts.Dir, 0o700); err != nil {
		return fmt.Errorf("warc: make folder: %w", err)
	}
	for serial := 1; ; serial++ {
		name := fmt.Sprintf("earshot-%s-%05d.warc.gz", now.Format("20060102"), serial)
		file, err := os.OpenFile(filepath.Join(f.opts.Dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			continue // an earlier process's, whose end may be torn
		}
		if err != nil {
			return fmt.Errorf("warc: make file: %w", err)
		}
		f.file, f.day, f.size, f.info = file, now.Format(time.DateOnly), 0, newID()
		return f.begin(name, now)
	}
}

// begin writes the first record of a file, which describes the others
// (warcinfo).
func (f *Folder) begin(name string, now time.Time) error {
	var fields header
	fields.add("software", f.opts.Software)
	fields.add("format", "WARC File Format 1.1")
	fields.add("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/")
	fields.add("robots", "obey")
	return f.append(Record{Type: TypeInfo, ID: f.info, Date: now, ContentType: "application/warc-fields", Block: fields.Bytes()},
		func(h *header) { h.add(fieldName, name) })
}

func (f *Folder) write(r Record, beside string, payload []byte) error {
	return f.append(r, func(h *header) {
		h.add(fieldConcurrent, beside)
		h.add(fieldInfoID, f.info)
		if payload != nil {
			h.add(fieldPayloadDigest, digest(payload))
		}
	})
}

// append writes one record as a gzip member of its own, in a single write, so
// that a process that dies leaves at most the last record incomplete.
func (f *Folder) append(r Record, more func(*header)) error {
	var h header
	h.WriteString("WARC/1.1\r\n")
	h.add(fieldType, r.Type)
	h.add(fieldID, r.ID)
	h.add(fieldDate, r.Date.UTC().Format(time.RFC3339Nano))
	h.add(fieldTarget, r.Target)
	more(&h)
	h.add(fieldBlockDigest, digest(r.Block))
	h.add(fieldTruncated, r.Truncated)
	h.add(fieldFetch, string(r.Fetch))
	h.add(fieldContentType, r.ContentType)
	h.add(fieldLength, fmt.Sprint(len(r.Block)))
	h.WriteString("\r\n")
	var member bytes.Buffer
	z := gzip.NewWriter(&member)
	for _, part := range [][]byte{h.Bytes(), r.Block, []byte("\r\n\r\n")} {
		if _, err := z.Write(part); err != nil {
			return fmt.Errorf("warc: pack: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("warc: pack: %w", err)
	}
	n, err := f.file.Write(member.Bytes())
	f.size += int64(n)
	if err != nil {
		return fmt.Errorf("warc: write %s: %w", f.file.Name(), err)
	}
	return nil
}

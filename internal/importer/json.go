package importer

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/tidwall/gjson"

	"earshot/internal/social"
)

// lines reads JSON with an object a line (ndjson.org). A line that is none is
// skipped.
func (r *reading) lines(in *bufio.Reader) error {
	for number := 1; ; number++ {
		line, long, err := readLine(in)
		if err != nil && err != io.EOF {
			return fmt.Errorf("read line %d: %w", number, err)
		}
		place := strconv.Itoa(number)
		line = bytes.TrimSpace(bytes.TrimLeft(line, string(rune(separator))))
		switch {
		case long:
			r.sum.Records++
			r.skip(place, fmt.Sprintf("the line is longer than %d bytes", maxRecord))
		case len(line) == 0:
		case !json.Valid(line) || line[0] != '{':
			r.sum.Records++
			r.skip(place, "not a JSON object")
		default:
			if err := r.records(string(line), place); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

// readLine reads a line, of which it keeps no more than maxRecord bytes.
func readLine(in *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > maxRecord {
			long = true
		}
		if !long {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, long, err
		}
	}
}

// array reads a JSON list of objects.
func (r *reading) array(in io.Reader) error {
	limited := &allowance{r: in, left: maxRecord}
	d := json.NewDecoder(limited)
	if _, err := d.Token(); err != nil {
		return social.Errorf(social.CodeInvalid, "not JSON: %w", err)
	}
	for number := 1; d.More(); number++ {
		var raw json.RawMessage
		limited.left = maxRecord
		place := "item " + strconv.Itoa(number)
		if err := d.Decode(&raw); err != nil {
			r.sum.Records++
			r.skip(place, fmt.Sprintf("this and what comes after it cannot be read: %v", err))
			return nil
		}
		if raw[0] != '{' {
			r.sum.Records++
			r.skip(place, "not a JSON object")
			continue
		}
		if err := r.records(string(raw), place); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		r.skip("the end", fmt.Sprintf("the list is cut off: %v", err))
	}
	return nil
}

// allowance ends a stream from which too much is read for one record.
type allowance struct {
	r    io.Reader
	left int
}

func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		return 0, fmt.Errorf("it is longer than %d bytes", maxRecord)
	}
	n, err := a.r.Read(p[:min(len(p), a.left)])
	a.left -= n
	return n, err
}

// object is the record of an object. The paths of --map lead from the whole of
// it, or from what a tool wrapped in it.
func (r *reading) object(raw string) jsonRecord {
	rec := newJSONRecord(raw)
	if len(r.opts.Map) > 0 {
		rec.wrapped = rec.item
		rec.item = gjson.Parse(raw)
	}
	return rec
}

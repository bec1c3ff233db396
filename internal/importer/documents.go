package importer

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"
)

// maxDocument bounds an object of several lines, in bytes.
const maxDocument = 256 << 20

// isDocument tells whether JSON that begins with head is written over several
// lines, and not an object a line.
func isDocument(head []byte) bool {
	line, rest, _ := bytes.Cut(head, []byte("\n"))
	rest = bytes.TrimSpace(rest)
	return !json.Valid(line) && len(rest) > 0 && rest[0] == '"'
}

// documents reads objects that are written over several lines, one after another.
func (r *reading) documents(in io.Reader) error {
	limited := &allowance{r: in, left: maxDocument}
	d := json.NewDecoder(limited)
	for number := 1; ; number++ {
		var raw json.RawMessage
		limited.left = maxDocument
		place := "item " + strconv.Itoa(number)
		err := d.Decode(&raw)
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			r.sum.Records++
			r.skip(place, fmt.Sprintf("this and what comes after it cannot be read: %v", err))
			return nil
		case raw[0] != '{':
			r.sum.Records++
			r.skip(place, "not a JSON object")
			continue
		}
		if err := r.records(string(raw), place); err != nil {
			return err
		}
	}
}

// lists are where programs that answer requests have the records.
var lists = []string{"data", "items", "posts", "results", "statuses", "tweets", "records", "data.items", "data.list"}

// records takes the record that an object is, or those in the list that it holds.
func (r *reading) records(raw, place string) error {
	rec := r.object(raw)
	if r.isRecord(rec) {
		return r.record(rec, place)
	}
	whole := gjson.Parse(raw)
	for _, name := range lists {
		list := whole.Get(name)
		if !list.IsArray() || !list.Get("0").IsObject() {
			continue
		}
		users := users(whole)
		for i, item := range list.Array() {
			at := place + ", " + name + " " + strconv.Itoa(i+1)
			if !item.IsObject() {
				r.sum.Records++
				r.skip(at, "not a JSON object")
				continue
			}
			if err := r.record(r.object(withAuthor(item, users)), at); err != nil {
				return err
			}
		}
		return nil
	}
	return r.record(rec, place)
}

// isRecord tells whether an object has what some format, or --map, asks for.
func (r *reading) isRecord(rec record) bool {
	if len(r.opts.Map) > 0 {
		return slices.ContainsFunc(sortedKeys(r.opts.Map), func(place string) bool { return rec.has(place) || at(rec, place) != "" })
	}
	return slices.ContainsFunc(r.choices, func(f *Format) bool { return f.fits(rec) })
}

// users are the authors that pages of the X API v2 have beside their posts
// (developer.x.com, expansions).
func users(page gjson.Result) map[string]string {
	found := map[string]string{}
	for _, user := range page.Get("includes.users").Array() {
		found[user.Get("id").String()] = user.Raw
	}
	return found
}

// withAuthor is a post with its author in it.
func withAuthor(item gjson.Result, users map[string]string) string {
	user := users[item.Get("author_id").String()]
	if user == "" || item.Get("author").Exists() {
		return item.Raw
	}
	return strings.TrimSuffix(strings.TrimSpace(item.Raw), "}") + `,"author":` + user + "}"
}

// separator begins a record of a JSON text sequence (RFC 7464).
const separator = 0x1e

// json reads JSON that begins with head.
func (r *reading) json(in *bufio.Reader, head []byte) error {
	if isDocument(head) {
		return r.documents(in)
	}
	return r.lines(bufio.NewReaderSize(endLines(in), 64<<10))
}

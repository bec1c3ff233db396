package importer

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/tidwall/gjson"
)

// Field is a field of posts and the column or place that it was taken from.
type Field struct {
	Name string `json:"name"`
	From string `json:"from"`
}

// Dates say how the dates of a column were read.
type Dates struct {
	Column string `json:"column"`
	// Order is "dmy", "mdy" or "ymd" where dates of numbers alone made it matter,
	// OrderBy what decided it, and Open what to do where nothing did.
	Order   string `json:"order,omitempty"`
	OrderBy string `json:"order_by,omitempty"`
	Open    string `json:"open,omitempty"`
	// Zone is that of dates that state none, and ZoneBy what decided it; both are
	// empty where all dates state one.
	Zone   string `json:"zone,omitempty"`
	ZoneBy string `json:"zone_by,omitempty"`
}

// rewindable is src as something that can be read twice. done is to be called
// when it was.
func rewindable(src io.Reader) (again io.ReadSeeker, done func(), err error) {
	if s, ok := src.(io.ReadSeeker); ok {
		if _, err := s.Seek(0, io.SeekCurrent); err == nil {
			return s, func() {}, nil
		}
	}
	file, err := os.CreateTemp("", "earshot-import-*")
	if err != nil {
		return nil, nil, fmt.Errorf("keep what is read: %w", err)
	}
	done = func() {
		file.Close()
		os.Remove(file.Name())
	}
	if _, err := io.Copy(file, src); err != nil {
		done()
		return nil, nil, fmt.Errorf("keep what is read: %w", err)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		done()
		return nil, nil, fmt.Errorf("keep what is read: %w", err)
	}
	return file, done, nil
}

// look notes what the dates and counts of a record say of their columns.
func (f *Format) look(rec record, known columns) {
	for _, places := range [][]string{f.Fields.Created, f.Fields.Edited, f.Fields.Collected} {
		for _, place := range places {
			if text := at(rec, place); text != "" {
				known.of(place).addDate(text)
			}
		}
	}
	for _, places := range [][]string{f.Fields.Likes, f.Fields.Shares, f.Fields.Comments, f.Fields.Views} {
		for _, place := range places {
			if c := known.of(place); c.decimal == 0 {
				c.decimal = decimalOf(at(rec, place))
			}
		}
	}
}

// note adds to the summary from which places the record has its fields.
func (r *reading) note(f *Format, rec record) {
	if r.sum.Records > notedRecords {
		return
	}
	named := f.Fields.byName()
	for _, name := range sortedKeys(named) {
		for _, place := range *named[name] {
			from := Field{Name: name, From: place}
			if strings.TrimSpace(at(rec, place)) != "" && !slices.Contains(r.sum.Fields, from) {
				r.sum.Fields = append(r.sum.Fields, from)
			}
		}
	}
}

const (
	// notedRecords is how many records are looked at for where fields come from.
	notedRecords = 200
	// maxNoted bounds what is listed of columns.
	maxNoted = 60
)

// account sums up how columns were read.
func (r *reading) account() {
	slices.SortFunc(r.sum.Fields, func(a, b Field) int {
		return strings.Compare(a.Name+"\x00"+a.From, b.Name+"\x00"+b.From)
	})
	for _, name := range sortedKeys(r.opts.columns) {
		if c := r.opts.columns[name]; c.as != nil {
			if d := c.dates(); d != (Dates{Column: name}) {
				r.sum.Dates = append(r.sum.Dates, d)
			}
		}
	}
	for _, column := range r.header {
		if column != "" && len(r.sum.Unused) < maxNoted && !r.uses(column) {
			r.sum.Unused = append(r.sum.Unused, column)
		}
	}
}

// uses tells whether a field was taken from a column.
func (r *reading) uses(column string) bool {
	return slices.ContainsFunc(r.sum.Fields, func(f Field) bool {
		return strings.EqualFold(f.From, column) || strings.EqualFold(strings.ReplaceAll(f.From, ".", "/"), column) || strings.Contains(strings.ToLower(f.From), "{"+columnName(column)+"}")
	})
}

func (c *column) dates() Dates {
	d := Dates{Column: c.name}
	if c.open || c.as.orderBy == "stated" || c.sample != "" {
		d.Order, d.OrderBy, d.Open = c.as.orderName, c.as.orderBy, c.as.detail
	}
	if c.zoneless {
		d.Zone, d.ZoneBy = c.as.zone.String(), c.as.zoneBy
	}
	return d
}

// fieldsOf lists the fields of a record.
func fieldsOf(rec record) string {
	var names []string
	if j, ok := rec.(jsonRecord); ok {
		j.item.ForEach(func(key, _ gjson.Result) bool {
			names = append(names, key.String())
			return true
		})
	}
	return list(names)
}

// list is names in a line, of which it has the first.
func list(names []string) string {
	const most = 40
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}

// endLines is a text whose lines end with carriage returns alone, as old
// spreadsheets write them, with line feeds; any other text stays as it is.
func endLines(in *bufio.Reader) io.Reader {
	head, _ := in.Peek(in.Size()) // what is wrong is found when it is read
	if bytes.IndexByte(head, '\n') >= 0 || bytes.IndexByte(head, '\r') < 0 {
		return in
	}
	return feeds{in}
}

// feeds reads line feeds for carriage returns.
type feeds struct{ r io.Reader }

func (f feeds) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

package importer

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"earshot/internal/social"
)

// sepLine is the line by which Excel is told what parts cells: sep=;
var sepLine = regexp.MustCompile(`^(?:\x{feff})?"?(?i:sep)=(.|\t)"?\s*(?:[\r\n]|$)`)

// commas are what may part cells, the likeliest first.
func commas(head []byte) []rune {
	list := []rune{',', ';', '\t', '|'}
	if m := sepLine.FindSubmatch(head[:min(len(head), 64)]); m != nil {
		if c, _ := utf8.DecodeRune(m[1]); c != '"' && c != utf8.RuneError {
			list = append([]rune{c}, list...)
		}
	}
	return list
}

// findHeader finds the first row that is the header of a known format.
func (r *reading) findHeader(in *bufio.Reader) (*rows, []string, error) {
	head, err := in.Peek(in.Size())
	if err != nil && err != io.EOF {
		return nil, nil, err
	}
	var widest []string
	for _, comma := range commas(head) {
		t := &rows{in: bufio.NewReader(bytes.NewReader(head)), comma: comma}
		for range maxPreamble {
			cells, number, err := t.next()
			if err == io.EOF {
				break
			}
			if err != nil {
				continue
			}
			if len(cells) > len(widest) {
				widest = cells
			}
			if !r.isHeader(cells) {
				continue
			}
			t := &rows{in: in, comma: comma}
			for {
				if _, at, err := t.next(); at >= number || err == io.EOF {
					break
				}
			}
			return t, columnNames(cells), nil
		}
	}
	return nil, nil, r.noHeader(widest)
}

// noHeader says that no row is a header, and what the widest row has.
func (r *reading) noHeader(widest []string) error {
	for i, name := range widest {
		widest[i] = oneLine(strings.TrimPrefix(name, "\ufeff"))
	}
	found := "columns found: " + list(widest)
	if len(r.opts.Map) > 0 {
		row := rowRecord{}
		for _, name := range columnNames(widest) {
			row[name] = ""
		}
		var missing []string
		for _, place := range sortedKeys(r.opts.Map) {
			missing = append(missing, missingParts(row, place)...)
		}
		return social.Errorf(social.CodeInvalid, "no row has the columns that --map names: %s; %s", list(missing), found)
	}
	return social.Errorf(social.CodeInvalid,
		"no known format has such columns; name one with --format, or give the columns their meaning with --map \"Posted on=created_at,Message=text\"; %s", found)
}

// isHeader tells whether cells name the columns of a format.
func (r *reading) isHeader(cells []string) bool {
	row := rowRecord{}
	for _, name := range columnNames(cells) {
		row[name] = ""
	}
	for _, f := range r.choices {
		if f.Tool == "map" {
			return len(row) > 1 && f.hasColumns(row)
		}
		if len(cells) > 2 && f.fits(row) {
			return true
		}
	}
	return false
}

// hasColumns tells whether a row has the columns a --map names.
func (f *Format) hasColumns(row rowRecord) bool {
	for _, places := range f.Fields.byName() {
		for _, place := range *places {
			if len(missingParts(row, place)) > 0 {
				return false
			}
		}
	}
	return true
}

// missingParts are the columns that a row lacks of a place, which may be a template
// of several: {Date} {Time}.
func missingParts(row rowRecord, place string) []string {
	parts := []string{place}
	if found := braces.FindAllStringSubmatch(place, -1); len(found) > 0 {
		parts = nil
		for _, m := range found {
			parts = append(parts, m[1])
		}
	}
	return slices.DeleteFunc(parts, row.has)
}

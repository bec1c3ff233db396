package importer

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"earshot/internal/social"
)

const (
	// maxPreamble is how many lines may stand before the header: suites put the
	// query and the dates of a report there.
	maxPreamble = 30
	// maxRow bounds a row of a table, in bytes. Where a quote is not closed, it
	// is how much is looked at before its line is given up.
	maxRow = 1 << 20
)

// physical is a line of a file with its number, counted from 1.
type physical struct {
	number int
	text   []byte
}

// rows reads the rows of a table. A row may take several lines, as quoted cells
// may hold line breaks (RFC 4180, 2.6).
type rows struct {
	in      *bufio.Reader
	comma   rune
	number  int
	waiting []physical
	ended   bool
}

// next is the next line, of which at most maxRow bytes are read.
func (t *rows) line() (physical, error) {
	if len(t.waiting) > 0 {
		first := t.waiting[0]
		t.waiting = t.waiting[1:]
		return first, nil
	}
	if t.ended {
		return physical{}, io.EOF
	}
	text, _, err := readLine(t.in)
	if err == io.EOF {
		t.ended = true
		if len(text) == 0 {
			return physical{}, io.EOF
		}
		err = nil
	}
	t.number++
	return physical{t.number, text}, err
}

// next reads a row and says on which line it begins. A row whose quotes do not
// close is an error of that line alone: reading goes on with the line after it.
func (t *rows) next() (cells []string, number int, err error) {
	var taken []physical
	size, quotes := 0, 0
	for {
		line, err := t.line()
		if err == io.EOF && len(taken) > 0 {
			return nil, t.giveUp(taken), errors.New("a quote is not closed")
		}
		if err != nil {
			return nil, line.number, err
		}
		if len(taken) == 0 && len(bytes.TrimSpace(line.text)) == 0 {
			continue
		}
		taken = append(taken, line)
		size += len(line.text)
		quotes += bytes.Count(line.text, []byte{'"'})
		if quotes%2 == 0 || len(taken) == 1 && literal(line.text, t.comma) {
			break
		}
		if size > maxRow {
			return nil, t.giveUp(taken), errors.New("a quote is not closed")
		}
	}
	var whole bytes.Buffer
	for _, line := range taken {
		whole.Write(line.text)
	}
	c := csv.NewReader(&whole)
	c.Comma, c.LazyQuotes, c.FieldsPerRecord = t.comma, true, -1
	cells, err = c.Read()
	if err != nil {
		return nil, t.giveUp(taken), fmt.Errorf("not a row: %w", err)
	}
	if _, err := c.Read(); err == nil {
		// Quotes of several lines made up for each other.
		cells, err = alone(taken[0], t.comma)
		number := t.giveUp(taken)
		if err != nil {
			return nil, number, errors.New("a quote is not closed")
		}
		return cells, number, nil
	}
	return cells, taken[0].number, nil
}

// giveUp hands back all lines but the first, whose number it returns.
func (t *rows) giveUp(taken []physical) int {
	t.waiting = append(append([]physical{}, taken[1:]...), t.waiting...)
	return taken[0].number
}

// literal tells whether the quotes of a line stand inside cells (5" pipe) and
// begin none.
func literal(line []byte, comma rune) bool {
	return !bytes.HasPrefix(line, []byte{'"'}) && !bytes.Contains(line, []byte(string(comma)+`"`))
}

// alone reads a line as a row of its own.
func alone(line physical, comma rune) ([]string, error) {
	c := csv.NewReader(bytes.NewReader(line.text))
	c.Comma, c.LazyQuotes, c.FieldsPerRecord = comma, true, -1
	return c.Read()
}

// table reads a table: what stands before the header, the header, the rows.
func (r *reading) table(in *bufio.Reader) error {
	t, header, err := r.header(in)
	if err != nil {
		return err
	}
	for {
		cells, number, err := t.next()
		if err == io.EOF {
			return nil
		}
		place := strconv.Itoa(number)
		switch {
		case number == 0:
			return fmt.Errorf("read: %w", err)
		case err != nil:
			r.sum.Records++
			r.skip(place, err.Error())
			continue
		case len(cells) > len(header):
			r.sum.Records++
			r.skip(place, fmt.Sprintf("%d cells under %d columns", len(cells), len(header)))
			continue
		}
		row := make(rowRecord, len(header))
		for i, column := range header {
			row[column] = ""
			if i < len(cells) {
				row[column] = undefuse(cells[i])
			}
		}
		if err := r.record(row, place); err != nil {
			return err
		}
	}
}

// header finds the first row that is the header of a known format.
func (r *reading) header(in *bufio.Reader) (*rows, []string, error) {
	head, err := in.Peek(in.Size())
	if err != nil && err != io.EOF {
		return nil, nil, err
	}
	for _, comma := range []rune{',', ';', '\t', '|'} {
		t := &rows{in: bufio.NewReader(bytes.NewReader(head)), comma: comma}
		for range maxPreamble {
			cells, number, err := t.next()
			if err == io.EOF {
				break
			}
			if err != nil || !r.isHeader(cells) {
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
	return nil, nil, social.Errorf(social.CodeInvalid,
		"no known format has such columns; name one with --format, or give the columns their meaning with --map \"Posted on=created_at,Message=text\"")
}

func columnNames(cells []string) []string {
	names := make([]string, len(cells))
	for i, c := range cells {
		names[i] = columnName(strings.TrimPrefix(c, "\ufeff"))
	}
	return names
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
			if !row.has(place) {
				return false
			}
		}
	}
	return true
}

// undefuse takes off the apostrophe that keeps a spreadsheet from running a
// text as a formula; see package export.
func undefuse(cell string) string {
	rest, quoted := strings.CutPrefix(cell, "'")
	if first, _ := utf8.DecodeRuneInString(rest); quoted && rest != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return rest
	}
	return cell
}

package importer

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
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
	// isCut says that it is longer than maxRecord, and text only its beginning.
	isCut bool
}

// rows reads the rows of a table. A row may take several lines, as quoted cells
// may hold line breaks (RFC 4180, 2.6).
type rows struct {
	in    *bufio.Reader
	comma rune
	// width is the number of columns; 0 before the header.
	width   int
	number  int
	waiting []physical
	ended   bool
	// parser reads the rows out of text, one after the other; nil to begin anew.
	parser *csv.Reader
	text   bytes.Reader
	// whole and taken are the row in hand.
	whole []byte
	taken []physical
}

// line is the next line, of which at most maxRecord bytes are kept.
func (t *rows) line() (physical, error) {
	if len(t.waiting) > 0 {
		first := t.waiting[0]
		t.waiting = t.waiting[1:]
		return first, nil
	}
	if t.ended {
		return physical{}, io.EOF
	}
	text, long, err := readLine(t.in)
	if err == io.EOF {
		t.ended = true
		if len(text) == 0 {
			return physical{}, io.EOF
		}
		err = nil
	}
	t.number++
	return physical{t.number, text, long}, err
}

// next reads a row and says on which line it begins. A row whose quotes do not
// close is an error of that line alone: reading goes on with the line after it.
func (t *rows) next() (cells []string, number int, err error) {
	taken := t.taken[:0]
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
		if line.isCut && len(taken) == 0 {
			return nil, line.number, fmt.Errorf("the line is longer than %d bytes", maxRecord)
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
	t.taken = taken
	cells, more, err := t.parse(taken)
	if err != nil {
		return nil, t.giveUp(taken), fmt.Errorf("not a row: %w", err)
	}
	if more {
		// Quotes of several lines made up for each other.
		cells, err = alone(taken[0], t.comma)
		number := t.giveUp(taken)
		if err != nil {
			return nil, number, errors.New("a quote is not closed")
		}
		return cells, number, nil
	}
	if len(taken) > 1 && t.swallows(cells, taken[1:]) {
		return nil, t.giveUp(taken), errors.New("a quote is not closed")
	}
	return cells, taken[0].number, nil
}

// parse reads the row that lines make, and says whether there is more in them.
func (t *rows) parse(lines []physical) (cells []string, more bool, err error) {
	text := lines[0].text
	if len(lines) > 1 {
		t.whole = t.whole[:0]
		for _, line := range lines {
			t.whole = append(t.whole, line.text...)
		}
		text = t.whole
	}
	t.text.Reset(text)
	if t.parser == nil {
		t.parser = newParser(&t.text, t.comma)
	}
	cells, err = t.parser.Read()
	if err == nil {
		_, after := t.parser.Read()
		more = after == nil
	}
	if err != nil || more {
		t.parser = nil // it holds the rest of these lines
	}
	return cells, more, err
}

func newParser(in io.Reader, comma rune) *csv.Reader {
	c := csv.NewReader(in)
	c.Comma, c.LazyQuotes, c.FieldsPerRecord = comma, true, -1
	return c
}

// swallows tells whether a row of several lines that does not fit the columns has
// taken in one that does.
func (t *rows) swallows(cells []string, after []physical) bool {
	if t.width == 0 || len(cells) == t.width {
		return false
	}
	return slices.ContainsFunc(after, func(line physical) bool {
		single, err := alone(line, t.comma)
		return err == nil && len(single) == t.width
	})
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
	return newParser(bytes.NewReader(line.text), comma).Read()
}

// table reads a table: what stands before the header, the header, the rows.
func (r *reading) table(in *bufio.Reader) error {
	t, header, err := r.findHeader(in)
	if err != nil {
		return err
	}
	t.width, r.header = len(header), header
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
		}
		if err := r.row(cells, place); err != nil {
			return err
		}
	}
}

// row takes the cells of a row below the header.
func (r *reading) row(cells []string, place string) error {
	for len(cells) > len(r.header) && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	if !slices.ContainsFunc(cells, isFilled) {
		return nil
	}
	if len(cells) > len(r.header) {
		r.sum.Records++
		r.skip(place, fmt.Sprintf("%d cells under %d columns", len(cells), len(r.header)))
		return nil
	}
	if r.cells == nil {
		r.cells = make(rowRecord, len(r.header))
	}
	row := r.cells
	clear(row)
	for i, column := range r.header {
		// Of columns with one name, the first that holds something counts.
		if i < len(cells) && !isFilled(row[column]) {
			row[column] = undefuse(cells[i])
		} else if _, known := row[column]; !known {
			row[column] = ""
		}
	}
	return r.record(row, place)
}

// isFilled tells whether a cell holds something.
func isFilled(cell string) bool {
	if cell != "" && cell[0] > ' ' && cell[0] < utf8.RuneSelf {
		return true // as most do, which need no closer look
	}
	return strings.Trim(cell, " \t\r\n\x00\u00a0") != ""
}

func columnNames(cells []string) []string {
	names := make([]string, len(cells))
	for i, c := range cells {
		names[i] = columnName(unseen.ReplaceAllString(undefuse(c), ""))
	}
	return names
}

// digits is a text that a spreadsheet would turn into a number.
var digits = regexp.MustCompile(`^\d[\d.,]*(?:[eE][+-]?\d+)?$`)

// undefuse takes off the apostrophe that keeps a spreadsheet from running a text
// as a formula, or from turning it into a number; see package export.
func undefuse(cell string) string {
	if m := protected.FindStringSubmatch(cell); m != nil {
		return strings.ReplaceAll(m[1], `""`, `"`)
	}
	rest, quoted := strings.CutPrefix(cell, "'")
	if first, _ := utf8.DecodeRuneInString(rest); quoted && rest != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return rest
	}
	if quoted && digits.MatchString(rest) {
		return rest
	}
	return cell
}

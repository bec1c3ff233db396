package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"earshot/internal/social"
)

// Table writes rows of cells, the header first, as SpreadsheetCSV or XLSX. Texts
// in it are safe already; in a workbook, where nothing needs to be made safe,
// cells of decimal numbers become numbers.
func Table(w io.Writer, format Format, name string, rows [][]string) error {
	if len(rows) == 0 {
		rows = [][]string{{}}
	}
	t, err := NewTable(w, format, name, rows[0])
	if err != nil {
		return err
	}
	for _, row := range rows[1:] {
		if err := t.Add(row); err != nil {
			t.discard()
			return err
		}
	}
	return t.Close()
}

// TableWriter writes a table row by row.
type TableWriter struct {
	csv  *csv.Writer
	book *xlsxWriter
}

// NewTable begins a table as SpreadsheetCSV or XLSX with its header; see Table.
func NewTable(w io.Writer, format Format, name string, header []string) (*TableWriter, error) {
	switch format {
	case XLSX:
		x, err := newXLSX(w, sheetName(name), header)
		return &TableWriter{book: x}, err
	case SpreadsheetCSV:
	default:
		return nil, social.Errorf(social.CodeInvalid, "export: tables are not written as %q", format)
	}
	if _, err := io.WriteString(w, mark); err != nil {
		return nil, fmt.Errorf("export: write table: %w", err)
	}
	t := &TableWriter{csv: csv.NewWriter(w)}
	t.csv.UseCRLF = true // RFC 4180, 2.1
	if len(header) == 0 {
		return t, nil
	}
	return t, t.Add(header)
}

// Add writes a row.
func (t *TableWriter) Add(row []string) error {
	var err error
	if t.csv != nil {
		err = t.csv.Write(row)
	} else {
		cells := make([]any, len(row))
		for i, text := range row {
			cells[i] = t.book.tableCell(text)
		}
		err = t.book.add(cells)
	}
	if err != nil {
		return fmt.Errorf("export: write table: %w", err)
	}
	return nil
}

// Close finishes the table.
func (t *TableWriter) Close() error {
	if t.csv != nil {
		if t.csv.Flush(); t.csv.Error() != nil {
			return fmt.Errorf("export: write table: %w", t.csv.Error())
		}
		return nil
	}
	defer t.discard()
	if err := t.book.close(); err != nil {
		return fmt.Errorf("export: finish table: %w", err)
	}
	return nil
}

func (t *TableWriter) discard() {
	if t.book != nil {
		discard(t.book)
	}
}

// tableCell is a cell of a table as a workbook has it: as a number or a day where
// it is one.
func (x *xlsxWriter) tableCell(text string) any {
	if number.MatchString(text) || len(text) > 1 && text[0] == '-' && number.MatchString(text[1:]) {
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n
		}
	}
	if c, ok := x.cell(day(text)).(excelize.Cell); ok {
		return c
	}
	return x.cell(Undefuse(text))
}

// sheetName is as much of a name as a sheet's can hold (31 characters).
func sheetName(name string) string { return name[:min(len(name), 31)] }

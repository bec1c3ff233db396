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
	if format == XLSX {
		return tableWorkbook(w, name, rows)
	}
	if format != SpreadsheetCSV {
		return social.Errorf(social.CodeInvalid, "export: tables are not written as %q", format)
	}
	if _, err := io.WriteString(w, mark); err != nil {
		return fmt.Errorf("export: write table: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true // RFC 4180, 2.1
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("export: write table: %w", err)
	}
	return nil
}

func tableWorkbook(w io.Writer, name string, rows [][]string) error {
	if len(rows) == 0 {
		rows = [][]string{{}}
	}
	x, err := newXLSX(w, sheetName(name), rows[0])
	if err != nil {
		return err
	}
	defer discard(x)
	for _, row := range rows[1:] {
		cells := make([]any, len(row))
		for i, text := range row {
			cells[i] = x.tableCell(text)
		}
		if err := x.add(cells); err != nil {
			return fmt.Errorf("export: write table: %w", err)
		}
	}
	if err := x.close(); err != nil {
		return fmt.Errorf("export: finish table: %w", err)
	}
	return nil
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

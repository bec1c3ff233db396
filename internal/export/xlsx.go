package export

import (
	"fmt"
	"io"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"earshot/internal/social"
)

const (
	// maxSheetRows and maxCellText are what a sheet and a cell can hold, the text
	// in UTF-16 units (Microsoft, "Excel specifications and limits").
	maxSheetRows = excelize.TotalRows
	maxCellText  = excelize.TotalCellChars
)

// xlsxWriter writes a workbook of one sheet. Texts are cells of text whatever
// they look like, so that none is run as a formula or turned into a number;
// times and days are dates. Rows go to a temporary file as they come, so that
// what is held does not grow with their number.
type xlsxWriter struct {
	out   io.Writer
	file  *excelize.File
	sheet *excelize.StreamWriter
	row   int
	// dayStyle and timeStyle are how dates are shown.
	dayStyle, timeStyle int
	// cut counts the texts that a cell cannot hold whole.
	cut int64
}

func newXLSX(w io.Writer, name string, header []string) (*xlsxWriter, error) {
	x := &xlsxWriter{out: w, file: excelize.NewFile()}
	if err := x.begin(name, header); err != nil {
		x.file.Close()
		return nil, fmt.Errorf("export: begin workbook: %w", err)
	}
	return x, nil
}

// begin writes the header, which stays in sight.
func (x *xlsxWriter) begin(name string, header []string) (err error) {
	if err := x.file.SetSheetName(x.file.GetSheetName(0), name); err != nil {
		return err
	}
	dayFormat, timeFormat := "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
	if x.dayStyle, err = x.file.NewStyle(&excelize.Style{CustomNumFmt: &dayFormat}); err != nil {
		return err
	}
	if x.timeStyle, err = x.file.NewStyle(&excelize.Style{CustomNumFmt: &timeFormat}); err != nil {
		return err
	}
	bold, err := x.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if x.sheet, err = x.file.NewStreamWriter(name); err != nil {
		return err
	}
	if err := x.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := x.sheet.SetColWidth(1, len(header), 18); err != nil {
		return err
	}
	cells := make([]any, len(header))
	for i, name := range header {
		cells[i] = excelize.Cell{StyleID: bold, Value: name}
	}
	return x.add(cells)
}

func (x *xlsxWriter) add(cells []any) error {
	if x.row == maxSheetRows {
		return social.Errorf(social.CodeInvalid,
			"export: an xlsx sheet holds %d rows, header included, and there are more: export a shorter time, or csv, ndjson or parquet", maxSheetRows)
	}
	x.row++
	at, err := excelize.CoordinatesToCellName(1, x.row)
	if err != nil {
		return err
	}
	return x.sheet.SetRow(at, cells)
}

func (x *xlsxWriter) write(row any) error {
	cells := values(row)
	for i, v := range cells {
		cells[i] = x.cell(v)
	}
	return x.add(cells)
}

// cell is a value in a workbook.
func (x *xlsxWriter) cell(value any) any {
	switch v := value.(type) {
	case nil, int64, float64, bool:
		return v
	case float32:
		return v
	case answer:
		return bool(v)
	case day:
		t, err := time.Parse(time.DateOnly, string(v))
		if err != nil {
			return string(v)
		}
		return excelize.Cell{StyleID: x.dayStyle, Value: t}
	case time.Time:
		return excelize.Cell{StyleID: x.timeStyle, Value: v}
	default:
		text := cell(v, func(s string) string { return s })
		if text == "" {
			return nil
		}
		return x.fitting(text)
	}
}

// fitting is as much of a text as a cell holds.
func (x *xlsxWriter) fitting(s string) string {
	if len(s) <= maxCellText {
		return s
	}
	units := 0
	for i, r := range s {
		if units += max(1, utf16.RuneLen(r)); units > maxCellText {
			x.cut++
			return s[:i]
		}
	}
	return s
}

func (x *xlsxWriter) close() error {
	defer x.file.Close()
	if err := x.sheet.Flush(); err != nil {
		return err
	}
	return x.file.Write(x.out)
}

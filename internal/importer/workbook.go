package importer

import (
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"earshot/internal/social"
)

const (
	// zipBegin begins every workbook (ISO/IEC 29500-2: a package is a ZIP archive).
	zipBegin = "PK\x03\x04"
	// maxWorkbook bounds what a workbook unpacks to, and maxSheet what of it is held
	// in memory; the rest is in temporary files. In bytes.
	maxWorkbook = 2 << 30
	maxSheet    = 16 << 20
)

// workbook reads the first sheet of an xlsx workbook that has a header of a known
// format. Cells are read as they are stored and not as they are shown, so that
// times are a spreadsheet's count of days and numbers are whole.
func (r *reading) workbook(src io.Reader) error {
	book, err := excelize.OpenReader(src, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: maxSheet})
	if err != nil {
		return social.Errorf(social.CodeInvalid, "it is packed, and no workbook (xlsx) that can be opened: %w; unpack it, or save it as xlsx or CSV", err)
	}
	defer book.Close()
	if len(book.GetSheetList()) == 0 {
		return social.Errorf(social.CodeInvalid, "it is packed, and no workbook (xlsx): unpack it, or save it as xlsx or CSV")
	}
	props, err := book.GetWorkbookProps()
	if err != nil {
		return social.Errorf(social.CodeInvalid, "it is a workbook whose properties cannot be read: %w", err)
	}
	r.opts.isMac = props.Date1904 != nil && *props.Date1904
	var widest []string
	for _, sheet := range book.GetSheetList() {
		found, err := r.sheet(book, sheet, &widest)
		if err != nil {
			return fmt.Errorf("sheet %q: %w", sheet, err)
		}
		if found {
			return nil
		}
	}
	return r.noHeader(widest)
}

// sheet reads a sheet, and tells whether it has a header. widest becomes the row
// with most cells of those that are none.
func (r *reading) sheet(book *excelize.File, name string, widest *[]string) (found bool, err error) {
	rows, err := book.Rows(name)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return found, err
		}
		switch {
		case found && len(cells) > 0:
			if err := r.row(cells, strconv.Itoa(number)); err != nil {
				return true, err
			}
		case found:
		case r.isHeader(cells):
			found, r.header = true, columnNames(cells)
		case number >= maxPreamble:
			return false, nil
		case len(cells) > len(*widest):
			*widest = cells
		}
	}
	return found, rows.Error()
}

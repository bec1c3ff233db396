package export

import (
	"io"

	"github.com/parquet-go/parquet-go"

	"earshot/internal/social"
)

// Format is a file format of an export.
type Format string

const (
	CSV     Format = "csv"     // RFC 4180, UTF-8, a header line
	NDJSON  Format = "ndjson"  // one JSON object a line
	Parquet Format = "parquet" // Apache Parquet
	XLSX    Format = "xlsx"    // Office Open XML workbook, ISO/IEC 29500
	// SpreadsheetCSV is CSV for people who open it in a spreadsheet: it begins with
	// a byte order mark, and texts of digits have a leading apostrophe.
	SpreadsheetCSV Format = "csv for spreadsheets"
)

// Formats is every format that is asked for by its name, in the order the
// command line lists them.
func Formats() []Format { return []Format{CSV, NDJSON, Parquet, XLSX} }

// Extension is the ending of the names of files of the format, without a dot.
func (f Format) Extension() string {
	if f == SpreadsheetCSV {
		return string(CSV)
	}
	return string(f)
}

// ContentType is the MIME type of the format.
func (f Format) ContentType() string {
	switch f {
	case CSV, SpreadsheetCSV:
		return "text/csv; charset=utf-8"
	case NDJSON:
		return "application/x-ndjson"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	default:
		return "application/vnd.apache.parquet"
	}
}

// isCells tells whether a row of the format is its cells, whatever they are named.
func (f Format) isCells() bool { return f != NDJSON && f != Parquet }

// rowWriter is one open file of rows, which are structs, pointers to some or,
// where the format is one of cells, cells.
type rowWriter interface {
	write(row any) error
	// close writes what the format needs at its end.
	close() error
}

// columns say what a file of rows holds.
type columns struct {
	// name is what the rows are, for formats that name their tables.
	name   string
	header []string
	schema *parquet.Schema
	// typed is a row as the schema has it; nil for the row itself.
	typed func(row any) any
	// zone is the time zone of days and hours, which Parquet names in its metadata;
	// empty is UTC.
	zone string
}

// newRowWriter opens a file of rows in a format on w. The error has
// social.CodeInvalid for a format that there is none of.
func newRowWriter(w io.Writer, format Format, c columns) (rowWriter, error) {
	switch format {
	case CSV, SpreadsheetCSV:
		return newCSV(w, c.header, format == SpreadsheetCSV), nil
	case NDJSON:
		return newNDJSON(w), nil
	case Parquet:
		return newParquet(w, c), nil
	case XLSX:
		return newXLSX(w, c.name, c.header)
	default:
		return nil, social.Errorf(social.CodeInvalid, "export: unknown format %q", format)
	}
}

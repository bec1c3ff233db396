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
)

// Formats is every format, in the order the command line lists them.
func Formats() []Format { return []Format{CSV, NDJSON, Parquet} }

// ContentType is the MIME type of the format.
func (f Format) ContentType() string {
	switch f {
	case CSV:
		return "text/csv; charset=utf-8"
	case NDJSON:
		return "application/x-ndjson"
	default:
		return "application/vnd.apache.parquet"
	}
}

// rowWriter is one open file of rows of type R.
type rowWriter[R any] interface {
	write(row R) error
	// close writes what the format needs at its end.
	close() error
}

// columns say how rows of type R are written: formats of text ask for header and
// cells, formats with types for the row's own fields or the schema.
type columns[R any] struct {
	header []string
	cells  func(R) []string
	schema *parquet.Schema
}

// newRowWriter opens a file of rows in a format on w. The error has
// social.CodeInvalid for a format that there is none of.
func newRowWriter[R any](w io.Writer, format Format, c columns[R]) (rowWriter[R], error) {
	switch format {
	case CSV:
		return newCSV(w, c.header, c.cells), nil
	case NDJSON:
		return newNDJSON[R](w), nil
	case Parquet:
		return newParquet[R](w, c.schema), nil
	default:
		return nil, social.Errorf(social.CodeInvalid, "export: unknown format %q", format)
	}
}

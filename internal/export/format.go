package export

// Format is a file format of an export.
type Format string

const (
	CSV     Format = "csv"     // RFC 4180, UTF-8, a header line
	NDJSON  Format = "ndjson"  // one JSON object a line
	Parquet Format = "parquet" // Apache Parquet
)

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

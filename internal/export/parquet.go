package export

import (
	"cmp"
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"
)

// parquetRowGroup bounds the rows a Parquet writer holds in memory.
const parquetRowGroup = 20_000

// parquetWriter writes Apache Parquet with Zstandard compression.
type parquetWriter struct {
	w     *parquet.GenericWriter[any]
	typed func(row any) any
}

// zoneKey names the time zone of days in the metadata of a Parquet file. Timestamps
// are in UTC, and readers show them in a zone of their own.
const zoneKey = "time_zone"

func newParquet(w io.Writer, c columns) *parquetWriter {
	return &parquetWriter{typed: c.typed, w: parquet.NewGenericWriter[any](w, c.schema,
		parquet.Compression(&parquet.Zstd), parquet.KeyValueMetadata(zoneKey, cmp.Or(c.zone, "UTC")), parquet.MaxRowsPerRowGroup(parquetRowGroup))}
}

func (p *parquetWriter) write(row any) error {
	if p.typed != nil {
		row = p.typed(row)
	}
	_, err := p.w.Write([]any{row})
	return err
}

func (p *parquetWriter) close() error { return p.w.Close() }

// postSchema is the Parquet schema of posts.
func postSchema(t rowType) *parquet.Schema {
	return parquet.NewSchema("postRow", parquet.SchemaOf(reflect.New(t.fields).Interface()))
}

package export

import (
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"
)

// parquetRowGroup bounds the rows a Parquet writer holds in memory.
const parquetRowGroup = 20_000

// parquetWriter writes Apache Parquet with Zstandard compression.
type parquetWriter[R any] struct{ w *parquet.GenericWriter[R] }

func newParquet[R any](w io.Writer, schema *parquet.Schema) *parquetWriter[R] {
	return &parquetWriter[R]{w: parquet.NewGenericWriter[R](w, schema,
		parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(parquetRowGroup))}
}

func (p *parquetWriter[R]) write(row R) error {
	_, err := p.w.Write([]R{row})
	return err
}

func (p *parquetWriter[R]) close() error { return p.w.Close() }

// postSchema is the Parquet schema of posts.
func postSchema(t rowType) *parquet.Schema {
	return parquet.NewSchema("postRow", parquet.SchemaOf(reflect.New(t.fields).Interface()))
}

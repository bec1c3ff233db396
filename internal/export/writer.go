package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"
)

// parquetRowGroup bounds the rows a Parquet writer holds in memory.
const parquetRowGroup = 20_000

type csvWriter[R any] struct {
	w      *csv.Writer
	cells  func(R) []string
	header []string
}

func newCSV[R any](w io.Writer, header []string, cells func(R) []string) *csvWriter[R] {
	cw := csv.NewWriter(w)
	cw.UseCRLF = true // RFC 4180, 2.1
	return &csvWriter[R]{w: cw, cells: cells, header: header}
}

func (c *csvWriter[R]) write(row R) error {
	if err := c.begin(); err != nil {
		return err
	}
	return c.w.Write(c.cells(row))
}

// begin writes the header once; a file without rows still has one.
func (c *csvWriter[R]) begin() error {
	if c.header == nil {
		return nil
	}
	header := c.header
	c.header = nil
	return c.w.Write(header)
}

func (c *csvWriter[R]) close() error {
	if err := c.begin(); err != nil {
		return err
	}
	c.w.Flush()
	return c.w.Error()
}

type ndjsonWriter[R any] struct {
	buf *bufio.Writer
	enc *json.Encoder
}

func newNDJSON[R any](w io.Writer) *ndjsonWriter[R] {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	return &ndjsonWriter[R]{buf: buf, enc: enc}
}

func (n *ndjsonWriter[R]) write(row R) error { return n.enc.Encode(row) }
func (n *ndjsonWriter[R]) close() error      { return n.buf.Flush() }

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

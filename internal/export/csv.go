package export

import (
	"encoding/csv"
	"io"
)

// csvWriter writes RFC 4180.
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

package export

import (
	"encoding/csv"
	"io"
)

// mark is the byte order mark of UTF-8, by which spreadsheets tell that a file
// of text is in it.
const mark = "\ufeff"

// csvWriter writes RFC 4180.
type csvWriter struct {
	out    io.Writer
	w      *csv.Writer
	text   func(string) string
	mark   bool
	header []string
	// texts are those of the row being written.
	texts []string
}

// newCSV writes CSV with this header; for a spreadsheet with a byte order mark,
// and with texts of digits that stay texts.
func newCSV(w io.Writer, header []string, spreadsheet bool) *csvWriter {
	cw := csv.NewWriter(w)
	cw.UseCRLF = true // RFC 4180, 2.1
	c := &csvWriter{out: w, w: cw, header: header, text: safeText, mark: spreadsheet}
	if spreadsheet {
		c.text = spreadsheetText
	}
	return c
}

func (c *csvWriter) write(row any) error {
	if err := c.begin(); err != nil {
		return err
	}
	c.texts = appendTexts(c.texts[:0], row, c.text)
	return c.w.Write(c.texts)
}

// begin writes the header once; a file without rows still has one.
func (c *csvWriter) begin() error {
	if c.header == nil {
		return nil
	}
	if c.mark {
		if _, err := io.WriteString(c.out, mark); err != nil {
			return err
		}
	}
	header := c.header
	c.header = nil
	return c.w.Write(header)
}

func (c *csvWriter) close() error {
	if err := c.begin(); err != nil {
		return err
	}
	c.w.Flush()
	return c.w.Error()
}

package export

import (
	"fmt"
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"

	"earshot/internal/social"
)

// PostWriter writes what a file holds of posts that come one after the other.
type PostWriter struct {
	// Rows counts what was written.
	Rows int64

	rows rowWriter
	each func(p *social.StoredPost) error
	// end writes what is known only when all posts came; nil for nothing.
	end func() error
}

// open opens a file on w, of which the caller sets what each post comes to.
func open(w io.Writer, format Format, c columns) (*PostWriter, error) {
	rows, err := newRowWriter(w, format, c)
	return &PostWriter{rows: rows}, err
}

// columnsOf are the columns of rows that are structs like row.
func columnsOf(name string, row any) columns {
	return columns{name: name, header: headerOf(reflect.TypeOf(row)), schema: parquet.SchemaOf(row)}
}

// Write adds one post.
func (p *PostWriter) Write(post social.StoredPost) error {
	if err := p.each(&post); err != nil {
		return fmt.Errorf("export: write post %s %s: %w", post.Post.Platform, post.Post.ID, err)
	}
	return nil
}

func (p *PostWriter) write(row any) error {
	if err := p.rows.write(row); err != nil {
		return err
	}
	p.Rows++
	return nil
}

// Close writes what the format needs at its end; it does not close the file.
func (p *PostWriter) Close() error {
	if p.end != nil {
		if err := p.end(); err != nil {
			return fmt.Errorf("export: write at the end: %w", err)
		}
	}
	if err := p.rows.close(); err != nil {
		return fmt.Errorf("export: finish: %w", err)
	}
	return nil
}

// Discard gives up what is held for a file; after Close it does nothing.
func (p *PostWriter) Discard() { discard(p.rows) }

// Cut is how many texts were cut to what a cell of the format can hold.
func (p *PostWriter) Cut() int64 {
	if x, ok := p.rows.(*xlsxWriter); ok {
		return x.cut
	}
	return 0
}

func discard(rows rowWriter) {
	if x, ok := rows.(*xlsxWriter); ok {
		x.file.Close()
	}
}

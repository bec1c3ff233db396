package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"earshot/internal/export"
	"earshot/internal/social"
)

// exportTarget is the destination of an export.
type exportTarget struct {
	Output string `short:"o" placeholder:"FILE" help:"Write to this file (default: standard output)."`
	BOM    bool   `name:"bom" help:"CSV for spreadsheets: with a byte order mark, so that Excel reads it as UTF-8, and with an apostrophe before texts of digits, so that no identifier becomes a number."`
}

// format is the format that was named, else that of the file's name, else usual.
func (f exportTarget) format(named string, usual export.Format) (export.Format, error) {
	format := export.Format(named)
	if named == "" {
		format = usual
		ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(f.Output), "."))
		for _, known := range export.Formats() {
			if ending == known.Extension() || ending == "jsonl" && known == export.NDJSON {
				format = known
			}
		}
	}
	if !f.BOM {
		return format, nil
	}
	if format != export.CSV {
		return "", social.Errorf(social.CodeInvalid, "--bom is for csv, not for %s", format)
	}
	return export.SpreadsheetCSV, nil
}

// writePosts writes a file of what each hands to write, and says so.
func (f exportTarget) writePosts(std streams, format export.Format, open opener, each func(write func(social.StoredPost) error) error) error {
	var out *export.PostWriter
	return f.writeRows(std, format, func(w io.Writer) (*export.PostWriter, error) {
		var err error
		out, err = open(w, format)
		return out, err
	}, func() error { return each(out.Write) })
}

// writeRows writes a file with what open opens and fill fills, and says so.
func (f exportTarget) writeRows(std streams, format export.Format, open func(io.Writer) (*export.PostWriter, error), fill func() error) error {
	var out *export.PostWriter
	err := f.writeTo(std.data, func(w io.Writer) (err error) {
		if out, err = open(w); err != nil {
			return err
		}
		defer out.Discard()
		if err := fill(); err != nil {
			return err
		}
		return out.Close()
	})
	if err != nil {
		return err
	}
	f.report(std.err, format, out.Rows, out.Cut())
	return nil
}

// report says what was written where.
func (f exportTarget) report(w io.Writer, format export.Format, rows, cut int64) {
	where := f.Output
	if where == "" || where == "-" {
		where = "standard output"
	}
	fmt.Fprintf(w, "earshot: %d rows written as %s to %s\n", rows, format, where)
	if cut > 0 {
		fmt.Fprintf(w, "earshot: %d texts are longer than a cell of a workbook can be (32,767 characters) and are cut; csv, ndjson and parquet have them whole\n", cut)
	}
}

// writeTo calls write with the file or standard output. A file that could not be
// completed is removed, so that a partial export is never taken for a whole one.
func (f exportTarget) writeTo(out io.Writer, write func(io.Writer) error) (err error) {
	if f.Output == "" || f.Output == "-" {
		w := bufio.NewWriterSize(impatient{out, readerWait}, 64<<10)
		if err := write(w); err != nil {
			return err
		}
		return w.Flush()
	}
	file, err := os.CreateTemp(dirOf(f.Output), ".earshot-export-*")
	if err != nil {
		return fmt.Errorf("export: create file: %w", err)
	}
	defer func() {
		if err != nil {
			os.Remove(file.Name())
		}
	}()
	w := bufio.NewWriter(file)
	if err := write(w); err != nil {
		file.Close()
		return err
	}
	if err := w.Flush(); err != nil {
		file.Close()
		return fmt.Errorf("export: write %s: %w", f.Output, err)
	}
	if err := file.Chmod(0o644); err != nil {
		file.Close()
		return fmt.Errorf("export: write %s: %w", f.Output, err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("export: write %s: %w", f.Output, err)
	}
	if err := os.Rename(file.Name(), f.Output); err != nil {
		return fmt.Errorf("export: write %s: %w", f.Output, err)
	}
	return nil
}

func dirOf(path string) string {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i+1]
	}
	return "."
}

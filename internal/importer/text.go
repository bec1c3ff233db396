package importer

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"

	"earshot/internal/charset"
	"earshot/internal/social"
)

// old begins what Excel wrote before 2007, and what it writes with a password
// (MS-CFB, 2.2).
const old = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// unreadable says what a file is that is none of what is read.
func unreadable(in *bufio.Reader) error {
	head, _ := in.Peek(1024) // what is wrong is found when it is read
	begin := strings.ToLower(strings.TrimLeft(string(head), "\ufeff \t\r\n"))
	switch {
	case strings.HasPrefix(string(head), old):
		return social.Errorf(social.CodeInvalid, "it is a workbook of Excel before 2007, or under a password: save it as xlsx or CSV")
	case strings.HasPrefix(begin, "par1"):
		return social.Errorf(social.CodeInvalid, "it is Parquet: take CSV, xlsx or JSON, as of export posts --format ndjson")
	case strings.HasPrefix(begin, "sqlite format 3"):
		return social.Errorf(social.CodeInvalid, "it is a database of SQLite: take CSV, xlsx or JSON")
	case strings.HasPrefix(begin, "%pdf-"):
		return social.Errorf(social.CodeInvalid, "it is a PDF: take CSV, xlsx or JSON")
	case strings.HasPrefix(begin, "<!doctype html"), strings.HasPrefix(begin, "<html"), strings.HasPrefix(begin, "<table"):
		return social.Errorf(social.CodeInvalid, "it is a web page, whatever its name: save it as xlsx or CSV")
	case strings.HasPrefix(begin, "<?xml"):
		return social.Errorf(social.CodeInvalid, "it is XML: take CSV, xlsx or JSON")
	}
	return nil
}

// lettered is the text of a file. Where its letters cannot be told, it says what to
// do.
type lettered struct{ in io.Reader }

func (l *lettered) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	if err != nil && social.CodeOf(err) == social.CodeBroken {
		err = social.Errorf(social.CodeInvalid, "%w; state --encoding, such as gb18030 or windows-1252", err)
	}
	return n, err
}

// encoding is the encoding that was found in what was read; empty where it was
// stated.
func (l *lettered) encoding() string {
	if guessed, ok := l.in.(*charset.Reader); ok {
		return guessed.Encoding()
	}
	return ""
}

// decode turns a file into UTF-8 without a byte order mark, unpacking it when
// it is gzip. Without a name, the encoding is found from the bytes.
func decode(src io.Reader, name string) (io.Reader, error) {
	in := bufio.NewReaderSize(src, 64<<10)
	if head, err := in.Peek(2); err == nil && bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("unpack: %w", err)
		}
		in = bufio.NewReaderSize(z, 64<<10)
	}
	if name != "" {
		_, enc, ok := charset.Lookup(name)
		if !ok {
			return nil, social.Errorf(social.CodeInvalid, "unknown encoding %q: one of the WHATWG Encoding Standard, such as gb18030 or windows-1252", name)
		}
		if enc == nil {
			enc = unicode.UTF8BOM
		}
		return enc.NewDecoder().Reader(in), nil
	}
	return charset.NewReader(in, charset.Plain), nil
}

package importer

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"

	"earshot/internal/charset"
	"earshot/internal/social"
)

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

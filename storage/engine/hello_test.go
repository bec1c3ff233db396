package engine

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"testing"
)

// helloOf writes a first packet as clickhouse-go does.
func helloOf(user, password string) []byte {
	text := func(b []byte, s string) []byte {
		return append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	b := text([]byte{helloPacket}, "client")
	for _, n := range []uint64{2, 40, 54485} {
		b = binary.AppendUvarint(b, n)
	}
	return text(text(text(b, "earshot"), user), password)
}

// FuzzHello: whatever comes is read in bounds, and what is let in is forwarded as
// it came.
func FuzzHello(f *testing.F) {
	f.Add(helloOf("earshot", "secret"))
	f.Add(append(helloOf("", ""), "a query behind it"...))
	f.Add([]byte("GET / HTTP/1.1\r\n\r\n"))
	f.Add(bytes.Repeat([]byte{0xff}, 32))
	f.Add([]byte{0, 0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, data []byte) {
		from := bufio.NewReader(bytes.NewReader(data))
		h, err := readHello(from)
		if len(h.raw) > 4*longestText+64 {
			t.Fatalf("%d bytes were kept", len(h.raw))
		}
		if err != nil {
			return
		}
		rest, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(append(h.raw, rest...), data) {
			t.Error("what was read and what is left are not what came")
		}
	})
}

func TestHello(t *testing.T) {
	h, err := readHello(bufio.NewReader(bytes.NewReader(helloOf("earshot", "p\x00ß"))))
	if err != nil || h.user != "earshot" || h.password != "p\x00ß" {
		t.Errorf("hello = %+v, %v", h, err)
	}
}

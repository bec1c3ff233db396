package warc

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

// foreign is an archive as wget writes one.
const foreign = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n" +
	"WARC/1.0\r\nwarc-type: Response\r\nWARC-Target-URI: <https://a.example/feed.xml>\r\nWARC-Date: 2026-11-20T10:00:00Z\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: 84\r\n\r\n" +
	"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/xml\r\n\r\n3\r\n<a>\r\n0\r\n\r\n\r\n\r\n"

func TestArchivesOfOthers(t *testing.T) {
	for name, data := range map[string][]byte{"plain": []byte(foreign), "packed": packed(foreign)} {
		r, err := NewReader(bytes.NewReader(data), 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Next(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		rec, err := r.Next()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := rec.Answer()
		if err != nil || string(got.Body) != "<a>" || rec.Target != "https://a.example/feed.xml" || rec.Date.Hour() != 10 || rec.Fetch != nil {
			t.Errorf("%s: %+v, %+v, %v", name, rec, got, err)
		}
	}
}

func TestHostileArchives(t *testing.T) {
	head := "WARC/1.1\r\nWARC-Type: response\r\n"
	for name, tt := range map[string]struct {
		data    string
		skipped int
		fails   bool
	}{
		"nothing":          {"", 0, false},
		"text":             {"hello\r\n", 0, true},
		"no length":        {head + "\r\nx", 0, true},
		"negative length":  {head + "Content-Length: -1\r\n\r\nx", 0, true},
		"huge length":      {head + "Content-Length: 9223372036854775807\r\n\r\nx", 0, true},
		"larger than read": {head + "Content-Length: 4000\r\n\r\n" + strings.Repeat("x", 4000) + "\r\n\r\n", 1, false},
		"without a type":   {"WARC/1.1\r\nContent-Length: 1\r\n\r\nx\r\n\r\n", 1, false},
		"endless line":     {"WARC/1.1\r\nX: " + strings.Repeat("x", 2*maxLine), 0, true},
		"endless header":   {"WARC/1.1\r\n" + strings.Repeat("X: y\r\n", 2*maxFields), 0, true},
		"only line ends":   {strings.Repeat("\r\n", 100), 0, true},
	} {
		r, err := NewReader(strings.NewReader(tt.data), 1000)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for err == nil {
			_, err = r.Next()
		}
		if (err != io.EOF) != tt.fails || r.Skipped != tt.skipped {
			t.Errorf("%s: %v, %d skipped", name, err, r.Skipped)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(foreign))
	f.Add(packed(foreign))
	f.Add([]byte("WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 19\r\n\r\nHTTP/1.1 204 x\r\n\r\n\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := NewReader(bytes.NewReader(data), 1<<16)
		if err != nil {
			return
		}
		for range 1000 {
			rec, err := r.Next()
			if err != nil {
				return
			}
			if len(rec.Block) > 1<<16 {
				t.Fatalf("a block of %d bytes", len(rec.Block))
			}
			if answer, err := rec.Answer(); err == nil && len(answer.Body) > len(rec.Block) {
				t.Errorf("a body of %d bytes from a block of %d", len(answer.Body), len(rec.Block))
			}
		}
	})
}

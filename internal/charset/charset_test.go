package charset

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"earshot/internal/social"
)

const (
	russian = "Кофе Brewline подорожал, очередь у кассы стала длиннее"
	chinese = "位于运河街的咖啡烘焙店本周第二次提高了它招牌咖啡的价格，老板说成本上涨。"
)

func bytesOf(t *testing.T, name, text string) string {
	t.Helper()
	data, ok := encode(t, name, text)
	if !ok {
		t.Fatalf("%q has no %s", text, name)
	}
	return string(data)
}

// TestLabels: what documents and headers say is believed as far as the bytes agree.
func TestLabels(t *testing.T) {
	page := func(head, text string) string {
		return `<!doctype html><html lang="zh"><head>` + head + `</head><body><p>` + text + `</p></body></html>`
	}
	feed := func(head, text string) string {
		return head + `<rss version="2.0"><channel><item><title>` + text + `</title></item></channel></rss>`
	}
	cp1251, gbk := bytesOf(t, "windows-1251", russian), bytesOf(t, "gbk", chinese)
	for _, c := range []struct {
		name, body, contentType string
		kind                    Kind
		encoding, want          string
	}{
		{"a mark", mark + feed("", "café"), "", XML, "UTF-8", feed("", "café")},
		{"a mark after blank lines", "\n\n  " + mark + feed("", "café"), "", XML, "UTF-8", "café"},
		{"two marks", mark + mark + feed("", "café"), "", XML, "UTF-8", "café"},
		{"a comment before the declaration", feed("<!-- x -->\n<?xml version=\"1.0\" encoding=\"windows-1251\"?>", cp1251), "text/xml", XML, "windows-1251", russian},
		{"nobody says", feed("", cp1251), "text/xml", XML, "windows-1251", russian},
		{"a header of Latin 1 over a meta", page(`<meta charset="gbk">`, gbk), "text/html; charset=ISO-8859-1", HTML, "GB18030", chinese},
		{"a miswritten meta", page(`<meta httpequiv="ContentType" content="text/html; charset=gbk">`, gbk), "text/html", HTML, "GB18030", chinese},
		{"declares UTF-8 and is not", feed(`<?xml version="1.0" encoding="utf-8"?>`, cp1251), "text/xml; charset=utf-8", XML, "windows-1251", russian},
		{"declares Latin 1 and is UTF-8", page(`<meta charset="iso-8859-1">`, "Crème brûlée"), "text/html", HTML, "UTF-8", "Crème brûlée"},
		{"declares another Cyrillic encoding", feed(`<?xml version="1.0" encoding="koi8-r"?>`, cp1251), "", XML, "windows-1251", russian},
		{"declares Big5 and is GBK", page(`<meta charset="big5">`, gbk), "", HTML, "GB18030", chinese},
		{"declared and short", page(`<meta charset="windows-1251">`, "\xca\xee\xf4\xe5"), "", HTML, "windows-1251", "Кофе"},
		{"declared in the header and short", page("", "\xba\xde\xe4\xd5"), "text/html; charset=iso-8859-5", HTML, "ISO-8859-5", "Кофе"},
		{"a label nobody knows", feed(`<?xml version="1.0" encoding="x-unknown"?>`, cp1251), "", XML, "windows-1251", russian},
		{"labelled UTF-16 and is not", feed(`<?xml version="1.0" encoding="utf-16"?>`, "café"), "", XML, "UTF-8", "café"},
		{"an apostrophe of Windows", "Don\x92t miss the new roast, it\x92s good", "", Plain, "windows-1252", "Don’t miss the new roast, it’s good"},
		{"a word of French", "A caf\xe9 on the canal has opened its doors", "", Plain, "windows-1252", "A café on the canal has opened its doors"},
		{"a price in euros", "The cup is \x80 3 now, \xa9 Canal Gazette", "text/plain", Plain, "windows-1252", "The cup is € 3 now, © Canal Gazette"},
		{"ISO-2022-JP", "\x1b$B%3!<%R!<\x1b(B", "text/plain; charset=iso-2022-jp", Plain, "ISO-2022-JP", "コーヒー"},
		{"HZ", "~{?'7H~}", "text/plain; charset=hz-gb-2312", Plain, "HZ-GB-2312", "咖啡"},
		{"a letter of UTF-8 cut off", "Кофе\xd0", "", Plain, "UTF-8", "Кофе\uFFFD"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Decode([]byte(c.body), c.contentType, c.kind)
			if err != nil {
				t.Fatal(err)
			}
			if got.Encoding != c.encoding || !strings.Contains(got.String, c.want) || strings.Contains(got.String, mark) {
				t.Errorf("read as %s: %q", got.Encoding, got.String)
			}
		})
	}
}

// TestBrokenUTF8 keeps UTF-8 with broken bytes, and counts these.
func TestBrokenUTF8(t *testing.T) {
	body := strings.Repeat("Кофе и чай. ", 20) + "\xe2\x82 \xff"
	got, err := Decode([]byte(body), "", Plain)
	if err != nil {
		t.Fatal(err)
	}
	if got.Encoding != "UTF-8" || got.Replaced != 3 || strings.Count(got.String, "Кофе") != 20 {
		t.Errorf("%s, %d replaced: %q", got.Encoding, got.Replaced, got.String)
	}
}

// TestUntold refuses what has two readings, by their names.
func TestUntold(t *testing.T) {
	// A syllable of Russian in two encodings.
	_, err := Decode([]byte("\xc9\xce \xc9\xce\n\xc9\xce"), "", Plain)
	if err == nil || !strings.Contains(err.Error(), "windows-1251") || social.CodeOf(err) != social.CodeBroken || !strings.Contains(err.Error(), "letters cannot be told: ") || !strings.Contains(err.Error(), " or ") {
		t.Errorf("got %v", err)
	}
}

// TestWide reads UTF-16 and UTF-32 with and without a mark.
func TestWide(t *testing.T) {
	text := "<rss><channel><title>" + russian + "</title></channel></rss>"
	for name, encode := range map[string]func(string) (string, error){
		"UTF-16LE with a mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String,
		"UTF-16BE with a mark": unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String,
		"UTF-16LE":             utf16LE.NewEncoder().String,
		"UTF-16BE":             utf16BE.NewEncoder().String,
		"UTF-32LE with a mark": utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder().String,
		"UTF-32LE":             utf32LE.NewEncoder().String,
		"UTF-32BE":             utf32BE.NewEncoder().String,
	} {
		t.Run(name, func(t *testing.T) {
			body, err := encode(text)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Decode([]byte(body), "text/xml", XML)
			if !IsWide([]byte(body)) || IsWide([]byte(text)) {
				t.Error("it is not told by its bytes")
			}
			if err != nil || got.String != text {
				t.Errorf("%s %q: %v", got.Encoding, got.String, err)
			}
			streamed, err := io.ReadAll(NewReader(iotest.OneByteReader(strings.NewReader(body)), Plain))
			if err != nil || string(streamed) != text {
				t.Errorf("as a stream %q: %v", streamed, err)
			}
		})
	}
}

// TestReader finds the encoding of a stream that begins with a lot of ASCII.
func TestReader(t *testing.T) {
	for _, c := range []struct{ name, text string }{{"windows-1251", russian}, {"gbk", chinese}, {"utf-8", russian}} {
		head := strings.Repeat("id,text\n1,coffee\n", 100_000)
		body := head + c.text
		if c.name != "utf-8" {
			body = head + bytesOf(t, c.name, c.text)
		}
		r := NewReader(strings.NewReader(body), Plain)
		got, err := io.ReadAll(r)
		if err != nil || string(got) != head+c.text {
			t.Errorf("%s: as %s, %d bytes of %d: %v", c.name, r.Encoding(), len(got), len(head+c.text), err)
		}
	}
}

// TestSharedCases reads the letters of the shared cases, where they are.
func TestSharedCases(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "cases")
	for _, c := range []struct {
		file, contentType, want string
		kind                    Kind
	}{
		{"space-before-bom.xml", "text/xml", "Brewline café", XML},
		{"comment-before-declaration.xml", "text/xml", "Кофе Brewline подорожал", XML},
		{"undeclared-1251.xml", "text/xml", "Кофе Brewline подорожал, очередь ", XML},
		{"gbk-broken-meta.html", "text/html", "位于运河街的布鲁莱恩咖啡店", HTML},
		{"gbk-header-says-latin1.html", "text/html; charset=ISO-8859-1", "位于运河街的", HTML},
	} {
		data, err := os.ReadFile(filepath.Join(dir, c.file))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(data, c.contentType, c.kind)
		if err != nil || !strings.Contains(got.String, c.want) {
			t.Errorf("%s as %s: %v", c.file, got.Encoding, err)
		}
	}
}

// FuzzDecode: whatever comes in, what comes out is UTF-8.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("<meta charset=gbk>\xbf\xa7\xb7\xc8"), "text/html; charset=utf-8", 1)
	f.Add([]byte("\xff\xfe\x00"), "", 0)
	f.Add([]byte("<?xml encoding='utf-7'?>+ADw-\x1b$B"), "text/xml; charset=iso-2022-jp", 3)
	f.Fuzz(func(t *testing.T, body []byte, contentType string, kind int) {
		got, err := Decode(body, contentType, Kind(kind%3))
		if err == nil && strings.ToValidUTF8(got.String, "") != got.String {
			t.Errorf("not UTF-8 as %s: %q", got.Encoding, got.String)
		}
		if _, err := io.ReadAll(NewReader(strings.NewReader(string(body)), Plain)); err != nil && social.CodeOf(err) != social.CodeBroken {
			t.Error(err)
		}
	})
}

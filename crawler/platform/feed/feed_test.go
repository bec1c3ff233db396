package feed_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/feed"
	"earshot/internal/social"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, feed.New(), "testdata") }

func TestCheck(t *testing.T) {
	for _, tc := range []struct {
		name string
		src  social.Source
		want string
	}{
		{"good", social.Source{URLs: []string{"https://a.example/feed"}}, ""},
		{"no address", social.Source{}, "urls: a feed source needs"},
		{"other scheme", social.Source{URLs: []string{"file:///etc/passwd"}}, "does not begin with http"},
		{"user name", social.Source{URLs: []string{"https://a:b@c.example/"}}, "credentials"},
		{"twice", social.Source{URLs: []string{"https://a.example/", "https://a.example/"}}, "listed twice"},
		{"tags", social.Source{URLs: []string{"https://a.example/"}, Tags: []string{"x"}}, "tags: a feed source has no use"},
		{"parameter", social.Source{URLs: []string{"https://a.example/"}, Params: map[string]string{"x": "1"}}, "no such parameter"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.src.Name, tc.src.Platform = "s", "feed"
			err := feed.New().Check(tc.src)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("Check: %v, want %q", err, tc.want)
			}
		})
	}
}

func parse(body []byte, contentType string) (crawler.Page, error) {
	const address = "https://fuzz.example/feed"
	return feed.New().Parse(
		crawler.Scope{Lane: address, Source: social.Source{Name: "s", Platform: "feed", URLs: []string{address}}},
		crawler.Response{Request: crawler.Request{URL: address, Step: "feed"}, URL: address, Status: 200, Header: http.Header{"Content-Type": {contentType}}, Body: body, At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
}

func TestMalformedNamesThePlace(t *testing.T) {
	page, err := parse([]byte("<rss><channel>\n<item><title>a</title><link>http://a.example/2026/01/02/a</link></item>\n<item><title =>x</title></item>\n</channel></rss>"), "")
	if err != nil || len(page.Posts) != 1 || len(page.Skipped) != 1 {
		t.Fatalf("got %+v, %v; want a post and a skip", page, err)
	}
	if got := page.Skipped[0].Where; got != "entry at line 3" {
		t.Errorf("skipped %q, want the line named", got)
	}
	if _, err := parse([]byte("<rss>\n<channel>\n<a =></a></channel></rss>"), ""); err == nil || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("error %v names no line", err)
	}
}

func TestCutDocument(t *testing.T) {
	const item = "<item><title>a</title><link>http://a.example/2026/01/02/a</link></item>"
	for _, tc := range []struct {
		name, body string
		cut        bool
	}{
		{"whole", "<rss><channel>" + item + "</channel></rss>", false},
		{"broken entry", "<rss><channel>" + item + "<item><title =>x</title></item></channel></rss>", false},
		{"between entries", "<rss><channel>" + item, true},
		{"in an entry", "<rss><channel>" + item + "<item><title>the e", true},
		{"in a tag", "<rss><channel>" + item + "<item><tit", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			page, err := parse([]byte(tc.body), "")
			if err != nil || len(page.Posts) != 1 || page.Cut != tc.cut {
				t.Errorf("got %+v, %v; want one post and cut = %v", page, err, tc.cut)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	item := func(title string) string {
		return "<rss><channel><item><title>" + title + "</title><link>http://a.example/1</link><pubDate>Mon, 16 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>"
	}
	utf16 := func(s string) []byte {
		b := []byte{0xff, 0xfe}
		for _, r := range s {
			b = append(b, byte(r), byte(r>>8))
		}
		return b
	}
	for _, tc := range []struct {
		name, contentType string
		body              []byte
		want              string
	}{
		{"no label, UTF-8", "", []byte(item("Café")), "Café"},
		{"no label, Latin 1", "", []byte(item("Caf\xe9")), "Café"},
		{"label in the header", "text/xml; charset=iso-8859-5", []byte(item("\xba\xde\xe4\xd5")), "Кофе"},
		{"label in the document", "text/xml; charset=utf-8", []byte(`<?xml version="1.0" encoding='Shift_JIS'?>` + item("\x83R\x81[\x83q\x81[")), "コーヒー"},
		{"wrong label", "text/xml", []byte(`<?xml version="1.0" encoding="iso-8859-1"?>` + item("Café")), "Café"},
		{"UTF-16 with a mark", "", utf16(item("Кофе")), "Кофе"},
		{"UTF-8 with a broken byte", "", []byte(`<?xml version="1.0" encoding="utf-8"?>` + item("Caf\xe9 é")), "Caf\uFFFD é"},
		{"control character", "", []byte(item("Ca\x0bfé")), "Café"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			page, err := parse(tc.body, tc.contentType)
			if err != nil || len(page.Posts) != 1 {
				t.Fatalf("got %+v, %v", page, err)
			}
			if got := page.Posts[0].Title; got != tc.want {
				t.Errorf("title %q, want %q", got, tc.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("<rss><channel><item><title =>x</title></item><item><link>http://a.example</link></item></channel></rss>"))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/b"><entry><id>urn:a</id><updated>2026-01-01</updated><content type="xhtml"><div>x</div></content></entry></feed>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"date_published":"2026-01-01T00:00:00Z"}]}`))
	f.Add([]byte("<html><link rel=alternate type=application/rss+xml href=/x>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		page, err := parse(body, "text/xml")
		if err != nil && social.CodeOf(err) == social.CodeInternal {
			t.Errorf("an answer is never our own fault: %v", err)
		}
		for _, p := range page.Posts {
			if p.ID == "" {
				t.Errorf("a post without identity: %+v", p)
			}
		}
	})
}

package crawler

import (
	"bytes"
	"encoding/json"
	"mime"
	"strings"

	"earshot/internal/social"
)

// wallMarks are words that logins, captchas and bot walls have in their HTML
// and that answers of an API do not, in lower case.
var wallMarks = [][]byte{
	[]byte(`type="password"`), []byte(`type='password'`),
	[]byte("captcha"), []byte("/login"), []byte("signin"), []byte("sign in"), []byte("log in"),
	[]byte("cf-challenge"), []byte("just a moment..."), []byte("access denied"),
	[]byte("whoa there, pardner"), []byte("百度安全验证"),
}

// ExpectJSON reports an answer that is not JSON although the platform promises
// it: code blocked when it is a page that looks like a login, a captcha or a bot
// wall, else broken. What the header says does not count when the body is JSON.
func (r Response) ExpectJSON() error {
	if json.Valid(r.Body) {
		return nil
	}
	if !r.IsHTML() {
		return social.Errorf(social.CodeBroken, "crawler: %s promised JSON and sent %s", r.URL, r.kind())
	}
	if r.Wall() {
		return social.Errorf(social.CodeBlocked, "crawler: %s sent a login or captcha page where JSON was promised", r.URL)
	}
	return social.Errorf(social.CodeBroken, "crawler: %s sent an HTML page where JSON was promised", r.URL)
}

// IsHTML tells whether the answer is an HTML page, by its header or its start.
func (r Response) IsHTML() bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil && (kind == "text/html" || kind == "application/xhtml+xml") {
		return true
	}
	start := bytes.ToLower(bytes.TrimLeft(r.Body[:min(len(r.Body), 512)], " \t\r\n\xef\xbb\xbf"))
	return bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))
}

// Wall tells whether an HTML page looks like a login, a captcha or a bot wall.
// It reads words in the first 64 KiB: ask it only of an answer that is not what
// was wanted, for an article may hold the same words.
func (r Response) Wall() bool {
	start := bytes.ToLower(r.Body[:min(len(r.Body), 64<<10)])
	for _, mark := range wallMarks {
		if bytes.Contains(start, mark) {
			return true
		}
	}
	return false
}

// kind describes the body for a person.
func (r Response) kind() string {
	kind := strings.TrimSpace(r.Header.Get("Content-Type"))
	switch {
	case len(bytes.TrimSpace(r.Body)) == 0:
		return "nothing"
	case kind == "":
		return "something else"
	case strings.Contains(kind, "json"):
		return "text that is not JSON"
	default:
		return kind
	}
}

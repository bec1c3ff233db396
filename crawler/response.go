package crawler

import (
	"bytes"
	"encoding/json"
	"mime"
	"strings"

	"earshot/crawler/gate"
	"earshot/internal/social"
)

// ExpectJSON reports an answer that is not JSON although the platform promises
// it: with the code of Gate when it is a page that keeps programs out, else
// broken. What the header says does not count when the body is JSON.
func (r Response) ExpectJSON() error {
	if json.Valid(r.Body) {
		return nil
	}
	if !r.IsHTML() {
		return social.Errorf(social.CodeBroken, "crawler: %s promised JSON and sent %s", r.URL, r.kind())
	}
	if err := r.Gate(); err != nil {
		return err
	}
	return social.Errorf(social.CodeBroken, "crawler: %s sent an HTML page where JSON was promised", r.URL)
}

// Gate names what keeps programs out when an HTML page is a login, a captcha, a
// bot wall or a consent page: with code login, captcha or blocked, and what an
// operator can do. It is nil for a page that is none as far as can be seen. It
// reads words in the first 64 KiB: ask it only of an answer that is not what was
// wanted, for an article may hold the same words.
func (r Response) Gate() error {
	if err := gate.Mitigated(r.URL, r.Status, r.Header); err != nil {
		return err
	}
	if !r.IsHTML() {
		return nil
	}
	return gate.Page(r.URL, r.Status, r.Body)
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

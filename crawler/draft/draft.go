// Package draft writes the beginning of a platform file from an answer of the
// platform: it looks for the list of posts and for their fields, by the names of
// keys and the form of values, and says in comments what it found and what it did
// not. What it is given was written by strangers; it bounds what it looks at.
package draft

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/tidwall/gjson"

	"earshot/crawler"
	"earshot/internal/social"
)

// Draft is the beginning of a platform file.
type Draft struct {
	// File is the file as YAML; package spec reads it.
	File []byte
	// Found are the keys that were filled in, and Missing those that were not.
	Found, Missing []string
}

// name is what a platform may be called here: package spec takes more, but a
// platform is a file's name as well.
var name = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,39}$`)

// CheckName reports a name that a platform cannot have.
func CheckName(platform string) error {
	if !name.MatchString(platform) {
		return social.Errorf(social.CodeInvalid, "draft: %q is no name for a platform: up to 40 small letters, digits, - and _", platform)
	}
	return nil
}

// Write drafts a file for the platform from the answer to a request for one of its
// lists. It fails with social.CodeInvalid where the answer is no JSON, and says what
// to use instead, and where there is no list of objects in it.
func Write(platform, schema string, resp crawler.Response) (Draft, error) {
	if err := CheckName(platform); err != nil {
		return Draft{}, err
	}
	body := bytes.TrimSpace(bytes.TrimPrefix(resp.Body, []byte("\xef\xbb\xbf")))
	if err := jsonOnly(resp, body); err != nil {
		return Draft{}, err
	}
	answer := gjson.ParseBytes(bytes.ToValidUTF8(body, []byte("\uFFFD")))
	at, err := readAddress(resp.Request.URL)
	if err != nil {
		return Draft{}, err
	}
	list, ok := findList(answer)
	if !ok {
		return Draft{}, social.Errorf(social.CodeInvalid, "draft: %s holds no list of objects: is it the address of a list of posts?", resp.URL)
	}
	w := writer{platform: platform, schema: schema, at: at, list: list}
	w.paging = findPaging(&w.at, answer, list, resp.Header)
	return w.write(), nil
}

// jsonOnly says of an answer that is no JSON what reads it.
func jsonOnly(resp crawler.Response, body []byte) error {
	start := strings.ToLower(string(body[:min(len(body), 4096)]))
	switch {
	case len(body) == 0:
		return social.Errorf(social.CodeInvalid, "draft: %s sent nothing", resp.URL)
	case strings.Contains(start, "<rss") || strings.Contains(start, "<feed") || strings.Contains(start, "<rdf:rdf") || strings.Contains(start, "jsonfeed.org/version"):
		return social.Errorf(social.CodeInvalid, "draft: %s is a feed, which needs no file: a source with platform: feed and urls: [%s] reads it", resp.URL, resp.URL)
	case start[0] == '<':
		hint := ""
		if feed := feedLink.FindString(start); feed != "" {
			hint = fmt.Sprintf(" It names a feed, which is read without a file: %q.", feed)
		}
		return social.Errorf(social.CodeInvalid, "draft: %s is a web page. Articles on pages need no file: a source with platform: web and urls: [%s] reads them, see earshot source test %s.%s A forum in HTML wants format: html and CSS selectors, written by hand: see docs/platforms.md",
			resp.URL, resp.URL, resp.URL, hint)
	case !json.Valid(body):
		return social.Errorf(social.CodeInvalid, "draft: %s is no JSON", resp.URL)
	}
	return nil
}

// feedLink finds a link to a feed in the head of a page.
var feedLink = regexp.MustCompile(`<link[^>]{0,200}type=["']application/(?:rss|atom)\+xml["'][^>]{0,200}>`)

package mastodon

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/internal/social"
)

// refusal is the error of an answer that is a web page, or the error object of
// the API under a status of success, as some servers and proxies send it.
func refusal(resp crawler.Response) error {
	body := bytes.TrimSpace(resp.Body)
	switch {
	case len(body) == 0:
		return social.Errorf(social.CodeBroken, "the answer is empty")
	case body[0] == '<':
		return social.Errorf(social.CodeBroken, "a web page where the API should answer; is this a Mastodon-compatible server?")
	case body[0] != '{':
		return nil
	}
	root, err := lenient.Parse(body, "")
	if err != nil {
		return err
	}
	fault := root.Get("error")
	if fault.None() {
		return nil
	}
	words := strings.Trim(fault.Raw, `"`)
	if strings.Contains(strings.ToLower(words), "auth") || strings.Contains(strings.ToLower(words), "token") {
		return social.Errorf(social.CodeLogin, "the server wants a login: %.100s", words)
	}
	return social.Errorf(social.CodeBroken, "the server answers with an error: %.100s", words)
}

// lookup reads the account behind a handle and asks for its statuses.
func lookup(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	root, err := lenient.Parse(resp.Body, "")
	if err != nil {
		return crawler.Page{}, err
	}
	var a account
	if !root.Decode(&a) {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "no account: it is %s", root.Kind())
	}
	if a.ID == "" {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "an account without an id")
	}
	if a.NoIndex {
		return crawler.Page{}, social.Errorf(social.CodeBlocked, "the account asks not to be indexed")
	}
	next := get(scope, stepTimeline, "/api/v1/accounts/"+url.PathEscape(string(a.ID))+"/statuses", url.Values{"limit": {pageSize}})
	next.Else = outbox(scope)
	return crawler.Page{Next: []crawler.Request{next}, Unread: root.Unread()}, nil
}

// timeline reads a page of statuses and asks for the next one.
func timeline(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	root, err := lenient.Parse(resp.Body, "")
	if err != nil {
		return crawler.Page{}, err
	}
	if !root.IsArray() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "no list of statuses: it is %s", root.Kind())
	}
	list := root.Array()
	page, read, err := statuses(resp, list, nil)
	if err != nil {
		return crawler.Page{}, err
	}
	if next := nextPage(resp); next != "" && len(list) > 0 {
		page.Next = []crawler.Request{{URL: next, Header: resp.Request.Header, Sign: token(), Step: stepOlder}}
	}
	page.Unread = root.Unread()
	page.Next = append(page.Next, contexts(scope, resp.At, page.Posts, read)...)
	return page, nil
}

// linkNext finds the next page in a Link header (RFC 8288).
var linkNext = regexp.MustCompile(`<([^<>]+)>\s*(?:;[^,<>]*)?;\s*rel="?next"?`)

// nextPage returns the address of the page after resp. It must be on the same
// server, as an answer must not send the crawler elsewhere.
func nextPage(resp crawler.Response) string {
	here, err := url.Parse(resp.URL)
	if err != nil {
		return ""
	}
	for _, header := range resp.Header.Values("Link") {
		m := linkNext.FindStringSubmatch(header)
		if m == nil {
			continue
		}
		next := markup.Resolve(here, m[1])
		if u, err := url.Parse(next); err == nil && u.Host == here.Host && next != resp.URL {
			return next
		}
	}
	return ""
}

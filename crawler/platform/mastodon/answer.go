package mastodon

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/internal/social"
)

// refusal finds an answer that is no answer: a web page, or the error object
// of the API under a status of success, as some servers and proxies send it.
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
	var fault struct {
		Error json.RawMessage `json:"error"`
	}
	if err := json.Unmarshal(body, &fault); err != nil {
		return social.Errorf(social.CodeBroken, "not JSON: %w", err)
	}
	if len(fault.Error) == 0 || string(fault.Error) == "null" {
		return nil
	}
	words := strings.Trim(string(fault.Error), `"`)
	if strings.Contains(strings.ToLower(words), "auth") || strings.Contains(strings.ToLower(words), "token") {
		return social.Errorf(social.CodeLogin, "the server wants a login: %.100s", words)
	}
	return social.Errorf(social.CodeBroken, "the server answers with an error: %.100s", words)
}

// lookup reads the account behind a handle and asks for its statuses.
func lookup(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	var a account
	if err := json.Unmarshal(resp.Body, &a); err != nil {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "no account: %w", err)
	}
	if a.ID == "" {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "an account without an id")
	}
	if a.NoIndex {
		return crawler.Page{}, social.Errorf(social.CodeBlocked, "the account asks not to be indexed")
	}
	next := get(scope, stepTimeline, "/api/v1/accounts/"+url.PathEscape(string(a.ID))+"/statuses", url.Values{"limit": {pageSize}})
	return crawler.Page{Next: []crawler.Request{next}}, nil
}

// timeline reads a page of statuses and asks for the next one.
func timeline(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, held, err := statuses(resp)
	if err != nil {
		return crawler.Page{}, err
	}
	switch {
	case held > 0:
		if next := nextPage(resp); next != "" {
			page.Next = []crawler.Request{{URL: next, Header: resp.Request.Header, Step: stepOlder}}
		}
	case resp.Request.Step == stepTimeline && strings.HasPrefix(scope.Lane, "tag:"):
		// A server may close its hashtag timelines and answer with an empty
		// list. That must not pass for silence, so it is asked. Every server
		// has the older description, which says whether there is a newer one.
		page.Next = []crawler.Request{get(scope, stepServer, "/api/v1/instance", nil)}
	}
	return page, nil
}

// linkNext finds the next page in a Link header (RFC 8288).
var linkNext = regexp.MustCompile(`<([^<>]+)>\s*(?:;[^,<>]*)?;\s*rel="?next"?`)

// nextPage returns the address of the page after resp. It must lie on the same
// server: an answer has no business sending the crawler elsewhere.
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

// version finds the version of Mastodon, which began to say which timelines are
// open in 4.5. Compatible servers report a Mastodon version too, and do not say.
var version = regexp.MustCompile(`^(\d{1,4})\.(\d{1,4})`)

func server(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	var about struct {
		Version string `json:"version"`
	}
	if err := json.Unmarshal(resp.Body, &about); err != nil {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "no description of the server: %w", err)
	}
	m := version.FindStringSubmatch(about.Version)
	if m == nil || strings.Contains(about.Version, "compatible") || !atLeast45(m[1], m[2]) {
		return crawler.Page{}, nil
	}
	return crawler.Page{Next: []crawler.Request{get(scope, stepAccess, "/api/v2/instance", nil)}}, nil
}

func atLeast45(major, minor string) bool {
	return len(major) > 1 || major > "4" || major == "4" && (len(minor) > 1 || minor >= "5")
}

// access reads which timelines a server shows without a login
// (configuration.timelines_access of Mastodon 4.5).
func access(resp crawler.Response) (crawler.Page, error) {
	var about struct {
		Configuration struct {
			TimelinesAccess struct {
				HashtagFeeds struct {
					Local  string `json:"local"`
					Remote string `json:"remote"`
				} `json:"hashtag_feeds"`
			} `json:"timelines_access"`
		} `json:"configuration"`
	}
	if err := json.Unmarshal(resp.Body, &about); err != nil {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "no description of the server: %w", err)
	}
	feeds := about.Configuration.TimelinesAccess.HashtagFeeds
	for _, f := range []struct{ whose, access string }{{"local", feeds.Local}, {"remote", feeds.Remote}} {
		switch f.access {
		case "authenticated":
			return crawler.Page{}, social.Errorf(social.CodeLogin, "the server shows %s posts of a hashtag only to those who log in", f.whose)
		case "disabled":
			return crawler.Page{}, social.Errorf(social.CodeBlocked, "the server has switched hashtag timelines of %s posts off", f.whose)
		}
	}
	return crawler.Page{}, nil
}

package mastodon

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/internal/social"
)

const (
	// stepStatus reads a single status.
	stepStatus = "status"
	// stepPage looks whether the page of a status is there.
	stepPage = "page"
)

// statusPage is the address of a status's page on the server it was written on:
// Mastodon's /@ana/112, GoToSocial's /@ana/statuses/01H, Pleroma's /notice/9x
// and Pixelfed's /p/ana/5.
var statusPage = regexp.MustCompile(`^(https?://[^/]+)/(?:@[^/]+/(?:statuses/)?|notice/|p/[^/]+/)([A-Za-z0-9]+)/?$`)

// noticePage is the address of a status's page on Pleroma and Akkoma. Where these keep
// statuses from visitors (restrict_unauthenticated), they say of each that there is no
// such record; their page is one for all statuses, there or not.
var noticePage = regexp.MustCompile(`^https?://[^/]+/notice/`)

// Revisit asks the server that a status was written on for it
// (GET /api/v1/statuses/:id); only there the page's address holds the status's
// number. Servers that show single statuses after a login only, as GoToSocial does, are
// asked with the source's token where it is theirs, and else for the page that people
// see.
func (Adapter) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	m := statusPage.FindStringSubmatch(ref.URL)
	if m == nil {
		return crawler.Request{}, false
	}
	req := crawler.Request{
		URL: m[1] + "/api/v1/statuses/" + url.PathEscape(m[2]), Header: map[string]string{"Accept": "application/json"}, Step: stepStatus,
	}
	if !noticePage.MatchString(ref.URL) {
		req.Else = []crawler.Request{{URL: ref.URL, Header: map[string]string{"Accept": "text/html"}, Step: stepPage}}
	}
	if m[1] == strings.TrimSuffix(scope.Source.BaseURL, "/") {
		req.Sign = token()
	}
	return req, true
}

// single reads the answer to a request for one status.
func single(resp crawler.Response) (crawler.Page, error) {
	root, err := lenient.Parse(resp.Body, "")
	if err != nil {
		return crawler.Page{}, err
	}
	page, _, err := statuses(resp, []lenient.Node{root}, nil)
	if s, unread := readStatus(root); unread == nil && !s.public() && resp.Request.Asks != nil && s.identity() == resp.Request.Asks.ID {
		// The token's account may read it, and others may not any more.
		page.Posts = []social.Post{{Platform: Name, ID: s.identity(), Deleted: true}}
	}
	page.Unread = root.Unread()
	return page, err
}

// absent reads the refusal of a single status. That there is none is also said of all by a
// server that was set up anew, and decides where the server shows another. The page of a status that a list has
// shown and does not show any more tells by its absence that it is gone; that of another
// may be one that its author does not want on the web.
func absent(resp crawler.Response) error {
	missing := resp.Status == http.StatusNotFound || resp.Status == http.StatusGone
	asks := resp.Request.Asks
	switch {
	case !missing || asks == nil:
		return nil
	case resp.Request.Step == stepPage && !asks.Missing && !asks.Control:
		return social.Errorf(social.CodeLogin, "the server shows single posts only to those who log in")
	case resp.Request.Step != stepStatus, noticePage.MatchString(asks.URL):
		return nil // the status decides, where the server shows another
	}
	root, err := lenient.Parse(resp.Body, "")
	if err != nil || !strings.Contains(strings.ToLower(root.Get("error").String()), "not found") {
		return nil
	}
	return crawler.NoSuchPost("the server has no such post")
}

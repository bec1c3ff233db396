package mastodon

import (
	"net/url"
	"regexp"

	"earshot/crawler"
	"earshot/crawler/lenient"
)

// stepStatus reads a single status.
const stepStatus = "status"

// statusPage is the address of a status's page on the server it was written on:
// Mastodon's /@ana/112, GoToSocial's /@ana/statuses/01H, Pleroma's /notice/9x
// and Pixelfed's /p/ana/5.
var statusPage = regexp.MustCompile(`^(https?://[^/]+)/(?:@[^/]+/(?:statuses/)?|notice/|p/[^/]+/)([A-Za-z0-9]+)/?$`)

// Revisit asks the server that a status was written on for it
// (GET /api/v1/statuses/:id); only there the page's address holds the status's
// number.
func (Adapter) Revisit(_ crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	m := statusPage.FindStringSubmatch(ref.URL)
	if m == nil {
		return crawler.Request{}, false
	}
	return crawler.Request{
		URL: m[1] + "/api/v1/statuses/" + url.PathEscape(m[2]), Header: map[string]string{"Accept": "application/json"}, Step: stepStatus,
	}, true
}

// single reads the answer to a request for one status.
func single(resp crawler.Response) (crawler.Page, error) {
	root, err := lenient.Parse(resp.Body, "")
	if err != nil {
		return crawler.Page{}, err
	}
	page, _, err := statuses(resp, []lenient.Node{root}, nil)
	page.Unread = root.Unread()
	return page, err
}

package platform

import (
	"net/url"

	"earshot/crawler"
)

// Continue returns req with a parameter of its address set to the cursor of the
// next page. It is false where there is no next page: cursor is empty, or that
// of req.
func Continue(req crawler.Request, parameter, cursor string) (crawler.Request, bool) {
	u, err := url.Parse(req.URL)
	if err != nil || cursor == "" {
		return req, false
	}
	q := u.Query()
	if q.Get(parameter) == cursor {
		return req, false
	}
	q.Set(parameter, cursor)
	u.RawQuery = q.Encode()
	req.URL = u.String()
	return req, true
}

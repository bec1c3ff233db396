package platform

import (
	"net/url"

	"earshot/crawler"
)

// Continue is req with a parameter of its address set to where the next page
// begins. It is false where there is no next page: cursor is empty, or what was
// asked for already.
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

package fetch

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"earshot/crawler"
	"earshot/crawler/address"
	"earshot/crawler/gate"
	"earshot/internal/social"
)

// verdict is the error of an answer that no adapter is to read as a page: by what
// the platform says in it, else by the gate it shows, else by its status. It is
// nil for an answer to be read, and for a redirect.
func verdict(resp crawler.Response, refuser crawler.Refuser) error {
	switch status := resp.Status; {
	case status >= 200 && status < 300, status == http.StatusNotModified,
		status >= 300 && status < 400 && resp.Header.Get("Location") != "":
		return nil
	}
	if err := moved(resp); err != nil {
		return err
	}
	if refuser != nil {
		if err := refusal(resp, refuser); err != nil {
			return err
		}
	}
	if err := resp.Gate(); err != nil {
		return err
	}
	return statusFault(resp)
}

// moved says of a request for a stored post which was redirected to another address, where
// there is nothing, that this says nothing of the post: sites move, and lead what is not
// theirs any more to places of which they know nothing.
func moved(resp crawler.Response) error {
	if resp.Request.Asks == nil || len(resp.Request.Else) > 0 || resp.Status != http.StatusNotFound && resp.Status != http.StatusGone {
		return nil
	}
	asked, err := address.Parse(resp.Request.URL)
	got, bad := address.Parse(resp.URL)
	if err != nil || bad != nil || address.SameHost(asked, got) && samePath(asked, got) {
		return nil
	}
	return social.Errorf(social.CodeBroken, "crawler: %s leads to %s, which answered %s", address.Redact(resp.Request.URL), address.Redact(resp.URL), gate.StatusText(resp.Status))
}

// samePath tells whether two addresses differ in nothing but what hosts put right.
func samePath(a, b *url.URL) bool {
	return strings.EqualFold(strings.TrimSuffix(a.EscapedPath(), "/"), strings.TrimSuffix(b.EscapedPath(), "/")) && a.RawQuery == b.RawQuery
}

// refusal calls the adapter's Refusal; a panic there leaves it to the status.
func refusal(resp crawler.Response, refuser crawler.Refuser) (err error) {
	defer func() {
		if recover() != nil {
			err = nil
		}
	}()
	err = refuser.Refusal(resp)
	if err == nil || social.CodeOf(err) == social.CodeInternal {
		return nil
	}
	return fmt.Errorf("crawler: %s answered %s: %w", address.Redact(resp.URL), gate.StatusText(resp.Status), err)
}

package fetch

import (
	"fmt"
	"net/http"

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

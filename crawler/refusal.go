package crawler

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"earshot/internal/social"
)

// Refuser is an Adapter whose platform says in the body of an answer that is not
// a 2xx what the status alone does not: a limit under a 400, a closed door under
// a 404.
type Refuser interface {
	// Refusal reads such an answer, of which only the first 64 KiB are there. Its
	// error has the code that names the refusal: blocked, login, captcha,
	// rate_limited, not_found or broken. Nil leaves it to the status.
	Refusal(resp Response) error
}

// rest is a refusal that names for how long the host is to be left alone.
type rest struct {
	err  error
	wait time.Duration
}

func (r *rest) Error() string { return r.err.Error() }
func (r *rest) Unwrap() error { return r.err }

// ComeBack is the error of a Refuser, and of Parse, for an answer that asks to
// be left alone for wait: with code rate_limited, and heeded by all who ask that
// host.
func ComeBack(wait time.Duration, format string, args ...any) error {
	return &rest{err: social.Errorf(social.CodeRateLimited, format, args...), wait: max(wait, 0)}
}

// asksRest returns for how long err asks to leave its host alone.
func asksRest(err error) (time.Duration, bool) {
	if r, ok := errors.AsType[*rest](err); ok {
		return r.wait, true
	}
	return 0, false
}

// verdict names what an answer means that no adapter is to read as a page: by
// what the platform says in it, by the gate it shows, or by its status. It is nil
// for an answer to be read or followed.
func verdict(resp Response, refuser Refuser) error {
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
func refusal(resp Response, refuser Refuser) (err error) {
	defer func() {
		if recover() != nil {
			err = nil
		}
	}()
	err = refuser.Refusal(resp)
	if err == nil || social.CodeOf(err) == social.CodeInternal {
		return nil
	}
	return fmt.Errorf("crawler: %s answered %s: %w", redacted(resp.URL), statusText(resp.Status), err)
}

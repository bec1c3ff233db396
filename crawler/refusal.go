package crawler

import (
	"errors"
	"time"

	"earshot/internal/social"
)

// Refuser is an Adapter whose platform says in the body of an answer that is not
// a 2xx what the status alone does not: a limit under a 400, a refusal under a 404.
type Refuser interface {
	// Refusal reads such an answer, of which only the first 64 KiB are there. Its
	// error has the code that names the refusal: blocked, login, captcha,
	// rate_limited, not_found or broken. Nil leaves it to the status.
	Refusal(resp Response) error
}

// retryLater is a refusal that names how long the host is to be left alone.
type retryLater struct {
	err  error
	wait time.Duration
}

func (r *retryLater) Error() string { return r.err.Error() }
func (r *retryLater) Unwrap() error { return r.err }

// ComeBack is the error of a Refuser, and of Parse, for an answer that asks to
// be left alone for wait. It has code rate_limited, and every request to that
// host waits.
func ComeBack(wait time.Duration, format string, args ...any) error {
	return &retryLater{err: social.Errorf(social.CodeRateLimited, format, args...), wait: max(wait, 0)}
}

// RetryAfter returns how long err, made by ComeBack, asks to leave its host
// alone; false for any other error.
func RetryAfter(err error) (time.Duration, bool) {
	if r, ok := errors.AsType[*retryLater](err); ok {
		return r.wait, true
	}
	return 0, false
}

package crawler

import (
	"encoding/json"
	"net/http"
	"net/url"

	"earshot/crawler/warc"
	"earshot/internal/social"
)

// fetched says in an archive what an answer was asked for, so that it can be
// read again.
type fetched struct {
	Source  string  `json:"source"`
	Lane    string  `json:"lane"`
	Request Request `json:"request"`
}

// secretFields are fields of a request that are nobody else's business.
var secretFields = []string{"Authorization", "Cookie", "Proxy-Authorization"}

// evidence returns how the exchanges of a request are kept, or nil where none
// are. An answer of 304 has nothing to keep. What credentials were sent with is
// left out, and so are the cookies that an answer to such a request sets.
func (r *Runner) evidence(scope Scope, req Request) func(*exchange) error {
	if r.opts.Evidence == nil {
		return nil
	}
	if u, err := url.Parse(req.URL); err == nil && u.User != nil {
		u.User = nil
		req.URL = u.String()
	}
	return func(ex *exchange) error {
		if ex.status == http.StatusNotModified {
			return nil
		}
		note, err := json.Marshal(fetched{scope.Source.Name, scope.Lane, req})
		if err != nil {
			return social.Errorf(social.CodeInternal, "crawler: note what %s was asked for: %w", ex.url.Redacted(), err)
		}
		asked, received := ex.header.Clone(), ex.received
		for _, name := range secretFields {
			asked.Del(name)
		}
		for name := range req.Sign {
			asked.Del(name)
		}
		if len(req.Sign) > 0 {
			received = received.Clone()
			received.Del("Set-Cookie")
		}
		err = r.opts.Evidence.Keep(warc.Exchange{
			URL: ex.url.String(), At: ex.at, Method: ex.method, Asked: asked, Sent: ex.body,
			Status: ex.status, Received: received, Body: ex.raw.Bytes(), Fetch: note,
			Cut: ex.status > 299 && int64(len(ex.content)) >= min(ex.limit, faultBytes),
		})
		if err != nil {
			return social.Errorf(social.CodeInternal, "crawler: keep evidence: %w", err)
		}
		return nil
	}
}

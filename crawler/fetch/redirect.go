package fetch

import (
	"net/http"
	"net/url"

	"earshot/crawler"
	"earshot/crawler/address"
	"earshot/internal/social"
)

// maxRedirects is how many redirects are followed, as browsers and RFC 9110
// (15.4) advise against more.
const maxRedirects = 10

// target is where a request is sent next, and with what.
type target struct {
	method string
	url    *url.URL
	header http.Header
	body   []byte
	// ends are the messages that end an exchange over a WebSocket; nil for plain HTTP.
	ends []string
	// secret says that body holds credentials.
	secret bool
}

// newTarget is the first target of a request.
func newTarget(req crawler.Request, agent string) (target, error) {
	first, err := address.Parse(req.URL)
	if err != nil {
		return target{}, social.Errorf(social.CodeInvalid, "crawler: address %q: %w", req.URL, err)
	}
	header := make(http.Header, len(req.Header)+2)
	for name, value := range req.Header {
		header.Set(name, value)
	}
	header.Set("User-Agent", agent)
	header.Set("Accept-Encoding", "gzip")
	method := req.Method
	if method == "" {
		method = http.MethodGet
	}
	return target{method: method, url: first, header: header, body: req.Body, ends: req.Ends, secret: req.SignBody != ""}, nil
}

// redirect returns the target an answer leads to; it is false when the answer is
// not a redirect. To another origin only the header fields are sent that describe
// the wanted form of the answer, none that could hold a secret.
func (t target) redirect(status int, received http.Header) (next target, ok bool, err error) {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return target{}, false, nil
	}
	location := received.Get("Location")
	if location == "" {
		return target{}, false, nil
	}
	to, err := t.url.Parse(location)
	if err == nil {
		err = address.Normalize(to)
	}
	if err != nil {
		return target{}, false, social.Errorf(social.CodeBroken, "crawler: %s redirects to %q: %w", address.Redact(t.url.String()), location, err)
	}
	next = target{method: t.method, url: to, header: t.header.Clone(), body: t.body, ends: t.ends, secret: t.secret}
	if status < http.StatusTemporaryRedirect && t.method != http.MethodGet && t.method != http.MethodHead {
		next.method, next.body = http.MethodGet, nil
		next.header.Del("Content-Type")
	}
	if to.Scheme != t.url.Scheme || to.Host != t.url.Host {
		if next.secret && next.body != nil {
			return target{}, false, social.Errorf(social.CodeBroken, "crawler: %s redirects a request with credentials to %s, where they are not sent", address.Redact(t.url.String()), to.Host)
		}
		for name := range next.header {
			switch name {
			case "Accept", "Accept-Encoding", "Accept-Language", "User-Agent", "Content-Type":
			default:
				next.header.Del(name)
			}
		}
	}
	return next, true, nil
}

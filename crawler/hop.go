package crawler

import (
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"earshot/internal/social"
)

// maxRedirects is how many redirects are followed, as browsers and RFC 9110
// (15.4) advise against more.
const maxRedirects = 10

// badAddress is the error of a URL that is not fetched for what it is.
type badAddress struct{ err error }

func (e badAddress) Error() string { return e.err.Error() }
func (e badAddress) Unwrap() error { return e.err }

// hop is one request on the way to an answer.
type hop struct {
	method string
	url    *url.URL
	header http.Header
	body   []byte
	// secret says that body holds credentials.
	secret bool
}

// firstHop makes the request that an adapter asks for.
func firstHop(req Request, agent string) (hop, error) {
	target, err := parseAddress(req.URL)
	if err != nil {
		return hop{}, social.Errorf(social.CodeInvalid, "crawler: address %q: %w", req.URL, err)
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
	return hop{method: method, url: target, header: header, body: req.Body, secret: req.SignBody != ""}, nil
}

// parseAddress reads raw in the one form all parts of the crawler agree on:
// http or https, host in lower-case ASCII, no default port, no fragment.
func parseAddress(raw string) (*url.URL, error) {
	target, err := url.Parse(raw)
	if err != nil {
		if failed, ok := errors.AsType[*url.Error](err); ok {
			err = failed.Err
		}
		return nil, badAddress{err}
	}
	return target, normalise(target)
}

func normalise(target *url.URL) error {
	target.Scheme = strings.ToLower(target.Scheme)
	if target.Scheme != "http" && target.Scheme != "https" {
		return badAddress{errors.New("only http and https are fetched")}
	}
	host, port := target.Hostname(), target.Port()
	if host == "" {
		return badAddress{errors.New("it has no host")}
	}
	if addr, err := netip.ParseAddr(host); err == nil && addr.Is6() {
		if host = addr.Unmap().String(); addr.Unmap().Is6() {
			host = "[" + host + "]"
		}
	} else {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil {
			// Names with an underscore are not allowed and do exist.
			ascii = host
		}
		host = strings.ToLower(ascii)
	}
	if port != "" && !(target.Scheme == "http" && port == "80") && !(target.Scheme == "https" && port == "443") {
		host += ":" + port
	}
	target.Host = host
	target.Fragment, target.RawFragment = "", ""
	if target.Path == "" {
		target.Path = "/"
	}
	return nil
}

// redirect returns the hop an answer leads to; it is false when the answer is
// not a redirect. To another origin only what describes the wanted form of the
// answer is taken along, nothing that could be a secret.
func (h hop) redirect(status int, received http.Header) (next hop, ok bool, err error) {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return hop{}, false, nil
	}
	location := received.Get("Location")
	if location == "" {
		return hop{}, false, nil
	}
	target, err := h.url.Parse(location)
	if err == nil {
		err = normalise(target)
	}
	if err != nil {
		return hop{}, false, social.Errorf(social.CodeBroken, "crawler: %s redirects to %q: %w", h.url.Redacted(), location, err)
	}
	next = hop{method: h.method, url: target, header: h.header.Clone(), body: h.body, secret: h.secret}
	if status < http.StatusTemporaryRedirect && h.method != http.MethodGet && h.method != http.MethodHead {
		next.method, next.body = http.MethodGet, nil
		next.header.Del("Content-Type")
	}
	if target.Scheme != h.url.Scheme || target.Host != h.url.Host {
		if next.secret && next.body != nil {
			return hop{}, false, social.Errorf(social.CodeBroken, "crawler: %s redirects a request with credentials to %s, where they are not sent", h.url.Redacted(), target.Host)
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

package crawler

import (
	"net/url"
	"strings"
)

// Access is what an address is to programs, and so who decides whether it is asked.
type Access string

const (
	// AccessPage is a page for people: the robots.txt of its host decides (RFC 9309).
	AccessPage Access = "page"
	// AccessInterface is a documented interface or a feed that its platform offers to
	// programs: its terms and rate limits decide. Of robots.txt the pause is kept.
	AccessInterface Access = "interface"
	// AccessCredentials is an interface that is asked with the operator's credentials:
	// the terms they accepted decide. Of robots.txt the pause is kept.
	AccessCredentials Access = "credentials"
)

// Asks says what the addresses of a platform are to programs.
type Asks struct {
	// Open is what is asked without credentials, Signed what is asked with those of the
	// source; empty is AccessPage.
	Open, Signed Access
	// Terms is the address of the rules that allow it, or of the documentation that
	// offers it; empty for pages.
	Terms string
}

// String names what is asked.
func (a Asks) String() string {
	const pages = "pages, where robots.txt allows it"
	switch {
	case a.Open == AccessInterface && a.Signed == AccessCredentials:
		return "an interface for programs, with credentials where there are any"
	case a.Open == AccessInterface:
		return "an interface for programs"
	case a.Signed == AccessCredentials:
		return "with credentials an interface for programs, without them " + pages
	default:
		return pages
	}
}

// closed are sites whose terms let programs read what they publish by contract only,
// feeds included, with the address of these terms.
var closed = map[string]string{
	"reddit.com": "https://redditinc.com/policies/data-api-terms",
	"redd.it":    "https://redditinc.com/policies/data-api-terms",
}

// AccessOf is what a request of a platform is to programs; signed tells whether it
// carries credentials of its source.
func AccessOf(info Info, req Request, signed bool) Access {
	if req.Page {
		return AccessPage
	}
	if signed && info.Asks.Signed == AccessCredentials {
		return AccessCredentials
	}
	if at, err := url.Parse(req.URL); err != nil || Closed(at.Hostname()) != "" {
		return AccessPage
	}
	if info.Asks.Open == AccessInterface {
		return AccessInterface
	}
	return AccessPage
}

// Closed is the address of the terms of a site that programs may read by contract only;
// empty for any other host.
func Closed(host string) (terms string) {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for site, terms := range closed {
		if host == site || strings.HasSuffix(host, "."+site) {
			return terms
		}
	}
	return ""
}

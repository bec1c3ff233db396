package identity

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// maxAddress bounds an article's address; what is longer identifies nothing.
const maxAddress = 2048

// Article is the normalized address of an article, the same for every way in which
// it is commonly written: without scheme, www, default port, fragment, tracking
// parameters and last slash, parameters in order, and out of the wrapping of an
// aggregator. It is "" for what is no address of a single article: a home page, or
// a comment below an article.
func Article(raw string) string {
	u := parse(raw)
	if u == nil {
		return ""
	}
	if isPart(u.Fragment) {
		return ""
	}
	host := bareHost(u)
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	path := strings.TrimRight(withoutSession(u.EscapedPath()), "/")
	query := strings.Join(parameters(u.RawQuery), "&")
	if path == "" && query == "" || host == "" {
		return ""
	}
	address := host + path
	if query != "" {
		address += "?" + query
	}
	if len(address) > maxAddress {
		return ""
	}
	return address
}

// SameSite tells whether two addresses are of one registered domain, or of one host.
func SameSite(a, b string) bool {
	u, v := parse(a), parse(b)
	return u != nil && v != nil && site(u.Hostname()) == site(v.Hostname())
}

func site(host string) string {
	host = asciiHost(host)
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}

// bareHost is the host of an address without www.
func bareHost(u *url.URL) string {
	host := asciiHost(u.Hostname())
	for strings.HasPrefix(host, "www.") {
		host = strings.TrimPrefix(host, "www.")
	}
	return host
}

// asciiHost is a host as domain name servers know it. Names with an underscore are
// not allowed and do exist.
func asciiHost(host string) string {
	host = strings.TrimRight(strings.ToLower(host), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		return ascii
	}
	return host
}

// parse reads an absolute web address, out of its wrapping; nil is none.
func parse(raw string) *url.URL {
	raw = strings.TrimSpace(raw)
	for range 3 {
		u, err := url.Parse(raw)
		if err != nil || u.Host == "" || !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https") {
			return nil
		}
		inner := unwrap(u)
		if inner == "" {
			return u
		}
		raw = inner
	}
	return nil
}

// wrappers are addresses that lead to another one, which is in a parameter: the
// links of Google Alerts, Bing News, Facebook, Instagram, VK and LinkedIn.
var wrappers = map[string][]string{
	"google.com/url": {"url", "q"}, "bing.com/news/apiclick.aspx": {"url"}, "l.facebook.com/l.php": {"u"}, "lm.facebook.com/l.php": {"u"},
	"l.instagram.com": {"u"}, "l.threads.com": {"u"}, "vk.com/away.php": {"to"}, "linkedin.com/redir/redirect": {"url"}, "out.reddit.com": {"url"},
	"youtube.com/redirect": {"q"},
}

// unwrap is the address inside of one that only leads to it, or "".
func unwrap(u *url.URL) string {
	host := bareHost(u)
	path := strings.TrimRight(u.Path, "/")
	if strings.HasPrefix(host, "google.") {
		host = "google.com"
	}
	for _, name := range wrappers[host+path] {
		if inner := u.Query().Get(name); strings.HasPrefix(inner, "http://") || strings.HasPrefix(inner, "https://") {
			return inner
		}
	}
	// Copies of AMP pages: google.com/amp/s/HOST/PATH, HOST.cdn.ampproject.org/c/s/HOST/PATH.
	rest, isGoogle := strings.CutPrefix(path, "/amp/")
	if host != "google.com" || !isGoogle {
		var isCache bool
		if rest, isCache = strings.CutPrefix(path, "/c/"); !isCache {
			rest, isCache = strings.CutPrefix(path, "/v/")
		}
		if !isCache || !strings.HasSuffix(host, "cdn.ampproject.org") {
			return ""
		}
	}
	scheme := "http://"
	if secure, ok := strings.CutPrefix(rest, "s/"); ok {
		scheme, rest = "https://", secure
	}
	if u.RawQuery != "" {
		rest += "?" + u.RawQuery
	}
	return scheme + rest
}

// isPart tells whether a fragment names something on a page that may be a post of
// its own: a comment, an entry of a list, or a page that a script shows.
func isPart(fragment string) bool {
	switch lower := strings.ToLower(fragment); {
	case strings.HasPrefix(lower, "comment"), strings.HasPrefix(lower, "!"), strings.HasPrefix(lower, "/"):
		return true
	case strings.ContainsAny(lower, "=~"):
		return false
	default:
		return strings.ContainsAny(lower, "0123456789")
	}
}

// withoutSession removes a session's identifier (;jsessionid=) from a path.
func withoutSession(path string) string {
	if at := strings.Index(strings.ToLower(path), ";jsessionid="); at >= 0 {
		return path[:at]
	}
	return path
}

// parameters are those of a query that tell articles apart, in order.
func parameters(query string) []string {
	var list []string
	for _, part := range strings.FieldsFunc(query, func(r rune) bool { return r == '&' }) {
		name, value, _ := strings.Cut(part, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		if isTracking(strings.ToLower(name), strings.ToLower(value)) {
			continue
		}
		if plain, err := url.QueryUnescape(value); err == nil {
			value = plain
		}
		list = append(list, url.QueryEscape(name)+"="+url.QueryEscape(value))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

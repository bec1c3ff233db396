package gate

import (
	"net/url"
	"strings"

	"earshot/crawler/address"
	"earshot/internal/social"
)

// Redirect names a redirect that leads away from what was asked for to a login,
// a captcha or a consent page; nil for one that may be followed. Such a page is
// not even fetched.
func Redirect(from, to *url.URL) error {
	if from.Host == to.Host && from.Path == to.Path {
		return nil
	}
	was, is := named(from), named(to)
	if is.code == "" || was.code == is.code {
		return nil
	}
	return social.Errorf(is.code, "crawler: %s redirects to %s (%s): %s", address.Redact(from.String()), is.name, withoutQuery(to), remedy(is.code))
}

// withoutQuery leaves out the query of an address, which may hold the whole of
// another address.
func withoutQuery(u *url.URL) string {
	short := *u
	short.RawQuery = ""
	return address.Redact(short.String())
}

// hosts are what the hosts of gates begin with, roots what their paths begin
// with, and segments what they have as any segment of the path: words that a
// page about something else does not have there.
var (
	hosts = []struct{ prefix, kind string }{
		{"login.", "login"}, {"signin.", "login"}, {"accounts.", "login"}, {"passport.", "login"}, {"sso.", "login"},
		{"auth.", "login"}, {"wappass.", "captcha"}, {"captcha.", "captcha"}, {"geo.captcha-delivery.", "captcha"}, {"sec.douban.", "captcha"},
		{"consent.", "consent"},
	}
	segments = map[string]string{
		"login": "login", "log-in": "login", "log_in": "login", "signin": "login", "sign-in": "login", "sign_in": "login",
		"login.php": "login", "wp-login.php": "login", "signin.php": "login", "login.html": "login", "servicelogin": "login",
		"captcha": "captcha",
	}
	roots = []struct{ prefix, kind string }{
		{"/sorry/index", "captcha"}, {"/checkpoint/", "captcha"}, {"/cdn-cgi/challenge", "captcha"}, {"/consent/", "consent"},
	}
	kinds = map[string]gate{
		"login":   {code: social.CodeLogin, name: "a login page"},
		"captcha": {code: social.CodeCaptcha, name: "a captcha"},
		"consent": {code: social.CodeBlocked, name: "a consent page"},
	}
)

// named is the gate that an address names; the zero gate for none.
func named(u *url.URL) gate {
	for _, h := range hosts {
		if strings.HasPrefix(u.Host, h.prefix) {
			return kinds[h.kind]
		}
	}
	for _, r := range roots {
		if strings.HasPrefix(u.Path, r.prefix) {
			return kinds[r.kind]
		}
	}
	for segment := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		if kind, ok := segments[segment]; ok {
			return kinds[kind]
		}
	}
	return gate{}
}

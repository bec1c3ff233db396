package crawler

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"earshot/internal/social"
)

// gateBytes is how much of a page is searched for the words of a gate.
const gateBytes = 64 << 10

// gate is a page that stands between a program and what it asked for.
type gate struct {
	code social.Code
	// name is what people call it ("a Cloudflare challenge").
	name string
	// marks are words that its HTML has, in lower case; one is enough.
	marks []string
}

// gates are known by what their own pages contain, from the strongest sign to
// the weakest.
var gates = []gate{
	{social.CodeCaptcha, "a Cloudflare challenge", []string{"<title>just a moment...</title>", "cf-chl-", "cf_chl_", "cf-challenge", "challenges.cloudflare.com", "enable javascript and cookies to continue"}},
	{social.CodeBlocked, "Cloudflare's refusal", []string{"attention required! | cloudflare", "cf-error-details"}},
	{social.CodeCaptcha, "a DataDome captcha", []string{"captcha-delivery.com", "datadome"}},
	{social.CodeCaptcha, "a PerimeterX captcha", []string{"px-captcha", "_pxappid", "perimeterx"}},
	{social.CodeCaptcha, "Baidu's security check", []string{"百度安全验证", "wappass.baidu.com/static/captcha"}},
	{social.CodeBlocked, "Reddit's bot wall", []string{"whoa there, pardner"}},
	{social.CodeCaptcha, "an Imperva bot wall", []string{"incapsula incident id", "_incapsula_resource"}},
	{social.CodeCaptcha, "an AWS WAF challenge", []string{"awswafintegration", "aws-waf-token"}},
	{social.CodeCaptcha, "an Anubis bot wall", []string{"within.website/x/cmd/anubis"}},
	{social.CodeBlocked, "Akamai's refusal", []string{"errors.edgesuite.net"}},
	{social.CodeCaptcha, "an hCaptcha", []string{"hcaptcha.com", `class="h-captcha`}},
	{social.CodeCaptcha, "a reCAPTCHA", []string{"google.com/recaptcha", "recaptcha.net/recaptcha", "g-recaptcha"}},
	{social.CodeBlocked, "a consent page", []string{"//consent.youtube.com/", "//consent.google.", "<title>before you continue", "//consent.yahoo.com/"}},
	{social.CodeLogin, "a login page", []string{`type="password"`, `type='password'`, "type=password"}},
	{social.CodeCaptcha, "a captcha", []string{"captcha"}},
}

// loginTitle finds pages that say in their title that they are a login.
var loginTitle = regexp.MustCompile(`<title[^>]*>[^<]{0,80}(?:log ?in|sign ?in|anmelde|iniciar sesi|se connecter|connexion|accedi|登录|登入|ログイン|로그인|войти|вход)`)

// Gate names what keeps programs out when an HTML page is a login, a captcha, a
// bot wall or a consent page: with code login, captcha or blocked, and what an
// operator can do. It is nil for a page that is none as far as can be seen. It
// reads words in the first 64 KiB: ask it only of an answer that is not what was
// wanted, for an article may hold the same words.
func (r Response) Gate() error {
	if r.Header.Get("Cf-Mitigated") == "challenge" { // as Cloudflare documents it
		return gateFault(r.URL, r.Status, gates[0])
	}
	if !r.IsHTML() {
		return nil
	}
	start := bytes.ToLower(r.Body[:min(len(r.Body), gateBytes)])
	for _, g := range gates {
		for _, mark := range g.marks {
			if bytes.Contains(start, []byte(mark)) {
				return gateFault(r.URL, r.Status, g)
			}
		}
	}
	if loginTitle.Match(start) {
		return gateFault(r.URL, r.Status, gate{code: social.CodeLogin, name: "a login page"})
	}
	return nil
}

func gateFault(address string, status int, g gate) error {
	if status >= 200 && status < 300 || status == 0 {
		return social.Errorf(g.code, "crawler: %s answered with %s: %s", redacted(address), g.name, remedy(g.code))
	}
	return social.Errorf(g.code, "crawler: %s answered %s with %s: %s", redacted(address), statusText(status), g.name, remedy(g.code))
}

// remedy is what an operator can do about a gate.
func remedy(code social.Code) string {
	switch code {
	case social.CodeLogin:
		return "give the source credentials, or choose something that is public"
	case social.CodeCaptcha:
		return "Earshot solves none; crawl less often or from another network"
	default:
		return "ask the platform's operator, or read it another way"
	}
}

// detour names a redirect that leads away from what was asked for to a login, a
// captcha or a consent page. Such a page is not even fetched.
func detour(from, to *url.URL) error {
	if from.Host == to.Host && from.Path == to.Path {
		return nil
	}
	was, is := gateOf(from), gateOf(to)
	if is.code == "" || was.code == is.code {
		return nil
	}
	return social.Errorf(is.code, "crawler: %s redirects to %s (%s): %s", from.Redacted(), is.name, bare(to), remedy(is.code))
}

// bare is an address without its query, which may hold the whole of another.
func bare(u *url.URL) string {
	short := *u
	short.RawQuery = ""
	return short.Redacted()
}

// gateHosts are what the hosts of gates begin with, gateRoots what their paths
// begin with, and gatePaths what they have as any segment: words that a page
// about something else does not have there.
var (
	gateHosts = []struct{ prefix, kind string }{
		{"login.", "login"}, {"signin.", "login"}, {"accounts.", "login"}, {"passport.", "login"}, {"sso.", "login"},
		{"auth.", "login"}, {"wappass.", "captcha"}, {"captcha.", "captcha"}, {"geo.captcha-delivery.", "captcha"}, {"sec.douban.", "captcha"},
		{"consent.", "consent"},
	}
	gatePaths = map[string]string{
		"login": "login", "log-in": "login", "log_in": "login", "signin": "login", "sign-in": "login", "sign_in": "login",
		"login.php": "login", "wp-login.php": "login", "signin.php": "login", "login.html": "login", "servicelogin": "login",
		"captcha": "captcha",
	}
	gateRoots = []struct{ prefix, kind string }{
		{"/sorry/index", "captcha"}, {"/checkpoint/", "captcha"}, {"/cdn-cgi/challenge", "captcha"}, {"/consent/", "consent"},
	}
	gateKinds = map[string]gate{
		"login":   {code: social.CodeLogin, name: "a login page"},
		"captcha": {code: social.CodeCaptcha, name: "a captcha"},
		"consent": {code: social.CodeBlocked, name: "a consent page"},
	}
)

// gateOf is the gate that an address names; the zero gate for none.
func gateOf(u *url.URL) gate {
	for _, h := range gateHosts {
		if strings.HasPrefix(u.Host, h.prefix) {
			return gateKinds[h.kind]
		}
	}
	for _, r := range gateRoots {
		if strings.HasPrefix(u.Path, r.prefix) {
			return gateKinds[r.kind]
		}
	}
	for segment := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		if kind, ok := gatePaths[segment]; ok {
			return gateKinds[kind]
		}
	}
	return gate{}
}

func redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Redacted()
}

// gated names the gate that stands in an answer which an adapter could not read,
// or in which it found nothing at all; else it returns fault as it is.
func gated(resp Response, page Page, fault error) error {
	switch {
	case fault == nil && (page.Sound || len(page.Posts)+len(page.Skipped)+len(page.Next) > 0),
		fault != nil && social.CodeOf(fault) != social.CodeBroken,
		resp.Status == http.StatusNotModified:
		return fault
	}
	if found := resp.Gate(); found != nil {
		return found
	}
	return fault
}

// Package gate recognises pages that are shown to a program instead of what it
// asked for: logins, captchas, bot walls and consent pages. One such page is a
// gate.
package gate

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"

	"earshot/crawler/address"
	"earshot/internal/social"
)

// searched is how many bytes of a page are searched for the words of a gate.
const searched = 64 << 10

// gate is one kind of page that keeps programs out.
type gate struct {
	code social.Code
	// name is what people call it ("a Cloudflare challenge").
	name string
	// marks are words that its HTML has, in lower case; one is enough.
	marks []string
}

// gates are recognised by what their own pages contain, from the strongest sign
// to the weakest.
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

// Mitigated names the gate that the header of an answer announces; nil for none.
// Cloudflare documents Cf-Mitigated for its challenges.
func Mitigated(url string, status int, header http.Header) error {
	if header.Get("Cf-Mitigated") == "challenge" {
		return gates[0].fault(url, status)
	}
	return nil
}

// Page names the gate that an HTML page is, by words in its first 64 KiB: with
// code login, captcha or blocked, and what an operator can do. It is nil for a
// page that is none as far as can be seen.
func Page(url string, status int, html []byte) error {
	start := bytes.ToLower(html[:min(len(html), searched)])
	for _, g := range gates {
		for _, mark := range g.marks {
			if bytes.Contains(start, []byte(mark)) {
				return g.fault(url, status)
			}
		}
	}
	if loginTitle.Match(start) {
		return kinds["login"].fault(url, status)
	}
	return nil
}

func (g gate) fault(url string, status int) error {
	if status >= 200 && status < 300 || status == 0 {
		return social.Errorf(g.code, "crawler: %s answered with %s: %s", address.Redact(url), g.name, remedy(g.code))
	}
	return social.Errorf(g.code, "crawler: %s answered %s with %s: %s", address.Redact(url), StatusText(status), g.name, remedy(g.code))
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

// StatusText writes a status as people know it: "403 Forbidden", "432".
func StatusText(status int) string {
	if name := http.StatusText(status); name != "" {
		return fmt.Sprintf("%d %s", status, name)
	}
	return fmt.Sprint(status)
}

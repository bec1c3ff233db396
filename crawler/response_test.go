package crawler_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/internal/social"
)

func TestGates(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		code       social.Code
		says       string
	}{
		{"Cloudflare", `<title>Just a moment...</title><script>window._cf_chl_opt={}</script>`, social.CodeCaptcha, "Cloudflare"},
		{"Turnstile", `<script src="https://challenges.cloudflare.com/turnstile/v0/api.js">`, social.CodeCaptcha, "Cloudflare"},
		{"Cloudflare 1020", `<title>Attention Required! | Cloudflare</title>`, social.CodeBlocked, "Cloudflare's refusal"},
		{"hCaptcha", `<script src="https://js.hcaptcha.com/1/api.js"></script>`, social.CodeCaptcha, "hCaptcha"},
		{"reCAPTCHA", `<div class="g-recaptcha" data-sitekey="x"></div>`, social.CodeCaptcha, "reCAPTCHA"},
		{"DataDome", `<script src="https://ct.captcha-delivery.com/c.js"></script>`, social.CodeCaptcha, "DataDome"},
		{"PerimeterX", `<div id="px-captcha"></div>`, social.CodeCaptcha, "PerimeterX"},
		{"Baidu", `<title>百度安全验证</title>`, social.CodeCaptcha, "Baidu"},
		{"Reddit", `<h1>whoa there, pardner!</h1>`, social.CodeBlocked, "Reddit"},
		{"Imperva", `<iframe src="/_Incapsula_Resource?x">crawler.Request unsuccessful.</iframe>`, social.CodeCaptcha, "Imperva"},
		{"Anubis", `<script src="/.within.website/x/cmd/anubis/static/js/main.mjs">`, social.CodeCaptcha, "Anubis"},
		{"consent", `<form action="https://consent.youtube.com/save">`, social.CodeBlocked, "consent page"},
		{"password", `<form><input name=p TYPE='password'></form>`, social.CodeLogin, "a login page"},
		{"a login's title", `<title>Log in - Forum</title><div id=app></div>`, social.CodeLogin, "a login page"},
		{"a login's title in Chinese", `<title>登录 - 论坛</title>`, social.CodeLogin, "a login page"},
		{"another captcha", `<form class="my-captcha">`, social.CodeCaptcha, "a captcha"},
		{"maintenance", `<title>Back soon</title><a href="/login">Log in</a>`, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := "<!DOCTYPE html><html>" + tt.body + "</html>"
			resp := crawler.Response{URL: "https://a.example/x", Status: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(page)}
			err := resp.Gate()
			if social.CodeOf(err) != tt.code || err != nil && (!strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), "https://a.example/x")) {
				t.Errorf("%q of %v, want %q with %q", social.CodeOf(err), err, tt.code, tt.says)
			}
			resp.Header.Set("Content-Type", "application/json")
			resp.Body = []byte(fmt.Sprintf("%q", page))
			if err := resp.Gate(); err != nil {
				t.Errorf("a post that quotes the page is taken for it: %v", err)
			}
		})
	}
}

func TestExpectJSON(t *testing.T) {
	page := func(kind, body string) crawler.Response {
		return crawler.Response{URL: "https://a.example/api", Header: http.Header{"Content-Type": {kind}}, Body: []byte(body)}
	}
	for _, tt := range []struct {
		name string
		resp crawler.Response
		want social.Code
	}{
		{"json", page("application/json", `{"a":1}`), ""},
		{"json under a wrong header", page("text/html", `[]`), ""},
		{"login page", page("text/html; charset=utf-8", `<form><input TYPE="password"></form>`), social.CodeLogin},
		{"captcha without a header", page("", ` <!DOCTYPE html><div class="g-recaptcha">`), social.CodeCaptcha},
		{"some page", page("text/html", `<h1>Maintenance</h1>`), social.CodeBroken},
		{"nothing", page("application/json", ``), social.CodeBroken},
		{"half", page("application/json", `{"a":`), social.CodeBroken},
		{"text", page("text/plain", `no`), social.CodeBroken},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.resp.ExpectJSON(); social.CodeOf(err) != tt.want {
				t.Errorf("code %q of %v, want %q", social.CodeOf(err), err, tt.want)
			}
		})
	}
}

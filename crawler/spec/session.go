package spec

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/internal/social"
)

// Session is how credentials are exchanged for a token (RFC 6749, 4.4). It is asked for
// when there is none, again when it expires, and never where the source has a `token` of
// its own.
type Session struct {
	// BaseURL is the address of the server that gives it.
	BaseURL string `yaml:"base_url" need:"yes"`
	// Path is what is asked there, with a POST.
	Path string `yaml:"path" need:"yes"`
	// Form are the fields of the form that is sent; credentials stand in braces.
	Form map[string]string `yaml:"form" need:"yes"`
	// Token is the gjson path of the token in the answer; `sign` names it `{token}`.
	Token string `yaml:"token" need:"yes"`
	// Expires is the gjson path of the seconds for which it is good. Default: an hour.
	Expires string `yaml:"expires"`
}

const (
	// sessionAge is how long a token is used whose platform does not say.
	sessionAge = time.Hour
	// sessionSpare is how long before its end a token is asked for again.
	sessionSpare = time.Minute
)

var _ crawler.Opener = (*File)(nil)

// Open asks for a token; false where the platform gives none, or the source has its own.
func (f *File) Open(src social.Source) (crawler.Request, bool) {
	if f.Session == nil || src.Credentials["token"] != "" {
		return crawler.Request{}, false
	}
	var form []string
	for _, name := range slices.Sorted(maps.Keys(f.Session.Form)) {
		// Braces stay: they are filled in, escaped, when the request is sent.
		form = append(form, url.QueryEscape(name)+"="+f.Session.Form[name])
	}
	return crawler.Request{
		Method: http.MethodPost, URL: strings.TrimSuffix(cmp.Or(src.BaseURL, f.Session.BaseURL), "/") + f.Session.Path,
		Header:   map[string]string{"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"},
		SignBody: strings.Join(form, "&"),
	}, true
}

// Opened reads a token.
func (f *File) Opened(resp crawler.Response) (crawler.Session, error) {
	// Neither the answer nor what is wrong with it is quoted: it holds a token.
	root, err := lenient.Parse(resp.Body, resp.Header.Get("Content-Type"))
	if err != nil || f.Session == nil || root.Get(f.Session.Token).String() == "" {
		return crawler.Session{}, social.Errorf(social.CodeBroken, "%s: %s answered without a token", f.Platform, resp.URL)
	}
	age := sessionAge
	if f.Session.Expires != "" {
		if seconds, err := strconv.ParseInt(root.Get(f.Session.Expires).String(), 10, 64); err == nil && seconds > 0 {
			age = min(time.Duration(min(seconds, 1<<31))*time.Second, 30*24*time.Hour)
		}
	}
	return crawler.Session{
		Credentials: map[string]string{"token": root.Get(f.Session.Token).String()}, Until: resp.At.Add(max(age-sessionSpare, age/2)),
	}, nil
}

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

package urlstate_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"earshot/dashboard/urlstate"
	"earshot/internal/query"
	"earshot/internal/social"
)

func TestStrict(t *testing.T) {
	p := urlstate.Parser{Brands: []social.Brand{{Name: "Northwind"}}, Known: query.Known{Platforms: []string{"mastodon", "feed"}}}
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for raw, problem := range map[string]string{
		"": "",
		"brand=Northwind&platform=mastodon&language=en&sentiment=negative&period=7d&copies=folded&q=coffee&split=brand&order=engaged": "",
		"from=2026-11-01&to=2026-11-03":      "",
		"platform=mastodon&platform=feed":    "",
		"brnad=Northwind":                    "brnad",
		"brand=Nobody":                       "Nobody",
		"platform=myspace":                   "myspace",
		"language=klingon":                   "klingon",
		"sentiment=angry":                    "angry",
		"date_from=nowhere":                  "nowhere",
		"period=century":                     "century",
		"period=custom&from=2026-13-45&to=x": "period",
		"from=yesterday":                     "period",
		"from=2026-11-05&to=2026-11-01":      "period",
		"copies=all":                         "copies",
		"spam=1":                             "spam",
		"q=" + url.QueryEscape("(coffee"):    "q: ",
		"split=author":                       "author",
		"order=oldest":                       "oldest",
		"emotion=grumpy":                     "grumpy",
		"brand=Northwind&brand=Northwind":    "2 times",
		"q=%zz":                              "cannot be read",
		"a=1;b=2":                            "cannot be read",
		urlstate.TimeZone + "=Mars/Olympus":  "Mars",
		"platform=" + strings.Repeat("a&platform=", 60) + "a": "more than",
	} {
		_, err := p.ParseStrict(raw, now)
		if (err == nil) != (problem == "") || err != nil && (social.CodeOf(err) != social.CodeInvalid || !strings.Contains(err.Error(), problem)) {
			t.Errorf("%.60q: %v", raw, err)
		}
	}
}

// FuzzStrict: what is taken for a file is taken by a page without a fault, and the
// file holds what the page shows.
func FuzzStrict(f *testing.F) {
	f.Add("brand=Northwind&from=2026-11-01&to=2026-11-03")
	f.Add("q=%22&%zz")
	f.Add("period=7d;period=30d&from=9999-12-31&brand=")
	p := urlstate.Parser{Brands: []social.Brand{{Name: "Northwind"}}, Known: query.Known{Platforms: []string{"mastodon"}}}
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, raw string) {
		v, err := p.ParseStrict(raw, now)
		if err != nil {
			return
		}
		again, err := p.ParseStrict(v.Values().Encode(), now)
		if err != nil {
			t.Fatalf("%q was taken, and its own address %q is not: %v", raw, v.Values().Encode(), err)
		}
		if a, b := v.Values().Encode(), again.Values().Encode(); a != b {
			t.Errorf("%q became %q", a, b)
		}
	})
}

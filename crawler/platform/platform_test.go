package platform_test

import (
	"testing"

	"earshot/crawler/platform"
	"earshot/internal/social"
)

func TestUnused(t *testing.T) {
	src := social.Source{Name: "s", Platform: "feed", BaseURL: "x", Tags: []string{"a"}, URLs: []string{"b"}}
	errs := platform.Unused(src, "urls")
	if len(errs) != 2 {
		t.Fatalf("got %v, want base_url and tags", errs)
	}
	for _, err := range errs {
		if social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("%v has code %s", err, social.CodeOf(err))
		}
	}
}

func TestWebAddress(t *testing.T) {
	for _, tc := range []struct {
		name, raw string
		good      bool
	}{
		{"https", "https://a.example/x?y=1", true},
		{"http and port", "http://127.0.0.1:8080", true},
		{"no scheme", "a.example", false},
		{"other scheme", "ftp://a.example", false},
		{"no server", "https:///x", false},
		{"user name", "https://ana:pw@a.example", false},
		{"not an address", "https://a b", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if err := platform.WebAddress(social.Source{Name: "s"}, "base_url", tc.raw); (err == nil) != tc.good {
				t.Errorf("WebAddress(%q): %v", tc.raw, err)
			}
		})
	}
}

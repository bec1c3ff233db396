package instagram_test

import (
	"testing"

	"earshot/crawler"
	"earshot/crawler/platform/instagram"
	"earshot/internal/social"
)

func TestRefusal(t *testing.T) {
	for body, want := range map[string]social.Code{
		`{"error":{"message":"(#4) Application request limit reached","code":4}}`: social.CodeRateLimited,
		`{"error":{"message":"Invalid OAuth access token","code":190}}`:           social.CodeBlocked,
		`oops`: "", `{}`: "",
	} {
		if got := social.CodeOf(instagram.New().Refusal(crawler.Response{Status: 400, Body: []byte(body)})); got != want {
			t.Errorf("%s is %q, want %q", body, got, want)
		}
	}
}

package reddit_test

import (
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/platform/reddit"
	"earshot/internal/social"
)

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		src  social.Source
		want string
	}{
		{social.Source{Tags: []string{"r/coffee", "#espresso"}, Accounts: []string{"u/ana"}, Queries: []string{"northwind"}, URLs: []string{"https://www.reddit.com/r/x/comments/1abc/y/"}}, ""},
		{social.Source{}, "needs tags"},
		{social.Source{Tags: []string{"two words"}}, "tags[0]"},
		{social.Source{Accounts: []string{"a/b"}}, "accounts[0]"},
		{social.Source{URLs: []string{"https://www.reddit.com/r/coffee/"}}, "urls[0]"},
	} {
		test.src.Name, test.src.Platform = "s", reddit.Name
		err := reddit.New().Check(test.src)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("Check(%+v) = %v, want %q", test.src, err, test.want)
		}
	}
}

// TestTokenChoosesTheInterface: with a token the API is asked, and the token
// itself stands nowhere in the request, which is stored.
func TestTokenChoosesTheInterface(t *testing.T) {
	src := social.Source{Name: "s", Platform: reddit.Name, Tags: []string{"coffee"}}
	for token, want := range map[string]string{"": "https://www.reddit.com/r/coffee/new/.rss?", "s3cret": "https://oauth.reddit.com/r/coffee/new?"} {
		src.Credentials = map[string]string{"token": token}
		req, err := reddit.New().Start(crawler.Scope{Source: src, Lane: "subreddit:coffee"})
		if err != nil || !strings.HasPrefix(req.URL, want) {
			t.Errorf("with token %q: %s, %v", token, req.URL, err)
		}
		if strings.Contains(req.URL, "s3cret") || strings.Contains(req.Header["Authorization"], "s3cret") {
			t.Errorf("the token stands in %+v", req)
		}
	}
}

package spec_test

import (
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/internal/social"
)

// TestWhatASourceMustSay: values that no lane is for, consent that was not given,
// and a credential without which there is nothing to read.
func TestWhatASourceMustSay(t *testing.T) {
	for _, tc := range []struct {
		name, platform string
		src            social.Source
		want           string
	}{
		{"consent", "4chan", social.Source{Tags: []string{"g"}}, `params.unsafe_content: 4chan shows content that is offensive`},
		{"refused", "4chan", social.Source{Tags: []string{"g"}, Params: map[string]string{"unsafe_content": "no"}}, `params.unsafe_content`},
		{"given", "4chan", social.Source{Tags: []string{"g"}, Params: map[string]string{"unsafe_content": "yes"}}, ""},
		{"no board", "4chan", social.Source{Tags: []string{"/g/"}, Params: map[string]string{"unsafe_content": "yes"}}, `tags[0]: "/g/" is not the name of a board, such as g`},
		{"either lane", "github", social.Source{Tags: []string{"a/b", "a/b/discussions"}}, ""},
		{"neither", "github", social.Source{Tags: []string{"a"}}, `tags[0]: "a" is not a repository, such as golang/go and not its discussions`},
		{"no video", "bilibili", social.Source{URLs: []string{"https://www.bilibili.com/read/cv1"}}, "urls[0]"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.src.Name, tc.src.Platform = "s", tc.platform
			err := shipped(t, tc.platform).Check(tc.src)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("Check: %v, want %q", err, tc.want)
			}
		})
	}
}

// TestRefusedByStatus: what a status means on a platform is said with what to do.
func TestRefusedByStatus(t *testing.T) {
	for _, tc := range []struct {
		platform string
		status   int
		body     string
		code     social.Code
		want     string
	}{
		{"weibo", 432, "<html></html>", social.CodeLogin, "take a new one"},
		{"bilibili", 412, "<!DOCTYPE html><html><body>error</body></html>", social.CodeBlocked, "from another network"},
		{"lemmy", 400, `{"error":"rate_limit_error"}`, social.CodeRateLimited, "come back later"},
		{"lemmy", 404, `{"error":"couldnt_find_community"}`, "", ""},
	} {
		err := shipped(t, tc.platform).Refusal(crawler.Response{URL: "https://a.example/x", Status: tc.status, Body: []byte(tc.body)})
		if tc.code == "" && err != nil || tc.code != "" && (social.CodeOf(err) != tc.code || !strings.Contains(err.Error(), tc.want)) {
			t.Errorf("%s %d: %v, want %s: %s", tc.platform, tc.status, err, tc.code, tc.want)
		}
	}
}

func TestNeededCredential(t *testing.T) {
	scope := crawler.Scope{Lane: "account:77", Source: social.Source{Name: "s", Platform: "weibo", Accounts: []string{"77"}}}
	if _, err := shipped(t, "weibo").Start(scope); social.CodeOf(err) != social.CodeLogin || !strings.Contains(err.Error(), "credentials.cookie") {
		t.Errorf("without a cookie: %v, want one that says how to give it", err)
	}
	scope.Source.Credentials = map[string]string{"cookie": "SUB=secret"}
	req, err := shipped(t, "weibo").Start(scope)
	if err != nil || req.Sign["Cookie"] != "{cookie}" || strings.Contains(req.URL, "secret") {
		t.Errorf("with a cookie: %+v, %v", req, err)
	}
}

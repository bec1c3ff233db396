package mastodon

import (
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/internal/social"
)

// feed tells to whom a server shows the posts of its own and of other servers in
// a kind of timeline: public, authenticated or disabled; empty where it does not say.
type feed struct {
	Local  string `json:"local"`
	Remote string `json:"remote"`
}

// access reads which timelines a server shows without a login, which Mastodon
// tells since 4.5 (configuration.timelines_access), and asks for those. A
// timeline that is not shown must not count as empty.
func access(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	var about struct {
		Configuration struct {
			TimelinesAccess struct {
				LiveFeeds    feed `json:"live_feeds"`
				HashtagFeeds feed `json:"hashtag_feeds"`
			} `json:"timelines_access"`
		} `json:"configuration"`
	}
	root, err := lenient.Parse(resp.Body, "")
	if err != nil {
		return crawler.Page{}, err
	}
	if !root.Decode(&about) {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "no description of the server: it is %s", root.Kind())
	}
	shown, what := about.Configuration.TimelinesAccess.LiveFeeds, "in its public timeline"
	if strings.HasPrefix(scope.Lane, "tag:") {
		shown, what = about.Configuration.TimelinesAccess.HashtagFeeds, "of a hashtag"
	}
	token := scope.Source.Credentials["token"] != ""
	local, remote := closed(shown.Local, token, "local", what), closed(shown.Remote, token, "remote", what)
	switch {
	case scope.Source.Params["local"] == "true":
		remote = nil
		if local != nil {
			return crawler.Page{}, local
		}
	case local != nil && remote != nil:
		return crawler.Page{}, remote
	}
	only, missing := "", local
	switch {
	case local != nil:
		only = "remote"
	case remote != nil:
		only, missing = "local", remote
	}
	page := crawler.Page{Next: []crawler.Request{newest(scope, only)}, Unread: root.Unread()}
	if missing != nil {
		page.Skipped = []crawler.Skip{{Where: "part of the timeline", Err: missing}}
	}
	return page, nil
}

// closed says why posts of a kind are not shown; nil when they are.
func closed(to string, token bool, whose, what string) error {
	switch {
	case to == "authenticated" && !token:
		return social.Errorf(social.CodeLogin, "the server shows %s posts %s only to those who log in; set credentials.token of the source to an access token of an account there", whose, what)
	case to == "disabled":
		return social.Errorf(social.CodeBlocked, "the server has switched %s posts %s off", whose, what)
	}
	return nil
}

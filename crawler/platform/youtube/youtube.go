// Package youtube reads YouTube: without credentials the feeds of channels and
// playlists, which hold their 15 newest videos, and with a key of the operator's
// the YouTube Data API v3 (https://developers.google.com/youtube/v3/docs):
// searches, the counts of videos, and their comments.
package youtube

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Name is the platform's name in configuration and posts.
const Name = "youtube"

const (
	feedServer = "https://www.youtube.com"
	apiServer  = "https://www.googleapis.com"
)

// The steps of a lane.
const (
	stepFeed     = "feed"
	stepSearch   = "search"
	stepPlaylist = "playlist"
	stepVideos   = "videos"
	stepComments = "comments"
)

// Adapter reads YouTube. It has no state.
type Adapter struct{}

var (
	_ crawler.Adapter = Adapter{}
	_ crawler.Refuser = Adapter{}
)

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes YouTube.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "YouTube",
		Reads:       "videos of channels and playlists (accounts); with a key searches and comments",
		Credentials: "none for the newest 15 of channels; a Data API key for all, searches and comments",
		Keys:        []string{"token"},
		Images:      true,
		Engagement:  true,
		Search:      query.Capabilities{Words: true, Phrases: true, Accounts: true, Time: true},
		Delay:       time.Second,
		Asks:        crawler.Asks{Open: crawler.AccessInterface, Signed: crawler.AccessCredentials, Terms: "https://developers.google.com/youtube/terms/api-services-terms-of-service"},
		Terms:       "Feeds of channels hold 15 videos and at times fail for days: a channel that is not found is asked for again. A key has 10,000 units a day, of which a page of a search takes 100 and a page of comments 1.",
		Checked:     "2020-12",
	}
}

// Check reports what is wrong with a source: it needs accounts (ids of channels
// or playlists) or, with credentials.token, queries.
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "base_url", "accounts", "queries"), platform.UnknownParams(src)...)
	if len(src.Accounts)+len(src.Queries) == 0 {
		errs = append(errs, platform.Fault(src, "accounts", "a youtube source needs accounts (ids of channels or playlists) or queries"))
	}
	if src.BaseURL != "" {
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	}
	for i, account := range src.Accounts {
		if _, _, ok := feedOf(account); !ok {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("accounts[%d]", i), "%q is no id of a channel (UC and 22 characters) or playlist", account))
		}
	}
	if src.Credentials["token"] == "" {
		if len(src.Queries) > 0 {
			errs = append(errs, platform.Fault(src, "queries", "searching YouTube needs credentials.token, a key of the YouTube Data API"))
		}
		if src.Comments > 0 {
			errs = append(errs, platform.Fault(src, "comments", "comments on YouTube need credentials.token, a key of the YouTube Data API"))
		}
	}
	return errors.Join(errs...)
}

// feedOf is the parameter and value that name an account's feed.
func feedOf(account string) (name, id string, ok bool) {
	id = strings.TrimSpace(account)
	if id == "" || len(id) > 64 || strings.ContainsFunc(id, func(r rune) bool { return !isIDRune(r) }) {
		return "", "", false
	}
	switch {
	case strings.HasPrefix(id, "UC") && len(id) == 24:
		return "channel_id", id, true
	case strings.HasPrefix(id, "PL"), strings.HasPrefix(id, "UU"):
		return "playlist_id", id, true
	default:
		return "user", id, true
	}
}

func isIDRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-'
}

// Lanes gives each channel, playlist and search a lane.
func (Adapter) Lanes(src social.Source) []string {
	var lanes []string
	for _, account := range src.Accounts {
		lanes = append(lanes, "account:"+strings.TrimSpace(account))
	}
	for _, q := range src.Queries {
		lanes = append(lanes, "query:"+q)
	}
	return platform.Once(lanes)
}

// Start asks for the newest videos of a channel, playlist or search: by its feed, or
// with a key by the interface, which reaches further back.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	kind, value, _ := strings.Cut(scope.Lane, ":")
	switch name, id, ok := feedOf(value); {
	case kind == "account" && ok && name != "user" && scope.Source.Credentials["token"] != "":
		// The uploads of a channel UC... are the playlist UU... (playlistItems.list).
		q := url.Values{"part": {"snippet,contentDetails"}, "maxResults": {"50"}, "playlistId": {"UU" + strings.TrimPrefix(id, "UC")}}
		if name == "playlist_id" {
			q.Set("playlistId", id)
		}
		return api(scope, stepPlaylist, "playlistItems", q), nil
	case kind == "account" && ok:
		return crawler.Request{
			URL:    server(scope, feedServer) + "/feeds/videos.xml?" + url.Values{name: {id}}.Encode(),
			Header: map[string]string{"Accept": "application/atom+xml"}, Step: stepFeed, Conditional: true,
		}, nil
	case kind == "query" && value != "":
		q := url.Values{"part": {"snippet"}, "type": {"video"}, "order": {"date"}, "maxResults": {"50"}, "q": {value}}
		if !scope.Since.IsZero() {
			q.Set("publishedAfter", scope.Since.UTC().Format(time.RFC3339))
		}
		return api(scope, stepSearch, "search", q), nil
	default:
		return crawler.Request{}, social.Errorf(social.CodeInvalid, "youtube: there is no lane %q", scope.Lane)
	}
}

// api asks the Data API. The key is sent in a header field, where no log shows
// it.
func api(scope crawler.Scope, step, resource string, q url.Values) crawler.Request {
	return crawler.Request{
		URL:    server(scope, apiServer) + "/youtube/v3/" + resource + "?" + q.Encode(),
		Header: map[string]string{"Accept": "application/json"}, Step: step,
		Sign: map[string]string{"X-Goog-Api-Key": "{token}"},
	}
}

func server(scope crawler.Scope, usual string) string {
	if scope.Source.BaseURL != "" {
		return strings.TrimSuffix(scope.Source.BaseURL, "/")
	}
	return usual
}

// Parse reads a feed or an answer of the API.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	var page crawler.Page
	var err error
	switch resp.Request.Step {
	case stepFeed:
		page, err = readFeed(scope, resp)
	case stepSearch, stepPlaylist, stepVideos, stepComments:
		page, err = readItems(scope, resp)
	case stepVideo, stepComment:
		page, err = readSingle(resp)
	default:
		err = social.Errorf(social.CodeInternal, "there is no step %q", resp.Request.Step)
	}
	if err != nil {
		return crawler.Page{}, fmt.Errorf("youtube: %s: %w", resp.URL, err)
	}
	return page, nil
}

// Refusal reads the error object of the API, whose status 403 means either that
// a key is wrong or that its quota is used up.
func (Adapter) Refusal(resp crawler.Response) error {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return nil
	}
	message := root.Get("error.message").String()
	switch reason := root.Get("error.errors.0.reason").String(); reason {
	case "":
		return nil
	case "quotaExceeded", "dailyLimitExceeded", "rateLimitExceeded", "userRateLimitExceeded":
		return social.Errorf(social.CodeRateLimited, "youtube: the key's units are spent (%s); they return at midnight, Pacific time", reason)
	case "commentsDisabled", "videoNotFound", "commentNotFound":
		return social.Errorf(social.CodeNotFound, "youtube: %s: %s", resp.URL, reason)
	default:
		return social.Errorf(social.CodeBlocked, "youtube: the interface refuses (%s): %.200s", reason, message)
	}
}

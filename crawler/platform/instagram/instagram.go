// Package instagram reads public posts under hashtags through the Instagram
// Graph API, with a token of the operator's
// (https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login/hashtag-search).
package instagram

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Name is the platform's name in configuration and posts.
const Name = "instagram"

const (
	apiServer = "https://graph.facebook.com"
	version   = "v23.0"
)

// The steps of a lane.
const (
	stepLookup = "lookup"
	stepRecent = "recent"
)

// Adapter reads Instagram. It has no state.
type Adapter struct{}

var (
	_ crawler.Adapter  = Adapter{}
	_ crawler.Refuser  = Adapter{}
	_ crawler.Revisits = Adapter{}
)

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes Instagram.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "Instagram",
		Reads:       "public posts of the last day under a hashtag; authors are not given",
		Credentials: "a Graph API token of a business account with public content access",
		Keys:        []string{"token"},
		Images:      true,
		Engagement:  true,
		Search:      query.Capabilities{Tags: true},
		Delay:       2 * time.Second,
		Asks:        crawler.Asks{Signed: crawler.AccessCredentials, Terms: "https://developers.facebook.com/terms/"},
		Terms:       "An account may look up 30 hashtags in seven days. Posts are of the last 24 hours, so a source should run at least twice a day.",
	}
}

// Check reports what is wrong with a source: it needs tags, credentials.token
// and params.user, the number of the account the token belongs to.
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "base_url", "tags"), platform.UnknownParams(src, "user")...)
	if src.Credentials["token"] == "" {
		errs = append(errs, platform.Fault(src, "credentials.token", "an instagram source needs a Graph API token"))
	}
	if user := src.Params["user"]; user == "" || strings.Trim(user, "0123456789") != "" {
		errs = append(errs, platform.Fault(src, "params.user", "an instagram source needs the number of the account the token belongs to"))
	}
	if src.BaseURL != "" {
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	}
	if len(src.Tags) == 0 {
		errs = append(errs, platform.Fault(src, "tags", "an instagram source needs tags"))
	}
	return errors.Join(errs...)
}

// Revisit asks for nothing; CanRevisit says why.
func (Adapter) Revisit(crawler.Scope, crawler.Reference) (crawler.Request, bool) {
	return crawler.Request{}, false
}

// CanRevisit says that the posts under a hashtag cannot be asked for by themselves: the
// interface shows single posts to the accounts that own them, and oEmbed is for those who
// embed posts and for no other purpose
// (https://developers.facebook.com/docs/instagram-platform/oembed).
func (Adapter) CanRevisit(social.Source) error {
	return social.Errorf(social.CodeInvalid, "Instagram shows single posts to the accounts that own them alone")
}

// Lanes gives each hashtag a lane.
func (Adapter) Lanes(src social.Source) []string {
	var lanes []string
	for _, tag := range src.Tags {
		lanes = append(lanes, "tag:"+strings.ToLower(strings.TrimPrefix(strings.TrimSpace(tag), "#")))
	}
	return platform.Once(lanes)
}

// Start asks for the number of the hashtag.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	tag, ok := strings.CutPrefix(scope.Lane, "tag:")
	if !ok || tag == "" {
		return crawler.Request{}, social.Errorf(social.CodeInvalid, "instagram: there is no lane %q", scope.Lane)
	}
	return ask(scope, stepLookup, "ig_hashtag_search", url.Values{"q": {tag}}), nil
}

func ask(scope crawler.Scope, step, path string, q url.Values) crawler.Request {
	server := apiServer
	if scope.Source.BaseURL != "" {
		server = strings.TrimSuffix(scope.Source.BaseURL, "/")
	}
	q.Set("user_id", scope.Source.Params["user"])
	return crawler.Request{
		URL: server + "/" + version + "/" + path + "?" + q.Encode(), Step: step,
		Header: map[string]string{"Accept": "application/json"},
		Sign:   map[string]string{"Authorization": "Bearer {token}"},
	}
}

// Parse reads the number of a hashtag, or posts.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := parse(scope, resp)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("instagram: %s: %w", resp.URL, err)
	}
	return page, nil
}

func parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return crawler.Page{}, err
	}
	data := root.Get("data")
	if !data.IsArray() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer has no data")
	}
	switch resp.Request.Step {
	case stepLookup:
		id := data.Get("0.id").String()
		if id == "" || strings.Trim(id, "0123456789") != "" {
			return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer names no hashtag")
		}
		return crawler.Page{Next: []crawler.Request{ask(scope, stepRecent, id+"/recent_media", url.Values{
			"fields": {"id,permalink,caption,timestamp,media_type,media_url,like_count,comments_count,children{media_url,media_type}"}, "limit": {"50"},
		})}}, nil
	case stepRecent:
		return recent(resp, root), nil
	default:
		return crawler.Page{}, social.Errorf(social.CodeInternal, "there is no step %q", resp.Request.Step)
	}
}

func recent(resp crawler.Response, root lenient.Node) crawler.Page {
	var page crawler.Page
	for i, item := range root.Get("data").Array() {
		p, err := read(item)
		if err != nil {
			page.Skipped = append(page.Skipped, crawler.Skip{Where: fmt.Sprintf("item %d", i+1), Err: err})
			continue
		}
		page.Posts = append(page.Posts, p)
	}
	// The address of the next page that the answer gives holds the token, so
	// only the cursor is taken from it.
	if more, ok := platform.Continue(resp.Request, "after", root.Get("paging.cursors.after").String()); ok && len(root.Get("data").Array()) > 0 {
		page.Next = append(page.Next, more)
	}
	page.Unread = root.Unread()
	return page
}

func read(item lenient.Node) (social.Post, error) {
	id := item.Get("id").String()
	if id == "" {
		return social.Post{}, social.Errorf(social.CodeBroken, "a post without id")
	}
	created := platform.Time(item.Get("timestamp"))
	p := social.Post{
		Platform: Name, ID: id, ThreadID: id, URL: markup.Resolve(nil, item.Get("permalink").String()), CreatedAt: created,
		Text:       markup.Plain(item.Get("caption").String()),
		Engagement: social.Engagement{Likes: platform.Count(item.Get("like_count")), Comments: platform.Count(item.Get("comments_count"))},
	}
	for _, word := range strings.Fields(p.Text) {
		if tag, ok := strings.CutPrefix(word, "#"); ok {
			if tag = strings.TrimRight(tag, ".,;:!?)"); tag != "" {
				p.Tags = append(p.Tags, tag)
			}
		}
	}
	for _, m := range append([]lenient.Node{item}, item.Get("children.data").Objects()...) {
		// The address of a video is the video file; no poster frame is given.
		if u := markup.Resolve(nil, m.Get("media_url").String()); u != "" && m.Get("media_type").String() == "IMAGE" {
			p.Images = append(p.Images, social.Image{URL: u})
		}
	}
	return p, nil
}

// Refusal reads the error object of the Graph API
// (https://developers.facebook.com/docs/graph-api/guides/error-handling).
func (Adapter) Refusal(resp crawler.Response) error {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return nil
	}
	message := root.Get("error.message").String()
	switch code := root.Get("error.code"); {
	case !code.Exists():
		return nil
	case code.Int() == 4, code.Int() == 17, code.Int() == 18, code.Int() == 32, code.Int() == 613:
		return social.Errorf(social.CodeRateLimited, "instagram: the interface asks to come back later: %.200s", message)
	default:
		return social.Errorf(social.CodeBlocked, "instagram: the interface refuses (error %d): %.200s", code.Int(), message)
	}
}

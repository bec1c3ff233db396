package bluesky

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// refusal is the error of an answer that is not JSON, or that is an error of
// the XRPC interface under a status of success.
func refusal(resp crawler.Response) error {
	if err := resp.ExpectJSON(); err != nil {
		return err
	}
	if !bytes.HasPrefix(bytes.TrimSpace(resp.Body), []byte("{")) {
		return social.Errorf(social.CodeBroken, "no object of the XRPC interface")
	}
	return xrpcError(resp.Body)
}

// xrpcError reads an error of the XRPC interface; nil where there is none.
func xrpcError(body []byte) error {
	var fault struct {
		Error   string `json:"error"`
		Message string `json:"message"`
	}
	root, err := lenient.Parse(body, "")
	if err != nil {
		return err
	}
	root.Decode(&fault)
	name := fault.Error
	words := strings.TrimSpace(name + " " + fault.Message)
	switch {
	case name == "":
		return nil
	case strings.HasPrefix(name, "Auth"), strings.HasSuffix(name, "Token"):
		return social.Errorf(social.CodeLogin, "the server wants a login: %.200s", words)
	case name == "RateLimitExceeded":
		return social.Errorf(social.CodeRateLimited, "%.200s", words)
	default:
		return social.Errorf(social.CodeBroken, "the server answers with an error: %.200s", words)
	}
}

// Refusal reads two refusals: of the search, which most servers allow after a
// login only and otherwise refuse without a reason, and of an expired session,
// which has status 400.
func (Adapter) Refusal(resp crawler.Response) error {
	if (resp.Status == http.StatusForbidden || resp.Status == http.StatusUnauthorized) && strings.Contains(resp.URL, "app.bsky.feed.searchPosts") {
		return social.Errorf(social.CodeLogin, "the search wants a login: give an app password as credentials identifier and password, or hear everything with params stream")
	}
	if err := absent(resp); err != nil {
		return err
	}
	if err := xrpcError(resp.Body); social.CodeOf(err) == social.CodeLogin {
		return err
	}
	return nil
}

// readProfile reads the account behind a handle and asks for its posts.
func readProfile(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	root, err := lenient.Parse(resp.Body, "")
	if err != nil {
		return crawler.Page{}, err
	}
	var profile profileView
	root.Decode(&profile)
	if !validActor(profile.DID) {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "an account without a DID")
	}
	if profile.withheld() {
		return crawler.Page{}, social.Errorf(social.CodeBlocked, "the account asks not to be read by robots or by those without a login")
	}
	next := get(scope.Source, stepFeed, "app.bsky.feed.getAuthorFeed", url.Values{"actor": {profile.DID}, "limit": {pageSize}})
	return crawler.Page{Next: []crawler.Request{next}, Unread: root.Unread()}, nil
}

// readFeed reads a page of an account's posts or of a feed. Of a repost it is
// the reposted post that is read, as a repost has no text of its own.
func readFeed(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	var answer struct {
		Feed *[]struct {
			Post   lenient.Node `json:"post"`
			Reason reason       `json:"reason"`
		} `json:"feed"`
		Cursor string `json:"cursor"`
	}
	root, err := lenient.Parse(resp.Body, "")
	if err != nil {
		return crawler.Page{}, err
	}
	if root.Decode(&answer); answer.Feed == nil {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "no list of posts")
	}
	views, reposts := make([]lenient.Node, 0, len(*answer.Feed)), map[string]social.Repost{}
	for _, item := range *answer.Feed {
		views = append(views, item.Post)
		var post struct {
			URI string `json:"uri"`
		}
		if !item.Post.Decode(&post) {
			continue
		}
		if _, seen := reposts[post.URI]; !seen {
			reposts[post.URI] = item.Reason.repost()
		}
	}
	page := list(scope, resp, root, views, answer.Cursor)
	for i := range page.Posts {
		page.Posts[i].Via = reposts[page.Posts[i].ID]
	}
	return page, nil
}

// reason is why a post is in a feed; a repost names the account that made it.
type reason struct {
	Type string `json:"$type"`
	URI  string `json:"uri"`
	By   struct {
		DID string `json:"did"`
	} `json:"by"`
}

// repost is the repost that a reason tells of. Older servers do not state its uri.
func (r reason) repost() social.Repost {
	if r.Type != "app.bsky.feed.defs#reasonRepost" || !validActor(r.By.DID) {
		return social.Repost{}
	}
	via := social.Repost{ID: r.URI, URL: "https://bsky.app/profile/" + r.By.DID}
	if via.ID == "" {
		via.ID = "at://" + r.By.DID + "/app.bsky.feed.repost"
	}
	return via
}

// readSearch reads a page of search results. Without a login there is no second
// page.
func readSearch(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	var answer struct {
		Posts  *[]lenient.Node `json:"posts"`
		Cursor string          `json:"cursor"`
	}
	root, err := lenient.Parse(resp.Body, "")
	if err != nil {
		return crawler.Page{}, err
	}
	if root.Decode(&answer); answer.Posts == nil {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "no list of posts")
	}
	if len(resp.Request.Sign) == 0 {
		answer.Cursor = ""
	}
	return list(scope, resp, root, *answer.Posts, answer.Cursor), nil
}

// list reads the posts of a page that root is, and asks for the replies below them where the
// source wants some, and for the page after it.
func list(scope crawler.Scope, resp crawler.Response, root lenient.Node, views []lenient.Node, cursor string) crawler.Page {
	var page crawler.Page
	seen := map[string]bool{}
	for i, raw := range views {
		p, kept := readPost(&page, fmt.Sprintf("post %d of the page", i+1), raw, seen)
		if kept && scope.Source.Comments > 0 && p.Engagement.Comments != nil && *p.Engagement.Comments > 0 {
			below := thread(scope.Source, p.ID)
			// A thread is read again when it has grown.
			below.Thread = strconv.FormatInt(*p.Engagement.Comments, 10)
			page.Next = append(page.Next, below)
		}
	}
	if next, ok := platform.Continue(resp.Request, "cursor", cursor); ok && len(views) > 0 {
		page.Next = append(page.Next, next)
	}
	page.Unread = root.Unread()
	return page
}

// readPost adds a post to page. Posts that are shown after a login only are
// left out on purpose, which is not a fault.
func readPost(page *crawler.Page, where string, raw lenient.Node, seen map[string]bool) (p social.Post, kept bool) {
	var err error
	var view postView
	if !raw.Decode(&view) {
		err = social.Errorf(social.CodeBroken, "it is %s", raw.Kind())
	} else {
		if view.Author.withheld() || view.Labels.withheld() {
			return p, false
		}
		p, err = view.post()
	}
	if err != nil {
		page.Skipped = append(page.Skipped, crawler.Skip{Where: where, Err: err})
		return p, false
	}
	if seen[p.ID] {
		if i := slices.IndexFunc(page.Posts, func(q social.Post) bool { return q.ID == p.ID }); i >= 0 {
			page.Posts[i].Merged.Duplicates++
		}
		return p, false
	}
	seen[p.ID] = true
	page.Posts = append(page.Posts, p)
	return p, true
}

// node is a post of a thread with the replies below it. Posts that were deleted,
// and those of accounts that block the one above, have none.
type node struct {
	Type    string       `json:"$type"`
	Post    lenient.Node `json:"post"`
	Replies []node       `json:"replies"`
}

// readThread reads a thread.
func readThread(resp crawler.Response) (crawler.Page, error) {
	var answer struct {
		Thread *node `json:"thread"`
	}
	root, err := lenient.Parse(resp.Body, "")
	if err != nil {
		return crawler.Page{}, err
	}
	if root.Decode(&answer); answer.Thread == nil {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "no thread")
	}
	var page crawler.Page
	if asks := resp.Request.Asks; asks != nil && answer.Thread.Type == "app.bsky.feed.defs#notFoundPost" {
		page.Absent = []string{asks.ID} // see absent
		return page, nil
	}
	seen := map[string]bool{}
	for pending := []node{*answer.Thread}; len(pending) > 0; {
		at := pending[0]
		pending = append(pending[1:], at.Replies...)
		switch {
		case at.Post.Exists():
			readPost(&page, fmt.Sprintf("post %d of the thread", len(seen)+len(page.Skipped)+1), at.Post, seen)
		case at.Type != "app.bsky.feed.defs#notFoundPost" && at.Type != "app.bsky.feed.defs#blockedPost":
			page.Skipped = append(page.Skipped, crawler.Skip{
				Where: "the thread", Err: social.Errorf(social.CodeBroken, "an entry %.100q without a post", at.Type),
			})
		}
	}
	page.Unread = root.Unread()
	return page, nil
}

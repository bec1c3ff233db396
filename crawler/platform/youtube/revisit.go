package youtube

import (
	"fmt"
	"net/url"
	"regexp"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// stepVideo and stepComment read single videos and comments.
const (
	stepVideo   = "video"
	stepComment = "comment"
)

// maxSingle is how many videos, or comments, the interface shows at once.
const maxSingle = 50

var (
	videoID   = regexp.MustCompile(`^[A-Za-z0-9_-]{11}$`)
	commentID = regexp.MustCompile(`^[A-Za-z0-9_.-]{20,}$`)
)

var _ crawler.Revisits = Adapter{}

// CanRevisit says that the feeds show no single videos.
func (Adapter) CanRevisit(src social.Source) error {
	if src.Credentials["token"] == "" {
		return social.Errorf(social.CodeInvalid, "YouTube shows single videos to those with a key alone (credentials.token)")
	}
	return nil
}

// Revisit asks for a video or a comment by its id, at one unit of quota for fifty
// (https://developers.google.com/youtube/v3/docs/videos/list and comments/list).
func (a Adapter) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	if a.CanRevisit(scope.Source) != nil {
		return crawler.Request{}, false
	}
	var req crawler.Request
	switch {
	case videoID.MatchString(ref.ID):
		req = api(scope, stepVideo, "videos", url.Values{"part": {"snippet,statistics,status"}, "id": {ref.ID}})
	case commentID.MatchString(ref.ID):
		req = api(scope, stepComment, "comments", url.Values{"part": {"snippet"}, "id": {ref.ID}, "textFormat": {"plainText"}})
	default:
		return crawler.Request{}, false
	}
	req.Join = crawler.Join{Param: "id", Most: maxSingle}
	return req, true
}

// readSingle reads videos or comments that were asked for by their ids. Those that were
// deleted or made private are left out of the answer.
func readSingle(resp crawler.Response) (crawler.Page, error) {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return crawler.Page{}, err
	}
	if !root.Get("items").IsArray() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer has no items")
	}
	var page crawler.Page
	held, threads := map[string]bool{}, map[string]string{}
	for _, ref := range resp.Request.Wanted() {
		threads[ref.ID] = ref.ThreadID
	}
	for i, item := range root.Get("items").Objects() {
		id := item.Get("id").String()
		held[id] = true
		p, err := single(item, threads[id])
		if err != nil {
			page.Skipped = append(page.Skipped, crawler.Skip{Where: fmt.Sprintf("item %d", i+1), Err: err})
			continue
		}
		page.Posts = append(page.Posts, p)
	}
	page.Absent = platform.Absent(resp.Request, held)
	page.Unread = root.Unread()
	return page, nil
}

func single(item lenient.Node, thread string) (social.Post, error) {
	switch kind := item.Get("kind").String(); {
	case kind == "youtube#comment":
		return comment(item, thread)
	case kind != "youtube#video":
		return social.Post{}, social.Errorf(social.CodeBroken, "it is of kind %.40q", kind)
	case item.Get("status.privacyStatus").String() == "private", item.Get("status.uploadStatus").String() == "deleted":
		return social.Post{Platform: Name, ID: item.Get("id").String(), Deleted: true}, nil
	default:
		return video(item, item.Get("id").String())
	}
}

package bluesky

import (
	"net/http"
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/internal/social"
)

// Revisit asks for a post without what stands below it.
func (Adapter) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	if _, err := parseURI(ref.ID, postCollection); err != nil {
		return crawler.Request{}, false
	}
	src := scope.Source
	src.Comments = 0
	return thread(src, ref.ID), true
}

// CanRevisit says that a stream tells of what is deleted as it happens.
func (a Adapter) CanRevisit(src social.Source) error {
	if a.Streams(src) {
		return social.Errorf(social.CodeInvalid, "a stream says itself what is deleted, and no post of it is asked for")
	}
	return nil
}

// absent reads an answer that has no such post (app.bsky.feed.getPostThread, error
// NotFound): it was deleted, its account is closed, or the service does not find it at
// present.
func absent(resp crawler.Response) error {
	if resp.Request.Asks == nil || resp.Status != http.StatusBadRequest && resp.Status != http.StatusNotFound {
		return nil
	}
	root, err := lenient.Parse(resp.Body, "")
	if err != nil || root.Get("error").String() != "NotFound" || !strings.Contains(strings.ToLower(root.Get("message").String()), "not found") {
		return nil
	}
	return crawler.NoSuchPost("there is no such post any more")
}

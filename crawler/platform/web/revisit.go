package web

import (
	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

var _ crawler.Revisiter = Adapter{}

// Revisit asks for the page of a post: its own, or the one that shows it as a comment.
func (Adapter) Revisit(_ crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	page := tidyAddress(first(ref.URL, ref.ID))
	if platform.WebAddress(social.Source{}, "urls", page) != nil {
		return crawler.Request{}, false
	}
	return crawler.Request{URL: page, Step: stepPage}, true
}

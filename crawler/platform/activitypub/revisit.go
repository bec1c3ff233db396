package activitypub

import (
	"net/http"
	"slices"
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

var (
	_ crawler.Revisiter = Adapter{}
	_ crawler.Refuser   = Adapter{}
)

// tombstone is the type of what is left of an object
// (https://www.w3.org/TR/activitypub/#delete-activity-outbox).
const tombstone = "Tombstone"

// Revisit asks for an object, to see whether it is there: its author is told in full by
// the outbox alone, so that what stands in it is not read.
func (Adapter) Revisit(_ crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	if !strings.HasPrefix(ref.ID, "https://") && !strings.HasPrefix(ref.ID, "http://") {
		return crawler.Request{}, false
	}
	return object(ref.ID, nil), true
}

// single reads an object that was asked for by itself.
func (r *reader) single(doc lenient.Node, asks crawler.Reference) (crawler.Page, error) {
	kind := text(doc.Get("type"))
	switch {
	case doc.Get("id").String() != asks.ID:
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer is not the object")
	case kind == tombstone, slices.Contains(objects, kind) && !isPublic(doc):
		return crawler.Page{Posts: []social.Post{{Platform: r.platform, ID: asks.ID, Deleted: true}}}, nil
	case slices.Contains(objects, kind):
		return crawler.Page{There: true}, nil
	}
	return crawler.Page{}, social.Errorf(social.CodeBroken, "an object of type %.40q", kind)
}

// Refusal reads the tombstone that stands under a status of 404 or 410.
func (Adapter) Refusal(resp crawler.Response) error {
	asks := resp.Request.Asks
	if asks == nil || resp.Status != http.StatusNotFound && resp.Status != http.StatusGone {
		return nil
	}
	doc, err := platform.JSON(resp.Body)
	if err != nil || text(doc.Get("type")) != tombstone || doc.Get("id").String() != asks.ID {
		return nil
	}
	return crawler.Withdrawn("the server says that the post was deleted")
}

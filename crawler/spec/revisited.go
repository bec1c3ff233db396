package spec

import (
	"maps"
	"slices"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// revisited reads the answer to a request for a single post.
func (f *File) revisited(r *Revisit, scope crawler.Scope, resp crawler.Response, doc node) (crawler.Page, error) {
	ref := resp.Request.Asks
	if ref == nil {
		return crawler.Page{}, nil
	}
	if r.Gone.doubted(doc) {
		return crawler.Page{}, social.Errorf(social.CodeNotFound, "the platform does not show the post any more")
	}
	if r.Gone.items().any(doc) {
		return f.gonePage(ref.ID), nil
	}
	if nothing, err := f.refusal(doc); nothing || err != nil {
		return crawler.Page{}, err
	}
	known := r.values(f, scope, *ref, resp.Request.Vars)
	known["host"] = doc.base().Host
	taken := reader{node: doc, values: known, at: resp.At}
	vars := maps.Clone(resp.Request.Vars)
	for name, rules := range r.Take {
		if value := taken.one("take."+name, rules); value != "" {
			if vars == nil {
				vars = map[string]string{}
			}
			known[name], vars[name] = value, value
		}
	}
	if taken.err != nil {
		return crawler.Page{}, taken.err
	}
	if r.Then != nil {
		next, ok := r.Then.request(f, scope, *ref, resp.Request.Step+"/"+stepThen, vars)
		if !ok {
			return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer does not lead to the post")
		}
		next.Continues = true
		return crawler.Page{Next: []crawler.Request{next}}, nil
	}
	return r.post(f, scope, resp, doc, known)
}

// gonePage is what says that a post is gone.
func (f *File) gonePage(id string) crawler.Page {
	return crawler.Page{Posts: []social.Post{{Platform: f.Platform, ID: id, Deleted: true}}}
}

// post reads the post of an answer.
func (r *Revisit) post(f *File, scope crawler.Scope, resp crawler.Response, doc node, known values) (crawler.Page, error) {
	// Only the post itself is wanted, and nothing that stands below it.
	scope.Source.Comments = 0
	a := Answer{Items: f.Items, Gone: f.Gone, Where: f.Where, Fields: f.Fields}
	if r.Items != nil {
		a.Items = r.Items
	}
	if r.Fields != nil {
		a.Fields, a.Gone, a.Where = r.Fields, nil, nil
	}
	a.Gone = append(a.Gone[:len(a.Gone):len(a.Gone)], r.Gone.items()...)
	items, _ := doc.each(*a.Items)
	all := len(items)
	items = slices.DeleteFunc(slices.Clone(items), r.Unsure.items().any)
	m := maker{file: f, scope: scope, answer: a, step: stepRevisit, values: known, at: resp.At}
	if r.Above != "" {
		m.depth = 1
	}
	page := m.read(items).page
	isThere := func(p social.Post) bool { return p.ID == resp.Request.Asks.ID }
	if !slices.ContainsFunc(page.Posts, isThere) && (len(items) < all || r.Unsure.items().any(doc)) {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer does not tell whether the post is there")
	}
	if r.Gone.empty() && len(page.Skipped) == 0 {
		held := map[string]bool{}
		for _, p := range page.Posts {
			held[p.ID] = true
		}
		page.Absent = platform.Absent(resp.Request, held)
	}
	return page, nil
}

package dashboard

import (
	"context"
	"net/http"
	"net/url"

	"earshot/dashboard/component"
	"earshot/dashboard/panel"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// copies lists all stored near copies of a post, whatever their time and brand, so
// that the list is as long as the count that links to it.
func (s *site) copies(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	key, err := viewmodel.PostKey(r.PathValue("platform"), r.PathValue("id"))
	if err != nil {
		return err
	}
	after, err := cursor(r)
	if err != nil {
		return err
	}
	queries, path := s.panels.Queries(r.Context(), v), viewmodel.CopiesPath(key)
	list := panel.ListOf(queries, social.Filter{CopiesOf: key, Unmatched: true}, postsPerPage, after)
	counts, original := panel.Copies(queries, key), s.asksOriginal(queries, key)
	list.Start()
	original.Start()
	p := view.Copies{Page: s.frame(v, "/posts", "Near copies"), Panel: component.Panel{ID: "copies", Title: "Near copies"}, Address: place(v, path, after), Back: viewmodel.PostPath(key)}
	if p.Counted = queries.Settle(r.Context(), "copies", p.Address, counts); p.Counted.Ready() {
		if counts.Value().Posts == 0 {
			return social.Errorf(social.CodeNotFound, "nothing repeats this post")
		}
		p.Summary = viewmodel.Repeated(counts.Value())
	}
	if p.State = queries.Settle(r.Context(), "list of copies", p.Address, list, original); p.State.Ready() {
		p.Posts = s.panels.Excerpts(v.WithBrand(""), list.Value())
		if found := original.Value(); found != nil {
			post := viewmodel.Excerpt(v, *found, s.now(v), s.panels.Marker(v.WithBrand("")))
			p.Original = &post
		}
		if next := list.Value().Next; next != "" {
			p.Next = path + "?" + url.Values{"after": {next}}.Encode()
		}
	}
	return s.render(w, r, view.CopiesPage(p))
}

// asksOriginal asks for a post that others repeat; nil when it is no longer stored.
func (s *site) asksOriginal(q *panel.Queries, key social.Key) *panel.Pending[*social.StoredPost] {
	return panel.Ask(q, "original", func(ctx context.Context) (*social.StoredPost, error) {
		post, err := s.Reader.Post(ctx, key)
		switch {
		case err == nil:
			return &post, nil
		case social.CodeOf(err) == social.CodeNotFound:
			return nil, nil
		default:
			return nil, err
		}
	})
}

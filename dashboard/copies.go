package dashboard

import (
	"net/http"
	"net/url"

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
	list, err := s.panels.List(r.Context(), social.Filter{CopiesOf: key, Unmatched: true}, social.NewestFirst, postsPerPage, after)
	if err != nil {
		return err
	}
	counts, err := s.Reader.Copies(r.Context(), []social.Key{key})
	if err != nil {
		return err
	}
	if counts[key].Posts == 0 {
		return social.Errorf(social.CodeNotFound, "nothing repeats this post")
	}
	path := viewmodel.CopiesPath(key)
	p := view.Copies{
		Page: s.frame(v, "/posts", "Near copies"), Summary: viewmodel.Repeated(counts[key]),
		Posts: s.panels.Excerpts(v.WithBrand(""), list), Back: viewmodel.PostPath(key),
	}
	switch original, err := s.Reader.Post(r.Context(), key); {
	case err == nil:
		post := viewmodel.Excerpt(v, original, s.now(v), s.panels.Marker(v.WithBrand("")))
		p.Original = &post
	case social.CodeOf(err) != social.CodeNotFound:
		return err
	}
	if list.Next != "" {
		p.Next = path + "?" + url.Values{"after": {list.Next}}.Encode()
	}
	return s.render(w, r, view.CopiesPage(p))
}

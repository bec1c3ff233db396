package dashboard

import (
	"net/http"

	"earshot/dashboard/panel"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

const (
	postsPerPage = 25
	// maxCursor is the longest accepted place in a list, in bytes.
	maxCursor = 500
)

// posts is the list of posts, a page at a time.
func (s *site) posts(w http.ResponseWriter, r *http.Request) error {
	v, faults := s.look(r)
	after, err := cursor(r)
	if err != nil {
		return err
	}
	queries := s.panels.Queries(r.Context(), v)
	list, figures := panel.List(queries, postsPerPage, after), panel.Figures(queries)
	backlog := panel.Backlog(queries)
	figures.Start()
	backlog.Start()
	panel.Facets(queries).Start()
	here := place(v, "/posts", after)
	p := view.Posts{
		Panel: viewmodel.PostListPanel(v), Address: here,
		State: queries.Settle(r.Context(), "posts", here, list),
	}
	heard := panel.Hearing(r.Context(), queries)
	p.Empty = heard.Empty(v, "No posts match")
	if v.Narrowed() {
		p.Empty.Href, p.Empty.Label = viewmodel.Widened(v).URL("/posts"), "Clear the filters"
	}
	if p.State.Ready() {
		p.Posts = s.panels.Excerpts(v, list.Value())
		p.Next = older(v, "/posts", list.Value().Next)
	}
	if p.Counted = queries.Settle(r.Context(), "total", here, figures, backlog); p.Counted.Ready() {
		p.Total, p.Mentions = viewmodel.Listed(v, figures.Value(), heard), figures.Value().Mentions
		p.Undated = viewmodel.ListedUndated(v, backlog.Value())
	}
	p.Page = s.filtered(v, faults, "/posts", titled("Posts", v), facetLists(r.Context(), queries))
	return s.render(w, r, view.PostsPage(p))
}

func cursor(r *http.Request) (string, error) {
	after := r.URL.Query().Get("after")
	if len(after) > maxCursor {
		return "", social.Errorf(social.CodeInvalid, "this place in the list is not one Earshot gave")
	}
	return after, nil
}

// older is the address of the next page; empty at the end of the list.
func older(v urlstate.View, path, next string) string {
	if next == "" {
		return ""
	}
	return place(v, path, next)
}

// place is the address of the page of a list that begins after a cursor, or of the first.
func place(v urlstate.View, path, after string) string {
	if after == "" {
		return v.URL(path)
	}
	q := v.Values()
	q.Set("after", after)
	return path + "?" + q.Encode()
}

package dashboard

import (
	"context"
	"net/http"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/panel"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
)

// refreshPatience is how long a page that is on the screen already waits for its
// panels when it is fetched again: there, late figures are better than skeletons.
const refreshPatience = 30 * time.Second

// page answers with a page of panels. Its queries run side by side, and it is
// sent when all have returned or patience ends.
func (s *site) page(p panel.Page) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		v, faults := s.look(r)
		queries := s.cache.Page(r.Context(), s.panels, p, v)
		p.Start(queries)
		wait := s.Patience
		if isFragment(r) && len(s.outages()) == 0 {
			wait = refreshPatience
		}
		patience, cancel := context.WithTimeout(r.Context(), wait)
		defer cancel()
		page := p.Parts(patience, queries)
		page.Page = s.filtered(v, faults, p.Path, titled(p.Title, v), facetLists(patience, queries))
		s.cache.Keep(p, queries)
		if p.Counted {
			page.Page.Rail = counted(patience, page.Page.Rail, queries)
		}
		return s.render(w, r, p.Draw(page))
	}
}

// panel answers with one panel of a page, for a skeleton or after a switch. One whose
// figures are still late is a skeleton again, which says why where that is known. The
// fragment holds the panel's cell in the grid; htmx picks the panel out.
func (s *site) panel(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	p, page, err := panel.Find(r.PathValue("panel"))
	if err != nil {
		return err
	}
	queries := s.cache.Panel(r.Context(), s.panels, page, v)
	patience, cancel := context.WithTimeout(r.Context(), max(s.Patience, defaultPatience))
	defer cancel()
	content := p.Draw(patience, queries)
	s.cache.Keep(page, queries)
	return s.render(w, r, content)
}

// definitions is how every figure is counted.
func (s *site) definitions(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	p := view.Definitions{Page: s.frame(v, "/definitions", "Definitions")}
	for _, d := range panel.Definitions() {
		p.Items = append(p.Items, view.Definition{Key: d.Key, Name: d.Name, Text: d.Text, Formula: d.Formula})
	}
	return s.render(w, r, view.DefinitionsPage(p))
}

// facetLists are empty when the facets are late: the filters then show only what is
// chosen.
func facetLists(patience context.Context, q *panel.Queries) viewmodel.FacetLists {
	facets := panel.Facets(q)
	if facets.Wait(patience) != nil {
		return viewmodel.FacetLists{}
	}
	return viewmodel.FacetLists{Platforms: facets.Value().Platforms, Languages: facets.Value().Languages}
}

// counted adds the numbers of mentions and of answering sources to the navigation,
// where they are known in time.
func counted(patience context.Context, rail component.Rail, q *panel.Queries) component.Rail {
	if figures := panel.Figures(q); figures.Wait(patience) == nil {
		if n := figures.Value().Mentions; n > 0 || !panel.Hearing(patience, q).Unheard() {
			rail.Pages[1].Count = viewmodel.Short(n)
		}
	}
	if health := panel.Health(q); health.Wait(patience) == nil && len(health.Value()) > 0 {
		rail.Pages[3].Count = viewmodel.Answering(health.Value(), q.Now())
	}
	return rail
}

package panel

import (
	"context"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// Page is a list of panels at an address.
type Page struct {
	Path, Title string
	// Tab is the label of the tab that leads to the page.
	Tab string
	// Lead is a panel above the tabs; its zero value is none.
	Lead   Panel
	Panels []Panel
	// Empty says why the page has nothing to show, nil when it has. Lead and
	// Panels have been started.
	Empty func(patience context.Context, q *Queries) *component.Note
	// Draw lays the page out.
	Draw func(view.Panels) templ.Component
	// Counted reports that the navigation shows the numbers of mentions and sources
	// on this page.
	Counted bool
}

// Pages is every page of panels. The fragment of a panel that is on several pages
// belongs to the first.
func Pages() []Page {
	return []Page{
		{
			Path: "/", Title: "Overview", Tab: "At a glance", Empty: nothingInOverview, Draw: view.OverviewPage, Counted: true, Lead: lead(),
			Panels: []Panel{mentions(), insights(), sentiment(), terms(), shares(), pictures(), posts()},
		},
		{
			Path: "/topics", Title: "What they say", Tab: "What they say", Empty: nothingInTopics, Draw: view.TopicsPage,
			Panels: append([]Panel{emerging()}, readings()...),
		},
	}
}

// all is every panel of the page.
func (p Page) all() []Panel {
	if p.Lead.Name == "" {
		return p.Panels
	}
	return append([]Panel{p.Lead}, p.Panels...)
}

// Find returns the panel that is called name and its page.
func Find(name string) (Panel, Page, error) {
	for _, page := range Pages() {
		for _, p := range page.all() {
			if p.Name == name {
				return p, page, nil
			}
		}
	}
	return Panel{}, Page{}, social.Errorf(social.CodeNotFound, "there is no panel %q", name)
}

// Tabs lead from one page of panels to another; path is the one shown.
func Tabs(v urlstate.View, path string) []component.Option {
	var tabs []component.Option
	for _, p := range Pages() {
		tabs = append(tabs, component.Option{Name: p.Tab, Href: v.URL(p.Path), Selected: p.Path == path})
	}
	return tabs
}

// Start starts every query that the page needs, side by side.
func (p Page) Start(q *Queries) {
	for _, panel := range p.all() {
		for _, query := range panel.Asks(q) {
			query.Start()
		}
	}
	Facets(q).Start()
}

// Parts draws every panel of the page, those whose queries have not returned
// when patience ends as skeletons that fetch themselves.
func (p Page) Parts(patience context.Context, q *Queries) view.Panels {
	parts := view.Panels{Tabs: Tabs(q.View, p.Path)}
	if p.Lead.Name != "" {
		parts.Lead = p.Lead.Draw(patience, q)
	}
	for _, panel := range p.Panels {
		parts.Grid = append(parts.Grid, panel.Draw(patience, q))
	}
	parts.Empty = p.Empty(patience, q)
	return parts
}

// nothingInTopics says why there are no mentions, when there are none in the period.
func nothingInTopics(patience context.Context, q *Queries) *component.Note {
	if Figures(q).Wait(patience) != nil || Figures(q).Value().Mentions > 0 {
		return nil
	}
	return nothing(patience, q)
}

// nothing says why there are no mentions at all. The state of the sources is taken
// into account where it is known in time.
func nothing(patience context.Context, q *Queries) *component.Note {
	var known []social.SourceHealth
	if health := Health(q); wait(patience, health) == nil && q.Sources != nil {
		known = append([]social.SourceHealth{}, health.Value()...)
	}
	var h viewmodel.Hearing
	if wait(patience, covered(q)...) == nil {
		h = hearing(q)
	}
	note := viewmodel.Nothing(q.View, len(q.Brands), known, q.Now(), q.Sample, h)
	return &note
}

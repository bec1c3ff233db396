package dashboard

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/panel"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
)

// look parses the state in the URL of a request.
func (s *site) look(r *http.Request) (urlstate.View, []urlstate.Fault) {
	return s.parser.Parse(r.URL.Query(), s.Now())
}

// now is the current time in the time zone of v.
func (s *site) now(v urlstate.View) time.Time { return s.Now().In(v.Zone()) }

// pages is the navigation.
var pages = []component.Option{
	{Name: "Overview", Value: "overview", Href: "/"},
	{Name: "Posts", Value: "posts", Href: "/posts"},
	{Name: "Pictures", Value: "pictures", Href: "/pictures"},
	{Name: "Assistants", Value: "assistants", Href: assistantsPath},
	{Name: "Sources", Value: "sources", Href: "/sources"},
	{Name: "Definitions", Value: "definitions", Href: "/definitions"},
}

// frame fills what surrounds the page at path: title, assets and navigation.
func (s *site) frame(v urlstate.View, path, title string) view.Page {
	p := view.Page{Title: title, Assets: view.Assets{
		Script: s.assets.URL("app.js"), Theme: s.assets.URL("theme.js"), Style: s.assets.URL("style.css"),
		Icon: s.assets.URL("icon.svg"), Font: s.assets.URL("inter-latin-wght-normal.woff2"),
	}}
	ofPanels := slices.ContainsFunc(panel.Pages(), func(page panel.Page) bool { return page.Path == path })
	for _, o := range pages {
		if o.Href == assistantsPath && s.Assistants == nil {
			continue
		}
		o.Selected = o.Href == path || o.Href == "/" && ofPanels
		o.Href = v.URL(o.Href)
		p.Rail.Pages = append(p.Rail.Pages, o)
	}
	brandPath := path
	if path != "/posts" && path != "/pictures" && !ofPanels {
		brandPath = "/"
	}
	if s.Damage != nil {
		// What is asked of the store itself could wait; this is known.
		p.Damage = viewmodel.Damaged(s.Damage(context.Background()))
	}
	p.Rail.Zone = viewmodel.Zone(s.now(v))
	p.Rail.Brands = viewmodel.Brands(v, brandPath, s.Brands)
	for _, o := range s.outages() {
		p.Outages = append(p.Outages, viewmodel.OutageNote(o))
	}
	if s.Sample {
		p.Sample = new(component.Progress)
		*p.Sample = s.seeding()
	}
	return p
}

// filtered is frame with the filter bar. With empty facets the bar offers only the
// values that are chosen already, so that they can be removed.
func (s *site) filtered(v urlstate.View, faults []urlstate.Fault, path, title string, facets viewmodel.FacetLists) view.Page {
	p := s.frame(v, path, title)
	bar := viewmodel.FilterBar(v, path, facets)
	for _, f := range faults {
		if f.Notice {
			bar.Notices = append(bar.Notices, f.Message)
			continue
		}
		if f.Field == "q" {
			bar.QueryFault = f.Message
			continue
		}
		bar.Faults = append(bar.Faults, f.Message)
	}
	bar.FoundAlso = v.Query.FoundAlso()
	for _, b := range s.Brands {
		for _, n := range b.Notices {
			if v.Brand == "" || v.Brand == b.Name {
				bar.Notices = append(bar.Notices, "In the query of "+b.Name+", "+n.String()+".")
			}
		}
	}
	p.Filters = &bar
	if p.Sample != nil && !p.Sample.Done {
		p.Refresh = v.URL(path)
	}
	return p
}

// seeding is how far the sample is seeded.
func (s *site) seeding() component.Progress {
	if s.Progress == nil {
		return component.Progress{Done: true}
	}
	p := s.Progress()
	out := component.Progress{
		Done: p.Done, Poll: "/progress",
		Posts: viewmodel.Exact(int64(p.Stored)), Expected: viewmodel.Exact(int64(p.Expected)),
		Sources: viewmodel.Exact(int64(p.SourcesDone)), Targets: viewmodel.Exact(int64(p.SourcesTotal)),
	}
	if p.Expected > 0 {
		out.Percent = min(100, 100*float64(p.Stored)/float64(p.Expected))
	}
	return out
}

func (s *site) progress(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, component.Seeding(s.seeding()))
}

// outage is what is out of order, for pages that say so; nothing once all answers.
func (s *site) outage(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	return s.render(w, r, component.Outage(s.frame(v, "/outage", "").Outages))
}

// titled joins the name of a page and the brand in view.
func titled(name string, v urlstate.View) string {
	if v.Brand == "" {
		return name + ": all brands"
	}
	return strings.Join([]string{name, v.Brand}, ": ")
}

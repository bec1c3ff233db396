package dashboard

import (
	"context"
	"net/http"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// sources is the page of source health; htmx gets the table alone.
func (s *site) sources(w http.ResponseWriter, r *http.Request) error {
	page, err := s.sourceTable(r)
	if err != nil {
		return err
	}
	if isFragment(r) {
		return s.render(w, r, view.SourcesBody(page))
	}
	v, _ := s.look(r)
	page.Page = s.frame(v, "/sources", "Sources")
	page.Page.Damage = "" // the page itself says it in full
	if s.Backups != nil {
		page.Backups = s.Backups()
	}
	if s.Damage != nil {
		page.Damage = viewmodel.Damage(s.Damage(r.Context()))
	}
	return s.render(w, r, view.SourcesPage(page))
}

// runSource starts a run of a source. A run that is under way already is no error.
func (s *site) runSource(w http.ResponseWriter, r *http.Request) error {
	if s.Sources == nil {
		return social.Errorf(social.CodeUnavailable, "this process does not crawl")
	}
	begin := func(ctx context.Context) error { _, err := s.Sources.Begin(ctx, r.PathValue("source")); return err }
	if err := s.change(r, begin); err != nil && social.CodeOf(err) != social.CodeConflict {
		return err
	}
	if !isFragment(r) {
		http.Redirect(w, r, "/sources", http.StatusSeeOther)
		return nil
	}
	page, err := s.sourceTable(r)
	if err != nil {
		return err
	}
	return s.render(w, r, view.SourcesBody(page))
}

func (s *site) sourceTable(r *http.Request) (view.Sources, error) {
	v, _ := s.look(r)
	health, err := s.panels.SourceHealth(r.Context())
	if err != nil && health == nil {
		return view.Sources{}, err
	}
	partly := err
	p := view.Sources{
		Sources: viewmodel.Sources(health, s.now(v)), Summary: viewmodel.Answering(health, s.now(v)) + " sources answer",
		Empty: component.Note{Title: "No sources yet", Text: "Sources are named in the configuration file, under sources. Earshot reads them from its next start on."},
	}
	if partly != nil {
		s.Log.Warn("sources are told of in part", "error", partly)
		p.Summary, p.Poll = viewmodel.SourcesInPart, "/sources"
	}
	p.Opinions = s.opinions(r)
	for _, row := range p.Sources {
		if row.Running {
			p.Poll = "/sources"
			if v.TimeZone != "" {
				p.Poll = v.URL(p.Poll)
			}
		}
	}
	if err := s.parked(r, v, &p); err != nil {
		s.Log.Warn("parked messages not listed", "error", err)
		p.ParkedUnknown = "Which messages are parked is not known now."
	}
	if s.Outdated != nil {
		n, err := s.Outdated(r.Context())
		if err == nil {
			p.Outdated = viewmodel.Outdated(n)
		} else {
			s.Log.Warn("outdated analyses not counted", "error", err)
			p.Outdated = "How many posts wait for an analysis by the version in use is not known now."
		}
	}
	return p, nil
}

// parkedWait is how long the streams are waited for to list what is parked.
const parkedWait = 500 * time.Millisecond

// parked lists the messages that are parked.
func (s *site) parked(r *http.Request, v urlstate.View, p *view.Sources) error {
	if s.Parking == nil {
		return nil
	}
	for _, o := range s.outages() {
		if o.Part == social.PartStreams {
			return social.Errorf(social.CodeUnavailable, "dashboard: the streams are out of order")
		}
	}
	ctx, cancel := context.WithTimeout(r.Context(), parkedWait)
	defer cancel()
	list, err := s.Parking.Parked(ctx)
	p.Parked = viewmodel.Parked(list, s.now(v))
	return err
}

// opinions describes the state of second opinions; empty when they are not
// configured.
func (s *site) opinions(r *http.Request) string {
	if s.Opinions == nil {
		return ""
	}
	state, err := s.Opinions.Opinions(r.Context())
	if err != nil {
		s.Log.Error("second opinions", "error", err)
		return "How many second opinions were given today is not known now."
	}
	return viewmodel.Opinions(state)
}

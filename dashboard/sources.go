package dashboard

import (
	"context"
	"net/http"
	"slices"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// sources is the page of source health; htmx gets it without its frame.
func (s *site) sources(w http.ResponseWriter, r *http.Request) error {
	page, err := s.sourceHealth(r)
	if err != nil {
		return err
	}
	if isFragment(r) {
		return s.render(w, r, view.SourcesContent(page))
	}
	v, _ := s.look(r)
	page.Page = s.frame(v, "/sources", page.Title)
	page.Page.Damage = "" // the page itself says it in full
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
	page, err := s.sourceHealth(r)
	if err != nil {
		return err
	}
	return s.render(w, r, view.SourcesContent(page))
}

func (s *site) sourceHealth(r *http.Request) (view.Sources, error) {
	v, _ := s.look(r)
	health, err := s.panels.SourceHealth(r.Context())
	if err != nil && health == nil {
		return view.Sources{}, err
	}
	partly := err
	p := view.Sources{
		Title: "Sources", Sources: viewmodel.Sources(health, s.now(v)), Summary: viewmodel.Answering(health, s.now(v)) + " sources answer",
		Empty: component.Note{Title: "No sources yet", Text: "Sources are named in the configuration file, under sources. Earshot reads them from its next start on."},
	}
	if partly != nil {
		s.Log.Warn("sources are told of in part", "error", partly)
		p.Summary, p.InPart = viewmodel.SourcesInPart, true
	}
	p.Opinions, p.Captions, p.Transcripts = s.opinions(r), s.captions(r), s.transcripts(r)
	if s.Backups != nil {
		p.Backups = s.Backups()
	}
	if s.Damage != nil {
		p.Damage = viewmodel.Damage(s.Damage(r.Context()))
	}
	if err := s.parked(r, v, &p); err != nil {
		s.Log.Warn("parked messages not listed", "error", err)
		p.ParkedUnknown, p.InPart = "Which messages are parked is not known now.", true
	}
	if s.Outdated != nil {
		n, err := s.Outdated(r.Context())
		if err == nil {
			p.Outdated = viewmodel.Outdated(n)
		} else {
			s.Log.Warn("outdated analyses not counted", "error", err)
			p.Outdated, p.InPart = "How many posts wait for an analysis by the version in use is not known now.", true
		}
	}
	running := slices.ContainsFunc(p.Sources, func(row component.Source) bool { return row.Running })
	if running || p.InPart {
		p.Poll = v.URL("/sources")
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

// captions describes the state of captions; empty when no vision model is configured.
func (s *site) captions(r *http.Request) string {
	if s.Captions == nil {
		return ""
	}
	state, err := s.Captions.Captions(r.Context())
	if err != nil {
		s.Log.Error("captions", "error", err)
		return "How captions stand is not known now."
	}
	return viewmodel.Captions(state)
}

// transcripts describes the state of transcripts; empty when no speech model is configured.
func (s *site) transcripts(r *http.Request) string {
	if s.Transcripts == nil {
		return ""
	}
	state, err := s.Transcripts.Transcripts(r.Context())
	if err != nil {
		s.Log.Error("transcripts", "error", err)
		return "How transcripts stand is not known now."
	}
	return viewmodel.TranscriptState(state)
}

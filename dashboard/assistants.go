package dashboard

import (
	"context"
	"net/http"

	"earshot/dashboard/component"
	"earshot/dashboard/panel"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/export"
	"earshot/internal/social"
)

const assistantsPath = "/assistants"

// assistants is the page of what assistants answer, beside what people say. It depends on
// the period alone.
func (s *site) assistants(w http.ResponseWriter, r *http.Request) error {
	if s.Assistants == nil {
		return social.Errorf(social.CodeNotFound, "no assistants are asked: a source with platform: assistant does that")
	}
	v, _ := s.look(r)
	queries := s.panels.Queries(r.Context(), v)
	told := panel.Ask(queries, "assistants", func(ctx context.Context) (social.AssistantReport, error) { return s.Assistants(ctx, v.From, v.To) })
	p := view.Assistants{State: queries.Settle(r.Context(), "assistants", v.URL(assistantsPath), told)}
	p.Page = s.frame(v, assistantsPath, "What assistants say")
	for _, period := range []urlstate.Period{urlstate.Week, urlstate.Month, urlstate.Quarter} {
		of := v.WithPeriod(period, s.now(v))
		p.Periods = append(p.Periods, component.Option{Name: viewmodel.PeriodName(of), Href: of.URL(assistantsPath), Selected: v.Period == period})
	}
	p.CSV = v.URL("/export/assistants.csv")
	if p.State.Ready() {
		p.Answers = viewmodel.Assistants(v, told.Value(), s.now(v))
	}
	return s.render(w, r, view.AssistantsPage(p))
}

// exportAssistants is the file of the page.
func (s *site) exportAssistants(w http.ResponseWriter, r *http.Request, v urlstate.View, format export.Format) error {
	report, err := s.Assistants(r.Context(), v.From, v.To)
	if err != nil {
		return err
	}
	return s.exportTable(w, r, panel.Table{Name: "assistants", View: v.WithBrand(""), Rows: viewmodel.AssistantTable(report)}, format)
}

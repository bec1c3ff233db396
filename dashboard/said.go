package dashboard

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

const (
	// saidRows is how many rows a ranking shows.
	saidRows = 8
	// emergingAmong is how many terms are compared with their past.
	emergingAmong = 2000
	// roomForNames is how many names more are asked for, as the brands' own are left out.
	roomForNames = 12
)

// rankedReadings are the readings that have a panel.
var rankedReadings = []social.Reading{social.ReadAspects, social.ReadEmotions, social.ReadIntents, social.ReadEntities}

// said is the questions behind the page of what mentions say.
type said struct {
	site        *site
	view        urlstate.View
	terms       *call[[]social.TermCount]
	now, before *call[social.Figures]
	facets      *call[social.Facets]
	readings    map[social.Reading]*call[[]social.TermCount]
}

func (s *site) newSaid(ctx context.Context, v urlstate.View) *said {
	f := v.Filter()
	// What TermCount.Previous counts: the same length of time before.
	before := f
	before.From, before.To = f.From.Add(-f.To.Sub(f.From)), f.From
	out := &said{
		site: s, view: v, readings: map[social.Reading]*call[[]social.TermCount]{},
		terms:  newCall(ctx, s, "terms", func(ctx context.Context) ([]social.TermCount, error) { return s.Reader.Terms(ctx, f, emergingAmong) }),
		now:    newCall(ctx, s, "figures", func(ctx context.Context) (social.Figures, error) { return s.Reader.Figures(ctx, f) }),
		before: newCall(ctx, s, "figures before", func(ctx context.Context) (social.Figures, error) { return s.Reader.Figures(ctx, before) }),
		facets: newCall(ctx, s, "facets", func(ctx context.Context) (social.Facets, error) { return s.facetsOf(ctx, v) }),
	}
	for _, of := range rankedReadings {
		out.readings[of] = newCall(ctx, s, string(of), func(ctx context.Context) ([]social.TermCount, error) {
			return s.Reader.Readings(ctx, f, of, saidRows+roomForNames)
		})
	}
	return out
}

// saidOf is the page that was sent and whose panels are still to come, or a new one.
func (s *site) saidOf(ctx context.Context, v urlstate.View) *said {
	if kept := keptAt[*said](&s.kept, v.URL("/said"), s.Now()); kept != nil {
		return kept
	}
	return s.newSaid(ctx, v)
}

func (o *said) address() string { return o.view.URL("/said") }

func (o *said) all() []asked {
	calls := []asked{o.terms, o.now, o.before, o.facets}
	for _, of := range rankedReadings {
		calls = append(calls, o.readings[of])
	}
	return calls
}

// newly are the terms that stand out against the same length before; all that
// it needs has been answered.
func (o *said) newly() []social.EmergingTerm {
	return social.Emerging(o.site.telling(o.view, o.terms.value), o.now.value.Mentions, o.before.value.Mentions)
}

// said is what mentions say: every question is asked at once, and the page is
// sent when all are answered or patience ends.
func (s *site) said(w http.ResponseWriter, r *http.Request) error {
	v, faults := s.look(r)
	o := keptAt[*said](&s.kept, v.URL("/said"), s.Now())
	if o == nil || !pending(o) {
		o = s.newSaid(r.Context(), v)
	}
	for _, c := range o.all() {
		c.begin()
	}
	wait := s.Patience
	if isFragment(r) {
		wait = refreshPatience
	}
	patience, enough := context.WithTimeout(r.Context(), wait)
	defer enough()
	page := view.Said{
		Tabs: viewmodel.Tabs(v, "/said"), Emerging: o.emerging(patience), Aspects: o.ranked(patience, social.ReadAspects),
		Emotions: o.ranked(patience, social.ReadEmotions), Intents: o.ranked(patience, social.ReadIntents),
		Entities: o.ranked(patience, social.ReadEntities),
	}
	if o.now.wait(patience) == nil && o.now.value.Mentions == 0 {
		var health []social.SourceHealth
		if known, err := s.health(patience); err == nil && s.Sources != nil {
			health = append([]social.SourceHealth{}, known...)
		}
		note := viewmodel.Nothing(v, len(s.Brands), health, s.Sample)
		page.Empty = &note
	}
	page.Page = s.filtered(v, faults, "/said", titled("What they say", v), lists(patience, o.facets))
	if pending(o) {
		s.kept.put(o, s.Now())
	}
	return s.render(w, r, view.SaidPage(page))
}

// panel is one panel of the page; nil for a name that is none.
func (o *said) panel(patience context.Context, name string) templ.Component {
	if name == "emerging" {
		return view.RankedPanel(o.emerging(patience), "span-7")
	}
	of := social.Reading(name)
	if o.readings[of] == nil {
		return nil
	}
	return view.RankedPanel(o.ranked(patience, of), "span-4")
}

func (o *said) emerging(patience context.Context) view.Ranked {
	p := view.Ranked{
		Panel: viewmodel.EmergingPanel(o.view), State: o.site.settle(patience, "emerging", o.load("emerging"), o.terms, o.now, o.before),
		Empty: viewmodel.NothingRead(social.ReadTerms),
	}
	if p.State.Ready() {
		terms := o.newly()
		p.Terms = viewmodel.Emerging(o.view, terms[:min(len(terms), saidRows)])
	}
	return p
}

func (o *said) ranked(patience context.Context, of social.Reading) view.Ranked {
	calls := []asked{o.readings[of]}
	if of == social.ReadEmotions {
		calls = append(calls, o.facets)
	}
	p := view.Ranked{
		Panel: viewmodel.ReadingPanel(o.view, of), State: o.site.settle(patience, string(of), o.load(string(of)), calls...),
		Empty: viewmodel.NothingRead(of),
	}
	if p.State.Ready() {
		counts := o.readings[of].value
		if of == social.ReadEntities {
			// Every mention names the brand, so that it leads says nothing.
			counts = o.site.telling(o.view, counts)
		}
		p.Terms = viewmodel.Ranked(o.view, of, counts[:min(len(counts), saidRows)])
		if of == social.ReadEmotions {
			p.Note = viewmodel.Measured(of, o.facets.value.Languages, o.site.Measured)
		}
	}
	return p
}

func (o *said) load(panel string) string { return o.view.URL("/panels/" + panel) }

package dashboard

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"earshot/dashboard/address"
	"earshot/dashboard/present"
	"earshot/dashboard/view"
	"earshot/internal/social"
)

const (
	// saidRows is how many rows a ranking shows.
	saidRows = 8
	// emergingAmong is how many terms are compared with their past.
	emergingAmong = 2000
)

// said is the questions behind the page of what mentions say.
type said struct {
	site      *site
	view      address.View
	newly     *call[[]social.EmergingTerm]
	facets    *call[social.Facets]
	readings  map[social.Reading]*call[[]social.TermCount]
	mentioned *call[social.Figures]
}

func (s *site) newSaid(ctx context.Context, v address.View) *said {
	out := &said{
		site: s, view: v, readings: map[social.Reading]*call[[]social.TermCount]{},
		newly:     newCall(ctx, s, "emerging", func(ctx context.Context) ([]social.EmergingTerm, error) { return s.emerging(ctx, v) }),
		facets:    newCall(ctx, s, "facets", func(ctx context.Context) (social.Facets, error) { return s.facetsOf(ctx, v) }),
		mentioned: newCall(ctx, s, "figures", func(ctx context.Context) (social.Figures, error) { return s.Reader.Figures(ctx, v.Filter()) }),
	}
	for _, of := range []social.Reading{social.ReadAspects, social.ReadEmotions, social.ReadIntents, social.ReadEntities} {
		out.readings[of] = newCall(ctx, s, string(of), func(ctx context.Context) ([]social.TermCount, error) {
			return s.Reader.Readings(ctx, v.Filter(), of, saidRows)
		})
	}
	return out
}

// emerging are the terms that stand out against the same length before: the
// period that TermCount.Previous counts.
func (s *site) emerging(ctx context.Context, v address.View) ([]social.EmergingTerm, error) {
	f := v.Filter()
	terms, err := s.Reader.Terms(ctx, f, emergingAmong)
	if err != nil {
		return nil, err
	}
	now, err := s.Reader.Figures(ctx, f)
	if err != nil {
		return nil, err
	}
	f.From, f.To = f.From.Add(-f.To.Sub(f.From)), f.From
	before, err := s.Reader.Figures(ctx, f)
	if err != nil {
		return nil, err
	}
	return social.Emerging(s.telling(v, terms), now.Mentions, before.Mentions), nil
}

// said is what mentions say: every question is asked at once.
func (s *site) said(w http.ResponseWriter, r *http.Request) error {
	v, faults := s.look(r)
	o := s.newSaid(r.Context(), v)
	for _, c := range []asked{o.newly, o.facets, o.mentioned} {
		c.begin()
	}
	for _, c := range o.readings {
		c.begin()
	}
	wait := s.Patience
	if isFragment(r) {
		wait = refreshPatience
	}
	patience, enough := context.WithTimeout(r.Context(), wait)
	defer enough()
	page := view.Said{
		Tabs: present.Tabs(v, "/said"), Emerging: o.emerging(patience), Aspects: o.ranked(patience, social.ReadAspects),
		Emotions: o.ranked(patience, social.ReadEmotions), Intents: o.ranked(patience, social.ReadIntents),
		Entities: o.ranked(patience, social.ReadEntities),
	}
	if o.mentioned.wait(patience) == nil && o.mentioned.value.Mentions == 0 {
		note := present.Nothing(v, len(s.Brands), nil, s.Sample)
		page.Empty = &note
	}
	page.Page = s.filtered(v, faults, "/said", titled("What they say", v), lists(patience, o.facets))
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
		Panel: present.EmergingPanel(o.view), State: o.site.settle(patience, "emerging", o.load("emerging"), o.newly),
		Empty: present.NothingRead(social.ReadTerms),
	}
	if p.State.Ready() {
		p.Terms = present.Emerging(o.view, o.newly.value[:min(len(o.newly.value), saidRows)])
	}
	return p
}

func (o *said) ranked(patience context.Context, of social.Reading) view.Ranked {
	calls := []asked{o.readings[of]}
	if of == social.ReadEmotions {
		calls = append(calls, o.facets)
	}
	p := view.Ranked{
		Panel: present.ReadingPanel(o.view, of), State: o.site.settle(patience, string(of), o.load(string(of)), calls...),
		Empty: present.NothingRead(of),
	}
	if p.State.Ready() {
		p.Terms = present.Ranked(o.view, of, o.readings[of].value)
		if of == social.ReadEmotions {
			p.Note = present.Measured(of, o.facets.value.Languages, o.site.Measured)
		}
	}
	return p
}

func (o *said) load(panel string) string { return o.view.URL("/panels/" + panel) }

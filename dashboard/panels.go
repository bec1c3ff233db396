package dashboard

import (
	"context"
	"slices"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/query"
	"earshot/internal/social"
)

func (o *overview) lead(patience context.Context) view.Overview {
	state := o.site.settle(patience, "lead", o.load("lead"), o.now, o.before, o.platforms, o.brands, o.termCounts)
	page := view.Overview{}
	page.Figures.State = state
	for _, d := range viewmodel.Definitions()[:5] {
		page.Names = append(page.Names, d.Name)
	}
	if !state.Ready() {
		return page
	}
	page.Empty = o.empty(patience)
	steps := viewmodel.NewBuckets(o.view)
	trend := viewmodel.Voiced(steps, o.platforms.value, o.brands.value)
	page.Figures.Content = viewmodel.Figures(o.view, o.now.value, o.before.value, trend)
	page.Sentence.Content = viewmodel.Sentence(o.view, viewmodel.Story{
		Now: o.now.value, Before: o.before.value, Buckets: steps, Trend: trend,
		Terms: o.site.telling(o.view, o.termCounts.value), Brands: viewmodel.ByBrand(o.brands.value),
	})
	return page
}

func (o *overview) mentions(patience context.Context) view.Mentions {
	rows, before := o.platforms, o.platforms0
	if o.view.Split == urlstate.SplitBrand {
		rows, before = o.brands, o.brands0
	}
	m := view.Mentions{
		Panel: viewmodel.MentionsPanel(o.view),
		State: o.site.settle(patience, "mentions", o.load("mentions"), rows, before, o.health, o.gaps),
	}
	if m.State.Ready() {
		lines := viewmodel.MentionsChart(o.view, o.site.Brands, rows.value, before.value, o.coverage())
		m.Chart, m.Table = lines.Chart, lines.Table
		if len(rows.value) == 0 {
			m.Empty = &component.Note{Title: "No mentions in this period", Text: "A longer period or fewer filters may show some."}
		}
	}
	return m
}

func (o *overview) sentiment(patience context.Context) view.Sentiment {
	m := view.Sentiment{
		Panel: viewmodel.SentimentPanel(o.view),
		State: o.site.settle(patience, "sentiment", o.load("sentiment"), o.platforms, o.health, o.gaps),
	}
	if m.State.Ready() {
		lines := viewmodel.SentimentChart(o.view, o.platforms.value, o.coverage())
		m.Chart, m.Table = lines.Chart, lines.Table
		if len(o.platforms.value) == 0 {
			m.Empty = &component.Note{Title: "Nothing to judge", Text: "Sentiment appears with the first mentions that have text."}
		}
	}
	return m
}

// coverage is what is known of how the sources were read; health and gaps have
// been answered.
func (o *overview) coverage() viewmodel.Coverage {
	return viewmodel.Coverage{Health: o.health.value, Gaps: o.gaps.value}
}

func (o *overview) standouts(patience context.Context) view.Standouts {
	p := view.Standouts{
		Panel: viewmodel.StandoutsPanel(),
		State: o.site.settle(patience, "standouts", o.load("standouts"), o.platforms, o.platforms0, o.brands, o.brands0, o.termCounts, o.health),
	}
	if p.State.Ready() {
		p.Things = viewmodel.Standouts(o.view, viewmodel.Scene{
			ByPlatform: o.platforms.value, ByPlatformBefore: o.platforms0.value,
			ByBrand: o.brands.value, ByBrandBefore: o.brands0.value, Brands: o.site.Brands,
			Terms: o.site.telling(o.view, o.termCounts.value), Health: o.health.value, Now: o.site.Now(),
		})
	}
	return p
}

func (o *overview) shares(patience context.Context) view.Shares {
	p := view.Shares{
		Panel: viewmodel.SharesPanel(o.view),
		State: o.site.settle(patience, "shares", o.load("shares"), o.brands, o.brands0),
	}
	if p.State.Ready() {
		p.Brands = viewmodel.Shares(o.view, o.site.Brands, o.brands.value, o.brands0.value)
	}
	return p
}

func (o *overview) terms(patience context.Context) view.Terms {
	p := view.Terms{
		Panel: viewmodel.TermsPanel(o.view),
		State: o.site.settle(patience, "terms", o.load("terms"), o.termCounts),
	}
	if p.State.Ready() {
		terms := o.site.telling(o.view, o.termCounts.value)
		p.Terms = viewmodel.Terms(o.view, terms[:min(len(terms), overviewTerms)])
	}
	return p
}

func (o *overview) pictures(patience context.Context) view.Pictures {
	p := view.Pictures{
		Panel: viewmodel.PicturesPanel(o.view),
		State: o.site.settle(patience, "pictures", o.load("pictures"), o.seen),
		Empty: viewmodel.NoPictures(),
	}
	if p.State.Ready() {
		p.Pictures = viewmodel.Shown(o.seen.value.Posts, overviewPictures, o.site.Now())
	}
	return p
}

func (o *overview) posts(patience context.Context) view.Posts {
	p := view.Posts{
		Panel: viewmodel.PostsPanel(o.view),
		State: o.site.settle(patience, "posts", o.load("posts"), o.latest),
		Empty: component.Note{Title: "No posts in this period", Text: "A longer period or fewer filters may show some."},
	}
	if p.State.Ready() {
		p.Posts = o.site.excerpts(o.view, o.latest.value)
	}
	return p
}

// telling are the terms that say something: not the words the brand is found by.
func (s *site) telling(v urlstate.View, terms []social.TermCount) []social.TermCount {
	return viewmodel.Telling(terms, s.inView(v))
}

// excerpts are posts as a list shows them, with what was looked for marked.
func (s *site) excerpts(v urlstate.View, list listing) []component.Post {
	mark := s.marker(v)
	out := make([]component.Post, 0, len(list.Posts))
	for _, p := range list.Posts {
		post := viewmodel.Excerpt(v, p, s.Now(), mark)
		post.Copies = viewmodel.Copies(p.Post.Key(), list.copies[p.Post.Key()])
		post.Sentiment = s.correctable(post.Sentiment, p.Post.Key())
		out = append(out, post)
	}
	return out
}

// marker marks what the brand in view, or every brand, and the reader's own
// query look for.
func (s *site) marker(v urlstate.View) viewmodel.Marker {
	queries := []*query.Query{v.Query}
	for _, b := range s.inView(v) {
		queries = append(queries, b.Query)
	}
	return viewmodel.NewMarker(queries...)
}

// inView is the brand in view, or every brand.
func (s *site) inView(v urlstate.View) []social.Brand {
	if v.Brand == "" {
		return s.Brands
	}
	return slices.DeleteFunc(slices.Clone(s.Brands), func(b social.Brand) bool { return b.Name != v.Brand })
}

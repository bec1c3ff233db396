package dashboard

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

const (
	overviewTerms = 9
	// askedTerms leaves room for the terms that are left out.
	askedTerms       = 40
	overviewPosts    = 6
	overviewPictures = 3
	// pictureScan is how many posts are looked through for pictures.
	pictureScan = 120
	// refreshPatience is how long a page that is fetched again waits for its panels.
	refreshPatience = 30 * time.Second
)

// overview is the first page: every question is asked at once, and the page
// is sent when all are answered or patience ends.
func (s *site) overview(w http.ResponseWriter, r *http.Request) error {
	v, faults := s.look(r)
	// A page that is fetched again before its questions are answered waits for
	// them, and does not add to what keeps the reader busy.
	o := keptAt[*overview](&s.kept, v.URL("/"), s.Now())
	if o == nil || !pending(o) {
		o = s.newOverview(r.Context(), v)
	}
	for _, c := range o.all() {
		c.begin()
	}
	wait := s.Patience
	if isFragment(r) {
		// The page is already on the screen: better later than skeletons.
		wait = refreshPatience
	}
	patience, enough := context.WithTimeout(r.Context(), wait)
	defer enough()
	page := o.page(patience)
	page.Tabs = viewmodel.Tabs(v, "/")
	page.Page = s.filtered(v, faults, "/", titled("Overview", v), o.facetLists(patience))
	if pending(o) {
		s.kept.put(o, s.Now())
	}
	page.Page.Rail = s.counted(page.Page.Rail, o, patience)
	return s.render(w, r, view.OverviewPage(page))
}

// panel is one panel of the overview, fetched by a skeleton or after a switch.
// The fragment holds the panel's cell in the grid; htmx picks the panel out.
func (s *site) panel(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	o := keptAt[*overview](&s.kept, v.URL("/"), s.Now())
	if o == nil {
		o = s.newOverview(r.Context(), v)
	}
	patience := r.Context()
	var c templ.Component
	switch name := r.PathValue("panel"); name {
	case "lead":
		c = view.Lead(o.lead(patience))
	case "mentions":
		c = view.MentionsPanel(o.mentions(patience))
	case "standouts":
		c = view.StandoutsPanel(o.standouts(patience))
	case "sentiment":
		c = view.SentimentPanel(o.sentiment(patience))
	case "shares":
		c = view.SharesPanel(o.shares(patience))
	case "terms":
		c = view.TermsPanel(o.terms(patience))
	case "pictures":
		c = view.PicturesPanel(o.pictures(patience))
	case "posts":
		c = view.PostsPanel(o.posts(patience))
	default:
		if c = s.saidOf(r.Context(), v).panel(patience, name); c == nil {
			return social.Errorf(social.CodeNotFound, "there is no panel %q", name)
		}
	}
	return s.render(w, r, c)
}

// overview is the questions behind the first page.
type overview struct {
	site                  *site
	view                  urlstate.View
	now, before           *call[social.Figures]
	platforms, platforms0 *call[[]social.Trend]
	// brands are split by platform too.
	brands, brands0 *call[[]social.Trend]
	termCounts      *call[[]social.TermCount]
	health          *call[[]social.SourceHealth]
	gaps            *call[[]social.Gap]
	latest          *call[listing]
	seen            *call[social.PostPage]
	facets          *call[social.Facets]
}

func (s *site) newOverview(ctx context.Context, v urlstate.View) *overview {
	now, before := v.Filter(), v.Previous().Filter()
	figures := func(name string, f social.Filter) *call[social.Figures] {
		return newCall(ctx, s, name, func(ctx context.Context) (social.Figures, error) { return s.Reader.Figures(ctx, f) })
	}
	brands, brands0 := s.everyBrand(ctx, "brands", now, v), s.everyBrand(ctx, "brands before", before, v)
	return &overview{
		site: s, view: v,
		now: figures("figures", now), before: figures("figures before", before),
		brands: brands, brands0: brands0,
		platforms: s.ownPlatforms(ctx, "platforms", now, v, brands), platforms0: s.ownPlatforms(ctx, "platforms before", before, v, brands0),
		termCounts: newCall(ctx, s, "terms", func(ctx context.Context) ([]social.TermCount, error) {
			return s.Reader.Terms(ctx, now, askedTerms)
		}),
		health: newCall(ctx, s, "sources", s.health),
		gaps:   newCall(ctx, s, "gaps", func(ctx context.Context) ([]social.Gap, error) { return s.gaps(ctx, v.From) }),
		latest: newCall(ctx, s, "posts", func(ctx context.Context) (listing, error) { return s.list(ctx, now, v.Order, overviewPosts, "") }),
		seen: newCall(ctx, s, "pictures", func(ctx context.Context) (social.PostPage, error) {
			return s.Reader.Posts(ctx, now, social.MostEngaged, pictureScan, "")
		}),
		facets: newCall(ctx, s, "facets", func(ctx context.Context) (social.Facets, error) { return s.facetsOf(ctx, v) }),
	}
}

// everyBrand are the trends of every brand under f, split by brand and platform.
func (s *site) everyBrand(ctx context.Context, name string, f social.Filter, v urlstate.View) *call[[]social.Trend] {
	f.Brand = ""
	return newCall(ctx, s, name, func(ctx context.Context) ([]social.Trend, error) {
		return s.Reader.Trends(ctx, f, v.Bucket(), []social.Dimension{social.DimBrand, social.DimPlatform})
	})
}

// ownPlatforms are the trends under f split by platform. Those of one brand are
// among those of every brand, and are not counted again. Those of all brands
// together are: who mentions two of them is one author.
func (s *site) ownPlatforms(ctx context.Context, name string, f social.Filter, v urlstate.View, brands *call[[]social.Trend]) *call[[]social.Trend] {
	return newCall(ctx, s, name, func(ctx context.Context) ([]social.Trend, error) {
		if f.Brand == "" {
			return s.Reader.Trends(ctx, f, v.Bucket(), []social.Dimension{social.DimPlatform})
		}
		brands.begin()
		if err := brands.wait(ctx); err != nil {
			return nil, err
		}
		return slices.DeleteFunc(slices.Clone(brands.value), func(t social.Trend) bool { return t.Brand != f.Brand }), nil
	})
}

func (o *overview) address() string { return o.view.URL("/") }

func (o *overview) all() []asked {
	return []asked{o.now, o.before, o.platforms, o.platforms0, o.brands, o.brands0, o.termCounts, o.health, o.gaps, o.latest, o.seen, o.facets}
}

// facetsOf are the values the filters offer: those under the brand, period
// and query, whatever else is chosen.
func (s *site) facetsOf(ctx context.Context, v urlstate.View) (social.Facets, error) {
	return s.Reader.Facets(ctx, v.WithPlatforms().WithLanguages().WithLabels().WithoutReadings().WithNoise().Filter())
}

// health is the state of the sources; none without a crawler.
func (s *site) health(ctx context.Context) ([]social.SourceHealth, error) {
	if s.Sources == nil {
		return nil, nil
	}
	return s.Sources.Health(ctx)
}

// gaps are the times since from in which sources were not read; none without a crawler.
func (s *site) gaps(ctx context.Context, from time.Time) ([]social.Gap, error) {
	if s.Sources == nil {
		return nil, nil
	}
	return s.Sources.Gaps(ctx, from)
}

// facetLists are empty when the facets are late: the filters then still show
// what is chosen.
func (o *overview) facetLists(patience context.Context) viewmodel.FacetLists {
	if o.facets.wait(patience) != nil {
		return viewmodel.FacetLists{}
	}
	return viewmodel.FacetLists{Platforms: o.facets.value.Platforms, Languages: o.facets.value.Languages}
}

func (o *overview) page(patience context.Context) view.Overview {
	page := o.lead(patience)
	page.Mentions = o.mentions(patience)
	page.Standouts = o.standouts(patience)
	page.Sentiment = o.sentiment(patience)
	page.Shares = o.shares(patience)
	page.Terms = o.terms(patience)
	page.Pictures = o.pictures(patience)
	page.Posts = o.posts(patience)
	return page
}

// empty says why there is nothing to show, when there is nothing.
func (o *overview) empty(patience context.Context) *component.Note {
	if o.now.wait(patience) != nil || o.before.wait(patience) != nil || o.now.value.Mentions+o.before.value.Mentions > 0 {
		return nil
	}
	o.health.begin()
	var health []social.SourceHealth
	if o.site.Sources != nil && o.health.wait(patience) == nil {
		health = append([]social.SourceHealth{}, o.health.value...)
	}
	note := viewmodel.Nothing(o.view, len(o.site.Brands), health, o.site.Sample)
	return &note
}

func (o *overview) load(panel string) string { return o.view.URL("/panels/" + panel) }

// counted adds the number of mentions to the navigation once it is known.
func (s *site) counted(rail component.Rail, o *overview, patience context.Context) component.Rail {
	if o.now.wait(patience) == nil {
		rail.Pages[1].Count = viewmodel.Short(o.now.value.Mentions)
	}
	if o.health.wait(patience) == nil && len(o.health.value) > 0 {
		rail.Pages[3].Count = viewmodel.Answering(o.health.value)
	}
	return rail
}

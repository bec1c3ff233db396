package preview

import (
	"context"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/panel"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// item is one component of the gallery.
type item struct {
	name      string
	component templ.Component
}

// Gallery is a page of every component, each filled with canned data.
func Gallery(assets view.Assets) (templ.Component, error) {
	ctx := context.Background()
	v, _ := urlstate.Parser{Brands: Brands()}.Parse(url.Values{}, Now)
	reader := NewReader(Posts())
	now, err := reader.Figures(ctx, v.Filter())
	if err != nil {
		return nil, err
	}
	before, err := reader.Figures(ctx, v.Previous().Filter())
	if err != nil {
		return nil, err
	}
	rows, err := reader.Trends(ctx, v.Filter(), v.Bucket(), []social.Dimension{social.DimPlatform})
	if err != nil {
		return nil, err
	}
	terms, err := reader.Terms(ctx, v.Filter(), 5)
	if err != nil {
		return nil, err
	}
	aspects, err := reader.Readings(ctx, v.Filter(), social.ReadAspects, 5)
	if err != nil {
		return nil, err
	}
	posts, err := reader.Posts(ctx, v.Filter(), social.MostEngaged, 200, "")
	if err != nil {
		return nil, err
	}
	health, err := Sources{}.Health(ctx)
	if err != nil {
		return nil, err
	}
	steps := viewmodel.NewBuckets(v)
	mentions, _, err := panel.Find("mentions")
	if err != nil {
		return nil, err
	}
	heard, err := Sources{}.Listened(ctx, v.From)
	if err != nil {
		return nil, err
	}
	cover := viewmodel.Coverage{Health: health, Listened: heard, Known: true}
	chart := viewmodel.MentionsChart(v.WithSplit(urlstate.SplitSentiment), Brands(), rows, nil, cover)
	bars := viewmodel.SentimentChart(v, rows, cover)
	shown := slices.IndexFunc(posts.Posts, func(p social.StoredPost) bool { return p.Analysis.Sentiment.Opinion != nil })
	post := viewmodel.Post(v, posts.Posts[max(0, shown)], Now, viewmodel.NewMarker(Brands()[0].Query))
	compared := posts.Posts[max(0, slices.IndexFunc(posts.Posts, func(p social.StoredPost) bool { return len(p.Analysis.Toward) > 0 }))]
	key := compared.Post.Key()
	for _, s := range viewmodel.Toward(compared.Analysis) {
		post.Toward = append(post.Toward, viewmodel.Correctable(s, key))
	}
	unsure := viewmodel.Correctable(viewmodel.Sentiment(doubtful(social.Sentiment{Label: social.Negative})), key)
	unseen := viewmodel.Voices{Now: []social.Trend{{Brand: "Northwind", Figures: now}, {Brand: "Contoso", Figures: before}}}
	voices := viewmodel.Voices{Now: unseen.Now, Pictured: []social.Trend{{Brand: "Northwind", Figures: social.Figures{Mentions: 45}}, {Brand: "Contoso", Figures: social.Figures{Mentions: 100}}}}
	items := []item{
		{"post-unsure", component.Judged(unsure)},
		{"post-toward", component.Judged(viewmodel.Correctable(viewmodel.Mentioned(compared.Analysis, compared.Analysis.Brands[1]), key))},
		{"sentence", component.Sentence(viewmodel.Sentence(v, viewmodel.SentenceData{Now: now, Before: before, Buckets: steps, Trend: steps.Total(rows), Terms: terms}))},
		{"figures", component.Figures(viewmodel.Figures(v, now, before, steps.Total(rows), cover))},
		{"panel", framed(mentions.Framed(v), component.State{})},
		{"panel-waiting", framed(component.Panel{ID: "waiting", Title: "Waiting"}, component.State{Load: "/panels/none"})},
		{"panel-fault", framed(component.Panel{ID: "fault", Title: "Failed"}, component.State{Fault: &component.Note{Title: "This panel could not be filled", Text: "The storage does not answer now.", Href: "/", Label: "Try again"}})},
		{"chart-lines", component.ChartView("gallery-lines", chart.Chart, chart.Table)},
		{"chart-shares", component.ChartView("gallery-shares", bars.Chart, bars.Table)},
		{"terms", component.Terms(viewmodel.Terms(v, terms, viewmodel.Hearing{}))},
		{"terms-aspects", component.Terms(viewmodel.Ranked(v, social.ReadAspects, aspects, viewmodel.Hearing{}))},
		{"tabs", component.Tabs("Parts", panel.Tabs(v, "/topics"))},
		{"post-corrected", component.Judged(viewmodel.Correctable(viewmodel.Sentiment(social.Sentiment{Label: social.Negative, Corrected: true, Sure: true}), posts.Posts[0].Post.Key()))},
		{"post-to-confirm", component.Judged(viewmodel.Correctable(viewmodel.Sentiment(posts.Posts[0].Analysis.Sentiment), posts.Posts[0].Post.Key()))},
		{"post-copies", component.Judged(viewmodel.WithCopies(viewmodel.Correctable(viewmodel.Sentiment(social.Sentiment{Label: social.Negative, Corrected: true, Confirmed: true, Sure: true}), posts.Posts[0].Post.Key()), posts.Posts[0].Post.Key(), 3))},
		{"learning", component.LearningState(viewmodel.Learning(Learning(), Now))},
		{"shares", component.Shares(viewmodel.Shares(v, Brands(), voices, viewmodel.Hearing{}), "")},
		{"shares-no-pictures", component.Shares(viewmodel.Shares(v, Brands(), unseen, viewmodel.Hearing{}), viewmodel.SharesNote(unseen, viewmodel.Hearing{}))},
		{"insights", component.Insights(viewmodel.Insights(v, viewmodel.InsightData{ByPlatform: rows, Terms: terms, Cover: cover, Now: Now}))},
		{"post", component.PostItem(post)},
		{"post-detail", component.PostDetail(post)},
		{"pictures", component.PictureWall(viewmodel.Shown(posts.Posts, 4, Now))},
		{"sources", component.SourceTable(viewmodel.Sources(health, Now))},
		{"seeding", component.Seeding(component.Progress{Percent: 40, Posts: "800", Expected: "2,000", Sources: "3", Targets: "6"})},
		{"notice", component.Notice(viewmodel.Nothing(v, 1, nil, Now, false, viewmodel.Hearing{}), false)},
	}
	return gallery(view.Page{Title: "Components", Assets: assets, Rail: component.Rail{Pages: []component.Option{{Name: "Components", Href: "/"}}}}, items), nil
}

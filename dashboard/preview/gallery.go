package preview

import (
	"context"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"earshot/dashboard/address"
	"earshot/dashboard/component"
	"earshot/dashboard/present"
	"earshot/dashboard/view"
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
	v, _ := address.Parser{Brands: Brands()}.Parse(url.Values{}, Now)
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
	steps := present.NewBuckets(v)
	gaps, err := Sources{}.Gaps(ctx, v.From)
	if err != nil {
		return nil, err
	}
	cover := present.Coverage{Health: health, Gaps: gaps}
	chart := present.MentionsChart(v.WithSplit(address.SplitSentiment), Brands(), rows, nil, cover)
	bars := present.SentimentChart(v, rows, cover)
	panel := present.MentionsPanel(v)
	shown := slices.IndexFunc(posts.Posts, func(p social.StoredPost) bool { return p.Analysis.Sentiment.Opinion != nil })
	post := present.Post(v, posts.Posts[max(0, shown)], Now, present.NewMarker(Brands()[0].Query))
	items := []item{
		{"sentence", component.Sentence(present.Sentence(v, present.Story{Now: now, Before: before, Buckets: steps, Trend: steps.Total(rows), Terms: terms}))},
		{"figures", component.Figures(present.Figures(v, now, before, steps.Total(rows)))},
		{"panel", framed(panel, component.State{})},
		{"panel-waiting", framed(component.Panel{ID: "waiting", Title: "Waiting"}, component.State{Load: "/panels/none"})},
		{"panel-fault", framed(component.Panel{ID: "fault", Title: "Failed"}, component.State{Fault: &component.Note{Title: "This panel could not be filled", Text: "The storage does not answer now.", Href: "/", Label: "Try again"}})},
		{"chart-lines", component.ChartView("gallery-lines", chart.Chart, chart.Table)},
		{"chart-shares", component.ChartView("gallery-shares", bars.Chart, bars.Table)},
		{"terms", component.Terms(present.Terms(v, terms))},
		{"terms-aspects", component.Terms(present.Ranked(v, social.ReadAspects, aspects))},
		{"tabs", component.Tabs("Parts", present.Tabs(v, "/said"))},
		{"post-corrected", component.Judged(present.Correctable(present.Sentiment(social.Sentiment{Label: social.Negative, Corrected: true}), posts.Posts[0].Post.Key()))},
		{"shares", component.Shares(present.Shares(v, Brands(), []social.Trend{{Brand: "Northwind", Figures: now}, {Brand: "Contoso", Figures: before}}, nil))},
		{"standouts", component.Standouts(present.Standouts(v, present.Scene{ByPlatform: rows, Terms: terms, Health: health, Now: Now}))},
		{"post", component.PostItem(post)},
		{"post-detail", component.PostDetail(post)},
		{"pictures", component.PictureWall(present.Shown(posts.Posts, 4, Now))},
		{"sources", component.SourceTable(present.Sources(health, Now), "")},
		{"filling", component.Filling(component.Progress{Percent: 40, Posts: "800", Expected: "2,000", Sources: "3", Targets: "6"})},
		{"notice", component.Notice(present.Nothing(v, 1, nil, false), false)},
	}
	return gallery(view.Page{Title: "Components", Assets: assets, Rail: component.Rail{Pages: []component.Option{{Name: "Components", Href: "/"}}}}, items), nil
}

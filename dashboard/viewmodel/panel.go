package viewmodel

import (
	"fmt"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// Subject names the posts that a panel counts.
func Subject(v urlstate.View) string {
	if v.Brand == "" {
		return "Posts that match a brand, counted once for each brand"
	}
	return "Posts that match " + v.Brand + ", each counted once"
}

// PostListPanel is the frame of the page of posts.
func PostListPanel(v urlstate.View) component.Panel {
	title := "Newest first"
	if v.Order == social.MostEngaged {
		title = "Most engaged first"
	}
	p := component.Panel{ID: "posts", Title: title, Definition: Define("certainty").Text, CSV: v.URL("/export/posts.csv")}
	p.Segments = Orders(v, "/posts", "/posts")
	return p
}

// Orders switch between the orders of posts, on page by a link and in place by
// a fragment.
func Orders(v urlstate.View, page, fragment string) []component.Option {
	var out []component.Option
	for _, o := range []struct {
		order social.PostOrder
		name  string
	}{{social.NewestFirst, "Newest"}, {social.MostEngaged, "Most engaged"}} {
		next := v.WithOrder(o.order)
		out = append(out, component.Option{Name: o.name, Value: next.URL(fragment), Href: next.URL(page), Selected: v.Order == o.order})
	}
	return out
}

// Nothing says why there are no mentions at all, and what to do next. Health is nil
// when the state of the sources is unknown.
func Nothing(v urlstate.View, brands int, health []social.SourceHealth, now time.Time, sample bool, h Hearing) component.Note {
	fresh, silent := 0, 0
	for _, verdict := range social.Verdicts(health, now) {
		switch verdict.Condition {
		case social.NeverAnswered:
			silent++
		case social.NotReadYet:
			fresh++
		}
	}
	switch {
	case brands == 0:
		return component.Note{
			Title: "No brand is configured yet", Href: "/sources", Label: "See the sources",
			Text: "Name a brand and at least one source in earshot.yaml and start again; configs/earshot.example.yaml is a start. To look around first, run earshot demo.",
		}
	case health != nil && len(health) == 0 && !sample:
		return component.Note{
			Title: "No source is configured yet", Href: "/sources", Label: "See the sources",
			Text: "Nothing is read until a source is named in earshot.yaml, under sources; configs/earshot.example.yaml shows how. Start again after a change.",
		}
	case fresh > 0 && sample:
		return component.Note{Title: "The sample is being read", Text: "The first posts appear in a few seconds; this page fills by itself."}
	case fresh > 0:
		return component.Note{
			Title: "Listening has begun", Href: "/sources", Label: "Watch the sources",
			Text: fmt.Sprintf("%s still to be read for the first time. Mentions appear here as they are found.", Plural(int64(fresh), "source is", "sources are")),
		}
	case silent > 0 && silent == len(health):
		return component.Note{
			Title: "No source answers", Href: "/sources", Label: "See what is wrong",
			Text: "None of the sources could be read yet, so there is nothing to count.",
		}
	case h.Unheard() && !v.Narrowed():
		return component.Note{
			Title: "No mention heard so far", Href: "/sources", Label: "See the sources",
			Text: sentenceCase(h.reason()) + ". Of what was said before, nothing that the sources still showed matches the brand's query.",
		}
	case v.Narrowed():
		return component.Note{
			Title: "No mentions match these filters", Text: "Neither " + during(v) + " nor in " + Before(v) + ".",
			Href: Widened(v).URL("/"), Label: "Clear the filters",
		}
	default:
		longer := v
		longer.Period = urlstate.Quarter
		return component.Note{
			Title: "No mentions " + during(v), Text: "Every source was read; none of its posts matches the brand's query.",
			Href: longer.URL("/"), Label: "Look at 90 days",
		}
	}
}

// NoPictures says that there are no pictures.
func NoPictures() component.Note {
	return component.Note{Title: "No pictures in these posts", Text: "Pictures appear here when posts that mention the brand show some."}
}

// Widened is v without its filters.
func Widened(v urlstate.View) urlstate.View {
	return v.WithPlatforms().WithLanguages().WithLabels().WithDateFrom().WithoutReadings().WithNoise().WithText("")
}

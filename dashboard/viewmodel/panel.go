package viewmodel

import (
	"fmt"
	"strings"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// subject names whose posts a panel counts.
func subject(v urlstate.View) string {
	if v.Brand == "" {
		return "Posts that match a brand, counted once for each brand"
	}
	return "Posts that match " + v.Brand + ", each counted once"
}

// MentionsPanel is the frame of mentions over time.
func MentionsPanel(v urlstate.View) component.Panel {
	titles := map[urlstate.Split]string{
		urlstate.SplitNone: "Mentions", urlstate.SplitPlatform: "Mentions by platform",
		urlstate.SplitBrand: "Mentions by brand", urlstate.SplitSentiment: "Mentions by sentiment",
	}
	p := component.Panel{
		ID: "mentions", Title: titles[v.Split], Caption: subject(v) + " · " + adverb(v.Bucket()) + " · UTC",
		Definition: Define("mentions_over_time").Text, TableID: "chart-mentions-table",
		CSV: v.URL("/export/mentions.csv"),
	}
	if v.Split == urlstate.SplitBrand {
		p.Caption = "Posts that match a brand, counted once for each brand · " + adverb(v.Bucket()) + " · UTC"
	}
	for _, split := range urlstate.Splits() {
		name := strings.ToUpper(string(split[:1])) + string(split[1:])
		if split == urlstate.SplitNone {
			name = "Total"
		}
		next := v.WithSplit(split)
		p.Segments = append(p.Segments, component.Option{
			Name: name, Value: next.URL("/panels/mentions"), Href: next.URL("/"), Selected: split == v.Split,
		})
	}
	return p
}

// SentimentPanel is the frame of sentiment over time.
func SentimentPanel(v urlstate.View) component.Panel {
	by := map[social.Bucket]string{social.ByHour: "hour", social.ByDay: "day", social.ByWeek: "week", social.ByMonth: "month"}[v.Bucket()]
	return component.Panel{
		ID: "sentiment", Title: "Sentiment", Caption: "Share of judged mentions by " + by + " · UTC",
		Definition: Define("sentiment_split").Text, TableID: "chart-sentiment-table", CSV: v.URL("/export/sentiment.csv"),
	}
}

// StandoutsPanel is the frame of what stands out.
func StandoutsPanel() component.Panel {
	return component.Panel{
		ID: "standouts", Title: "What stands out", Caption: "Found by rules, newest first; other brands are named",
		Definition: Define("spike").Text + " " + Define("quiet").Text,
	}
}

// SharesPanel is the frame of the share of voice.
func SharesPanel(v urlstate.View) component.Panel {
	return component.Panel{
		ID: "shares", Title: "Share of voice", Caption: "Out of the mentions of all brands · change against " + Before(v),
		Definition: Define("share_of_voice").Text, CSV: v.URL("/export/shares.csv"),
	}
}

// TermsPanel is the frame of keywords and hashtags.
func TermsPanel(v urlstate.View) component.Panel {
	return component.Panel{
		ID: "terms", Title: "Keywords and hashtags",
		Caption:    "Ranked by mentions · bar split by ▲ positive, ● neutral, ▼ negative · change against the same length before",
		Definition: Define("terms").Text, CSV: v.URL("/export/terms.csv"),
	}
}

// PicturesPanel is the frame of the pictures of the most engaged posts.
func PicturesPanel(v urlstate.View) component.Panel {
	return component.Panel{
		ID: "pictures", Title: "Pictures", Caption: "From the most engaged posts · each says where its description comes from",
		Definition: Define("pictures").Text, More: component.Option{Name: "All pictures", Href: v.URL("/pictures")},
	}
}

// PostsPanel is the frame of the posts on the overview.
func PostsPanel(v urlstate.View) component.Panel {
	p := component.Panel{
		ID: "posts", Title: "Posts", Definition: Define("certainty").Text, CSV: v.URL("/export/posts.csv"),
		More: component.Option{Name: "All posts", Href: v.URL("/posts")},
	}
	p.Segments = orders(v, "/", "/panels/posts")
	return p
}

// PostListPanel is the frame of the page of posts.
func PostListPanel(v urlstate.View) component.Panel {
	title := "Newest first"
	if v.Order == social.MostEngaged {
		title = "Most engaged first"
	}
	p := component.Panel{ID: "posts", Title: title, Definition: Define("certainty").Text, CSV: v.URL("/export/posts.csv")}
	p.Segments = orders(v, "/posts", "/posts")
	return p
}

func orders(v urlstate.View, page, fragment string) []component.Option {
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

// Nothing says why there are no mentions at all, and what to do next. Health is
// nil when the sources are not known.
func Nothing(v urlstate.View, brands int, health []social.SourceHealth, sample bool) component.Note {
	fresh, silent := 0, 0
	for _, h := range health {
		switch {
		case h.LastSuccess.IsZero() && h.State.Failing():
			silent++
		case h.LastSuccess.IsZero():
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

// Widened is v without the filters that narrow it.
func Widened(v urlstate.View) urlstate.View {
	return v.WithPlatforms().WithLanguages().WithLabels().WithoutReadings().WithNoise().WithText("")
}

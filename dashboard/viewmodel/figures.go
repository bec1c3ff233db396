package viewmodel

import (
	"strconv"
	"strings"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// Figures fills the figure strip. Trend are the figures of the period's steps,
// for the small lines; it may be empty. What nobody listened to is not zero.
func Figures(v urlstate.View, now, before social.Figures, trend []social.Figures, cover Coverage) []component.Figure {
	h := Hear(v, cover)
	spark := sparkOf(cover.extents(v, NewBuckets(v), v.Brand, ""))
	figures := []component.Figure{
		mentionsFigure(v, now, before), netFigure(v, now, before), engagementFigure(v, now, before),
		voiceFigure(v, now, before), authorsFigure(v, now, before),
	}
	for i, of := range []func(social.Figures) *float64{
		func(f social.Figures) *float64 { return value(f.Mentions) },
		social.Figures.NetSentiment,
		func(f social.Figures) *float64 { return knownValue(f.Engagement) },
		social.Figures.ShareOfVoice,
		func(f social.Figures) *float64 { return knownValue(f.KnownAuthors()) },
	} {
		figures[i].Spark = spark(trend, of)
		if figures[i].Change.Text != notPublished {
			figures[i].Change = h.changed(figures[i].Change)
		}
		if h.Unheard() && now.Mentions == 0 {
			figures[i].Value, figures[i].Exact, figures[i].Missing = h.Nothing(), sentenceCase(h.reason()), true
		}
		d := Define(figures[i].Key)
		figures[i].Name, figures[i].Definition = d.Name, d.Text
	}
	return figures
}

func mentionsFigure(v urlstate.View, now, before social.Figures) component.Figure {
	return component.Figure{
		Key: "mentions", Value: Short(now.Mentions), Exact: Plural(now.Mentions, "mention", "mentions"),
		Change: Ratio(now.Mentions, before.Mentions), Href: v.URL("/posts"), Mentions: now.Mentions,
	}
}

func netFigure(v urlstate.View, now, before social.Figures) component.Figure {
	f := component.Figure{
		Key: "net_sentiment", Value: "unknown",
		Exact:  Exact(now.Positive) + " positive, " + Exact(now.Negative) + " negative, " + Exact(now.Neutral) + " neutral, " + Exact(now.Unsure) + " unsure",
		Of:     ofSure(v, now, "of the "),
		Change: Moved(now.NetSentiment(), before.NetSentiment()), Href: v.WithLabels(social.Positive, social.Negative).URL("/posts"),
	}
	if net := now.NetSentiment(); net != nil {
		f.Value = Signed(*net)
	}
	return f
}

// notPublished stands for the change of what no platform in view publishes.
const notPublished = "not published here"

func engagementFigure(v urlstate.View, now, before social.Figures) component.Figure {
	f := component.Figure{
		Key: "engagement", Value: "unknown", Exact: "No platform in view publishes it",
		Change: Counted(now.Engagement, before.Engagement), Href: v.WithOrder(social.MostEngaged).URL("/posts"),
	}
	if now.Engagement == nil {
		f.Change.Text = notPublished
	} else {
		f.Value, f.Exact = Short(*now.Engagement), Exact(*now.Engagement)+" likes, shares and comments"
	}
	return f
}

func voiceFigure(v urlstate.View, now, before social.Figures) component.Figure {
	f := component.Figure{
		Key: "share_of_voice", Value: "unknown",
		Exact:  Exact(now.Mentions) + " of " + Exact(now.AllBrands) + " mentions of all brands",
		Change: Points(now.ShareOfVoice(), before.ShareOfVoice()), Href: v.WithSplit(urlstate.SplitBrand).URL("/") + "#mentions",
	}
	if share := now.ShareOfVoice(); share != nil {
		f.Value = Percent(*share)
	}
	return f
}

func authorsFigure(v urlstate.View, now, before social.Figures) component.Figure {
	f := component.Figure{
		Key: "authors", Value: "unknown", Exact: "The posts name no author",
		Change: Counted(now.KnownAuthors(), before.KnownAuthors()), Href: v.URL("/posts"),
	}
	if n := now.KnownAuthors(); n != nil {
		f.Value, f.Exact = Short(*n), Plural(*n, "author", "authors")
	}
	return f
}

// ofSure says what share of the judged mentions counts in net sentiment, and links to
// these; it is empty where all do, or none.
func ofSure(v urlstate.View, f social.Figures, before string) component.Phrase {
	share := f.ShareSure()
	if share == nil || f.Unsure == 0 || f.NetSentiment() == nil {
		return component.Phrase{}
	}
	of := component.Phrase{
		Text: before + Percent(*share) + " that are sure", Href: v.WithLabels(social.Positive, social.Neutral, social.Negative).URL("/posts"), Mentions: f.Sure(),
		Title: Exact(f.Sure()) + " of " + Plural(f.Judged(), "judged mention", "judged mentions") + "; " + Exact(f.Unsure) + " are unsure",
	}
	if v.FoldCopies {
		of.Mentions = 0 // the list folds among the posts of these labels and may be longer
	}
	return of
}

func value(n int64) *float64 {
	v := float64(n)
	return &v
}

// knownValue is value of a count that may be unknown.
func knownValue(n *int64) *float64 {
	if n == nil {
		return nil
	}
	return value(*n)
}

// sparkOf is spark for steps that were heard so.
func sparkOf(extents []social.Extent) func([]social.Figures, func(social.Figures) *float64) component.Spark {
	return func(trend []social.Figures, of func(social.Figures) *float64) component.Spark {
		at := -1
		return spark(trend, func(f social.Figures) *float64 {
			if at++; at < len(extents) && extents[at] == social.NotAtAll && f.Mentions == 0 {
				return nil
			}
			return of(f)
		})
	}
}

// spark draws the known values of a trend in a box of 100 by 24. The baseline
// of counts is zero; of a value that can be negative it is the lowest one.
func spark(trend []social.Figures, of func(social.Figures) *float64) component.Spark {
	var values []float64
	var xs []int
	low, high := 0.0, 0.0
	for i, f := range trend {
		if v := of(f); v != nil {
			values, xs = append(values, *v), append(xs, i)
			low, high = min(low, *v), max(high, *v)
		}
	}
	if len(values) < 3 || high == low {
		return component.Spark{}
	}
	var b strings.Builder
	for i, v := range values {
		if i > 0 {
			b.WriteByte(' ')
		}
		x := float64(xs[i]) * 100 / float64(len(trend)-1)
		y := 22 - 20*(v-low)/(high-low)
		b.WriteString(strconv.FormatFloat(x, 'f', 1, 64) + "," + strconv.FormatFloat(y, 'f', 1, 64))
	}
	return component.Spark{Points: b.String()}
}

// undated says how many posts are listed and in no figure; it is empty for none.
func undated(v urlstate.View, n int64) []component.Phrase {
	if n == 0 {
		return nil
	}
	are := " are"
	if n == 1 {
		are = " is"
	}
	return []component.Phrase{
		plain(" "), link(Plural(n, "post", "posts")+" without a readable date", v.WithDateFrom(social.DateSeen).URL("/posts")),
		plain(are + " listed and not counted."),
	}
}

// ListedUndated is undated after what Listed says.
func ListedUndated(v urlstate.View, n int64) []component.Phrase {
	if n == 0 {
		return nil
	}
	posts := component.Phrase{Text: Exact(n) + " without a readable date"}
	if len(v.DateFrom) == 0 {
		posts.Href = v.WithDateFrom(social.DateSeen).URL("/posts")
	}
	return []component.Phrase{plain(" · "), posts, plain(", listed and not counted")}
}

// Listed says how many mentions a list holds in all, with the figures that link to
// it.
func Listed(v urlstate.View, f social.Figures, h Hearing) string {
	text := Plural(f.Mentions, "mention", "mentions")
	if f.Mentions == 0 && h.Unheard() {
		return "Mentions " + during(v) + ": " + h.Nothing()
	}
	if f.Authors > 0 {
		text += " by " + Plural(f.Authors, "author", "authors")
	}
	text += " " + during(v)
	if f.Engagement != nil && *f.Engagement > 0 {
		text += " · " + Exact(*f.Engagement) + " likes, shares and comments"
	}
	if v.FoldCopies {
		text += " · near copies folded"
	}
	return text
}

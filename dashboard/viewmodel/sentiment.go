package viewmodel

import (
	"math"
	"slices"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// class is a class of sentiment and its count in the figures.
type class struct {
	label social.Label
	of    func(social.Figures) int64
}

// classes is every class, most positive first, unsure last.
func classes() []class {
	return append(labels(), class{social.Unsure, func(f social.Figures) int64 { return f.Unsure }})
}

// labels are the classes that say something, most positive first.
func labels() []class {
	return []class{
		{social.Positive, func(f social.Figures) int64 { return f.Positive }},
		{social.Neutral, func(f social.Figures) int64 { return f.Neutral }},
		{social.Negative, func(f social.Figures) int64 { return f.Negative }},
	}
}

func (c class) each(figures []social.Figures) []int64 {
	out := make([]int64, len(figures))
	for i, f := range figures {
		out[i] = c.of(f)
	}
	return out
}

// SentimentChart draws the share of each sentiment in each step as bars of
// 100 %, and net sentiment as a line of its own. Shares are in percent of the
// judged mentions, those that are unsure among them.
func SentimentChart(v urlstate.View, rows []social.Trend, cover Coverage) Lines {
	steps := NewBuckets(v)
	figures := steps.Total(rows)
	chart := component.Chart{
		Kind: "shares", Label: "Sentiment", Bucket: string(steps.By),
		Unfinished: steps.Unfinished(), Posts: v.URL("/posts"), Gaps: Gaps(v, steps, cover), Unheard: Unheard(v, steps, cover),
	}
	name(&chart, steps, true)
	extents := cover.extents(v, steps, v.Brand, "")
	for _, c := range classes() {
		s := component.Series{
			Name: string(c.label), Slot: string(c.label), Shape: component.Tone(c.label).Shape(),
			Param: "sentiment", Value: string(c.label), Counts: c.each(figures),
		}
		var total int64
		for i, n := range s.Counts {
			total += n
			share := 0.0
			if judged := figures[i].Judged(); judged > 0 {
				share = math.Round(1000*float64(n)/float64(judged)) / 10
			}
			s.Values = append(s.Values, share)
		}
		s.Total = Short(total)
		for i, extent := range extents {
			if extent == social.NotAtAll && figures[i].Mentions == 0 {
				s.Unknown = append(s.Unknown, i)
			}
		}
		chart.Series = append(chart.Series, s)
	}
	return Lines{Chart: chart, Table: sentimentTable(chart, figures, Adverb(steps.By)+", "+ZoneName(v))}
}

func sentimentTable(chart component.Chart, figures []social.Figures, often string) component.Table {
	table := component.Table{
		Caption: "Mentions by sentiment, " + often,
		Columns: []string{"Time", "▲ positive", "● neutral", "▼ negative", "○ unsure", "Not judged", "Net sentiment"},
	}
	for i, f := range figures {
		net := "–"
		if n := f.NetSentiment(); n != nil {
			net = Signed(*n)
		}
		if len(chart.Series) > 0 && slices.Contains(chart.Series[0].Unknown, i) {
			word := unknownWord(chart, i)
			table.Rows = append(table.Rows, []string{chart.Long[i], word, word, word, word, word, "–"})
			continue
		}
		table.Rows = append(table.Rows, []string{
			chart.Long[i], Exact(f.Positive), Exact(f.Neutral), Exact(f.Negative), Exact(f.Unsure), Exact(f.Unjudged()), net,
		})
	}
	return table
}

package viewmodel

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

const (
	// shownAnswer is how many letters of an answer the page of assistants shows.
	shownAnswer = 600
	// shownCitations is how many of its citations.
	shownCitations = 6
)

// Assistants is what assistants answered in the period of v.
func Assistants(v urlstate.View, r social.AssistantReport, now time.Time) component.Answers {
	a := component.Answers{Models: r.Models}
	a.Summary = fmt.Sprintf("%s: %s answers to prompts that name no brand, %s to prompts that name one", PeriodName(v), Exact(r.Answers), Exact(r.Named))
	if r.Cut > 0 {
		a.Summary += fmt.Sprintf(" · %s cut off at the limit of tokens and in no count", Exact(r.Cut))
	}
	if r.Answers+r.Named+r.Cut == 0 {
		a.Empty = &component.Note{Title: "No answers in this period", Text: "Sources with platform: assistant ask on their schedule. Choose a longer period, or see on the page of sources when they are due."}
		return a
	}
	for i, b := range r.Brands {
		row := component.AnsweredBrand{
			Name: b.Brand, Slot: "p" + strconv.Itoa(i%8+1), Share: shareText(b.Share), People: shareText(b.PeopleShare), ShareWidth: shareWidth(b.Share), PeopleWidth: shareWidth(b.PeopleShare),
			Mentioned: ofAnswers(b.Open.Mentioned, b.Open), Cited: citedText(b.Open), Spoken: Exact(b.People), Href: PeriodAlone(v).WithBrand(b.Brand).URL("/posts"),
		}
		for _, model := range r.Models {
			of, there := b.Models[model]
			cell := component.AnsweredCell{Mentioned: "–"}
			if there {
				cell = component.AnsweredCell{Mentioned: ofAnswers(of.Mentioned, of), Cited: "cited " + citedText(of)}
			}
			row.Models = append(row.Models, cell)
		}
		a.Brands = append(a.Brands, row)
		if b.Named.Answers > 0 {
			a.Named = append(a.Named, component.AnsweredBrand{Name: b.Brand, Mentioned: ofAnswers(b.Named.Mentioned, b.Named), Cited: citedText(b.Named)})
		}
	}
	for _, p := range r.Prompts {
		a.Prompts = append(a.Prompts, prompt(v, p, now))
	}
	return a
}

// PeriodAlone is the period of v without its filters, of which the page of assistants knows
// nothing, so that a list is as long as the count that leads to it.
func PeriodAlone(v urlstate.View) urlstate.View {
	return urlstate.View{Period: v.Period, TimeZone: v.TimeZone, From: v.From, To: v.To}
}

func prompt(v urlstate.View, p social.AssistantPrompt, now time.Time) component.Prompt {
	out := component.Prompt{Text: p.Prompt, Names: p.Names}
	for _, a := range p.Answers {
		shown := component.PromptAnswer{
			Model: a.Model, Text: beginning(a.Text, shownAnswer), Href: PeriodAlone(v).URL(PostPath(a.Key)), At: Moment(a.At, now), Cut: a.Cut, Mentioned: a.Mentioned, Cited: a.Cited,
		}
		if a.Count > 1 {
			shown.Times = fmt.Sprintf("last of %s", Exact(a.Count))
		}
		for _, link := range a.Citations[:min(len(a.Citations), shownCitations)] {
			if at, err := url.Parse(link); err == nil && (at.Scheme == "https" || at.Scheme == "http") {
				shown.Citations = append(shown.Citations, component.Citation{Host: strings.TrimPrefix(at.Host, "www."), Href: link})
			}
		}
		if more := len(a.Citations) - shownCitations; more > 0 {
			shown.More = fmt.Sprintf("and %d more", more)
		}
		out.Answers = append(out.Answers, shown)
	}
	return out
}

// beginning is a text of at most n letters, with a sign where it goes on.
func beginning(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return strings.TrimSpace(string(runes[:n])) + " …"
}

func ofAnswers(n int64, of social.AnswerCount) string {
	if of.Answers == 0 {
		return "–"
	}
	return Exact(n) + " of " + Exact(of.Answers)
}

// citedText is unknown where the brand's sites are not.
func citedText(c social.AnswerCount) string {
	switch {
	case c.Answers == 0:
		return "–"
	case c.Cited == nil:
		return "unknown"
	default:
		return ofAnswers(*c.Cited, c)
	}
}

func shareText(share *float64) string {
	if share == nil {
		return "–"
	}
	return Percent(*share)
}

func shareWidth(share *float64) float64 {
	if share == nil {
		return 0
	}
	return 100 * *share
}

// AssistantTable is the page of assistants as the rows of a file, header first: a row for
// each brand, and one for each model of it. Of what is not known the cells are empty.
func AssistantTable(r social.AssistantReport) [][]string {
	table := [][]string{{"brand", "model", "prompts", "answers", "mentioned", "cited", "share_among_assistants", "mentions_by_people", "share_among_people"}}
	row := func(b social.AssistantBrand, model, prompts string, c social.AnswerCount, rest ...string) {
		cited := ""
		if c.Cited != nil {
			cited = strconv.FormatInt(*c.Cited, 10)
		}
		cells := append([]string{Guarded(b.Brand), Guarded(model), prompts, strconv.FormatInt(c.Answers, 10), strconv.FormatInt(c.Mentioned, 10), cited}, rest...)
		for len(cells) < len(table[0]) {
			cells = append(cells, "")
		}
		table = append(table, cells)
	}
	for _, b := range r.Brands {
		row(b, "", "naming no brand", b.Open, ratio(b.Share), strconv.FormatInt(b.People, 10), ratio(b.PeopleShare))
		for _, model := range r.Models {
			if c, there := b.Models[model]; there {
				row(b, model, "naming no brand", c)
			}
		}
		if b.Named.Answers > 0 {
			row(b, "", "naming the brand", b.Named)
		}
	}
	return table
}

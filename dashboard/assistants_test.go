package dashboard_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/dashboard/preview"
	"earshot/internal/social"
)

// answered is what assistants answered, made up.
func answered(_ context.Context, from, to time.Time) (social.AssistantReport, error) {
	third, rest, cited, none := 1./3, 2./3, int64(2), int64(0)
	return social.AssistantReport{
		From: from, To: to, Answers: 4, Named: 1, Cut: 1, Models: []string{"m1", "=m2"},
		Brands: []social.AssistantBrand{
			{
				Brand: "Northwind", Open: social.AnswerCount{Answers: 4, Mentioned: 1, Cited: &cited}, Named: social.AnswerCount{Answers: 1, Mentioned: 1, Cited: &none}, Share: &third, People: 12_345, PeopleShare: &rest,
				Models: map[string]social.AnswerCount{"m1": {Answers: 4, Mentioned: 1, Cited: &cited}},
			},
			{Brand: "Contoso", Open: social.AnswerCount{Answers: 4, Mentioned: 2}, Share: &rest, People: 60, PeopleShare: &third, Models: map[string]social.AnswerCount{}},
		},
		Prompts: []social.AssistantPrompt{
			{Prompt: "Which kettle?", Names: []string{}, Answers: []social.Answer{
				{Key: social.Key{Platform: "assistant", ID: "a1"}, Model: "m1", At: preview.Now.Add(-time.Hour), Text: strings.Repeat("Contoso's. ", 100), Citations: []string{"https://www.contoso.example/k", "javascript:alert(1)"}, Mentioned: []string{"Contoso"}, Count: 2},
			}},
			{Prompt: "Is Northwind good?", Names: []string{"Northwind"}, Answers: []social.Answer{{Key: social.Key{Platform: "assistant", ID: "a2"}, Model: "=m2", At: preview.Now, Text: "It <b>is", Cut: true}}},
		},
	}, nil
}

// TestAssistants: shares of answers and of mentions stand side by side, prompts that name
// a brand apart, and what is unknown is not 0.
func TestAssistants(t *testing.T) {
	o := options()
	o.Assistants = answered
	doc := document(t, get(t, o, "/assistants?period=7d"), http.StatusOK)
	for selector, want := range map[string]string{
		".page-head .caption":                              "Last 7 days: 4 answers to prompts that name no brand, 1 to prompts that name one · 1 cut off at the limit of tokens and in no count",
		"[data-testid=answer-shares] tbody tr:first-child": "Northwind 33% 1 of 4 2 of 4 67% 12,345",
		"[data-testid=answer-shares] tbody tr:last-child":  "Contoso 67% 2 of 4 unknown 33% 60",
		"[data-testid=answer-models] tbody tr:first-child": "Northwind 1 of 4cited 2 of 4 –",
		"[data-testid=answers-named] tbody tr":             "Northwind 1 of 1 0 of 1",
		"[data-testid=prompts] li:last-child h3":           "Is Northwind good? names Northwind, so it is in no share",
		"[data-testid=prompts] li:first-child dl":          "Mentions Contoso Cites no brand Sources contoso.example",
	} {
		if got := strings.Join(strings.Fields(doc.Find(selector).First().Text()), ""); got != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
	filtered := document(t, get(t, o, "/assistants?period=7d&platform=reddit&sentiment=negative&q=kettle"), http.StatusOK)
	for _, selector := range []string{"[data-testid=answer-shares] td a", "[data-testid=prompts] a.quiet"} {
		href, _ := filtered.Find(selector).First().Attr("href")
		if href == "" || strings.Contains(href, "reddit") || strings.Contains(href, "negative") || strings.Contains(href, "kettle") {
			t.Errorf("%s leads to %s, which is less than what was counted", selector, href)
		}
	}
	if doc.Find("a[href^='javascript']").Length() != 0 || !strings.Contains(doc.Find("[data-testid=prompts]").Text(), "It <b>is") || doc.Find("[data-testid=prompts] .caption").Length() != 1 {
		t.Error("what a model said is not shown as text, or what was cut off is not said")
	}
	if doc.Find("nav [aria-current=page]").First().Text() == "" || doc.Find("h1").Length() != 1 || doc.Find("[style]").Length() != 0 {
		t.Error("the page is not in the navigation, or not strict")
	}
	w := get(t, o, "/export/assistants.csv?period=7d")
	rows := strings.Split(strings.TrimSpace(w.Body.String()), "\n")
	if w.Code != http.StatusOK || len(rows) != 5 || !strings.Contains(rows[1], "Northwind,,naming no brand,4,1,2,0.3333,12345,0.6667") || !strings.Contains(rows[3], "Northwind,,naming the brand,1,1,0") || !strings.Contains(rows[4], "Contoso,,naming no brand,4,2,,0.6667,60,0.3333") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// TestNoAssistants: where none are asked the page is not there, and where they did not
// answer it says so.
func TestNoAssistants(t *testing.T) {
	if w := get(t, options(), "/assistants"); w.Code != http.StatusNotFound {
		t.Errorf("status %d", w.Code)
	}
	if n := document(t, get(t, options(), "/"), http.StatusOK).Find("a[href^='/assistants']").Length(); n != 0 {
		t.Error("the navigation leads to a page that is not there")
	}
	o := options()
	o.Assistants = func(context.Context, time.Time, time.Time) (social.AssistantReport, error) {
		return social.AssistantReport{}, nil
	}
	if text := document(t, get(t, o, "/assistants"), http.StatusOK).Find(".notice").Text(); !strings.Contains(text, "No answers in this period") {
		t.Errorf("says %q", text)
	}
	o.Assistants = func(context.Context, time.Time, time.Time) (social.AssistantReport, error) {
		return social.AssistantReport{}, social.Errorf(social.CodeInternal, "no store")
	}
	if n := document(t, get(t, o, "/assistants"), http.StatusOK).Find(".notice-fault").Length(); n != 1 {
		t.Error("a fault is not said")
	}
}

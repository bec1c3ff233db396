package dashboard_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"earshot/dashboard"
	"earshot/dashboard/preview"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// opinionated finds a post with a second opinion that counts, and one with a
// discarded one.
func opinionated(t *testing.T) (counted, discarded social.StoredPost) {
	t.Helper()
	for _, p := range preview.Posts() {
		switch o := p.Analysis.Sentiment.Opinion; {
		case o == nil:
		case o.Fault == "":
			counted = p
		default:
			discarded = p
		}
	}
	if counted.Post.ID == "" || discarded.Post.ID == "" {
		t.Fatal("the canned posts have no second opinions")
	}
	return counted, discarded
}

func TestSecondOpinionIsShownOnThePost(t *testing.T) {
	counted, discarded := opinionated(t)
	h := correctable(t)
	page := func(p social.StoredPost) *goquery.Selection {
		t.Helper()
		return document(t, send(h, http.MethodGet, viewmodel.PostPath(p.Post.Key()), nil), http.StatusOK).Find("[data-testid=judgement]")
	}
	said := string(counted.Analysis.Sentiment.Opinion.Sentiment.Label)
	got := page(counted).Find("[data-testid=opinion]")
	for _, want := range []string{"The built-in model says neutral (44% sure), qwen3:8b says " + said + " (92% sure). Counted is the mean of both.", "“" + counted.Analysis.Sentiment.Opinion.Quote + "”"} {
		if !strings.Contains(got.Text(), want) {
			t.Errorf("lacks %q: %s", want, got.Text())
		}
	}
	if quote := strings.Trim(got.Find("blockquote p").First().Text(), "“”"); quote == "" || !strings.Contains(counted.Post.Text, quote) {
		t.Errorf("the quotation is not of the post: %s", got.Text())
	}
	send(h, http.MethodPost, viewmodel.PostPath(counted.Post.Key())+"/label", url.Values{"label": {"positive"}})
	if got := page(counted).Find("[data-testid=opinion]").Text(); !strings.Contains(got, "What a person set stands before both.") || strings.Contains(got, "Counted is") {
		t.Errorf("corrected: %s", got)
	}
	if got := page(discarded).Find("[data-testid=opinion]"); !strings.Contains(got.Text(), "which is not counted: the model's answer quotes what the post does not say.") || got.Find("blockquote").Length() != 0 {
		t.Errorf("discarded: %s", got.Text())
	}
	for _, p := range preview.Posts() {
		if p.Analysis.Sentiment.Opinion == nil {
			if got := page(p).Find("[data-testid=opinion]"); got.Length() != 0 {
				t.Errorf("without one: %s", got.Text())
			}
			break
		}
	}
}

// noOpinions cannot report on second opinions.
type noOpinions struct{}

func (noOpinions) Opinions(context.Context) (social.OpinionState, error) {
	return social.OpinionState{}, errors.New("the stream is out of reach")
}

func TestSourcesPageShowsTheStateOfOpinions(t *testing.T) {
	for want, answers := range map[string]dashboard.Opinions{
		"":                             nil,
		"500 of 500 requests used":     preview.Opinions{},
		"The rest is asked from midn":  preview.Opinions{},
		"is not known now":             noOpinions{},
		"1 post let go after waiting":  preview.Opinions{},
		"471 given, 9 discarded, 500 ": preview.Opinions{},
	} {
		o := options()
		o.Opinions = answers
		got := document(t, get(t, o, "/sources"), http.StatusOK).Find("[data-testid=opinions]")
		if !strings.Contains(got.Text(), want) || (got.Length() == 0) != (answers == nil) {
			t.Errorf("%q, want %q", got.Text(), want)
		}
	}
}

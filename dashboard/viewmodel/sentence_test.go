package viewmodel

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/dashboard/urlstate"
	"earshot/internal/query"
	"earshot/internal/social"
)

var testNow = time.Date(2026, time.November, 22, 15, 40, 0, 0, time.UTC)

func testView(query string) urlstate.View {
	q, _ := url.ParseQuery(query)
	brands := []social.Brand{{Name: "Northwind", Kind: social.BrandOwn}, {Name: "Contoso", Kind: social.BrandCompetitor}}
	v, _ := urlstate.Parser{Brands: brands}.Parse(q, testNow)
	return v
}

func figures(mentions, positive, negative int64) social.Figures {
	return social.Figures{Mentions: mentions, Positive: positive, Negative: negative}
}

func TestSentence(t *testing.T) {
	v := testView("period=7d")
	steps := NewBuckets(v)
	flat := make([]social.Figures, len(steps.Starts))
	falling := make([]social.Figures, len(steps.Starts))
	for i := range falling {
		falling[i] = figures(100, 40, 20)
	}
	falling[1] = figures(200, 20, 120)
	for name, test := range map[string]struct {
		story SentenceData
		want  string
	}{
		"silence":       {SentenceData{}, "No mentions in the last 7 days."},
		"gone silent":   {SentenceData{Before: figures(12, 0, 0)}, "No mentions in the last 7 days, after 12 in the 7 days before."},
		"first":         {SentenceData{Now: figures(1, 0, 0)}, "1 mention in the last 7 days, none in the 7 days before."},
		"as many":       {SentenceData{Now: figures(1000, 0, 0), Before: figures(1001, 0, 0)}, "1,000 mentions in the last 7 days, as many as in the 7 days before."},
		"twice":         {SentenceData{Now: figures(200, 0, 0), Before: figures(100, 0, 0)}, "200 mentions in the last 7 days, twice as many as in the 7 days before."},
		"no net before": {SentenceData{Now: figures(10, 3, 1), Before: figures(20, 0, 0)}, "10 mentions in the last 7 days, 50% fewer than in the 7 days before. Net sentiment is +0.50."},
		"share sure":    {SentenceData{Now: social.Figures{Mentions: 20, Positive: 6, Neutral: 4, Negative: 2, Unsure: 4}, Before: figures(40, 0, 0)}, "20 mentions in the last 7 days, 50% fewer than in the 7 days before. Net sentiment is +0.50 of the 75% that are sure."},
		"none sure":     {SentenceData{Now: social.Figures{Mentions: 20, Unsure: 14}, Before: figures(40, 0, 0)}, "20 mentions in the last 7 days, 50% fewer than in the 7 days before. There is no net sentiment, as of 14 judged none is sure."},
		"held":          {SentenceData{Now: figures(100, 60, 40), Before: figures(100, 61, 40)}, "100 mentions in the last 7 days, as many as in the 7 days before. Net sentiment held at +0.20."},
		"fell": {
			SentenceData{
				Now: figures(4312, 55, 45), Before: figures(3654, 66, 34), Trend: falling,
				Terms:  []social.TermCount{{Term: "coffee", Positive: 55, Negative: 45}, {Term: "winter cup", Positive: 50}, {Term: "grinder noise", Negative: 30, Neutral: 2}},
				Brands: map[string]int64{"Northwind": 100, "Contoso": 200},
			},
			"4,312 mentions in the last 7 days, 18% more than in the 7 days before. Net sentiment fell from +0.32 to +0.10, " +
				"lowest on Tuesday; “grinder noise” stands out in negative posts. Contoso was mentioned twice as often.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			test.story.Buckets = steps
			if test.story.Trend == nil {
				test.story.Trend = flat
			}
			phrases := Sentence(v, test.story)
			var got strings.Builder
			for _, p := range phrases {
				got.WriteString(p.Text)
				if strings.ContainsAny(p.Text, "0123456789+−%") && p.Href == "" && !strings.Contains(p.Text, "days") {
					t.Errorf("the number in %q is no link", p.Text)
				}
			}
			if got.String() != test.want {
				t.Errorf("got  %s\nwant %s", got.String(), test.want)
			}
		})
	}
}

func TestPostKeySurvivesTheAddress(t *testing.T) {
	for _, id := range []string{"https://a.example/@b/1?x=1#y", "../..", "日本", "a b%2F"} {
		key := social.Key{Platform: "mastodon", ID: id}
		path := PostPath(key)
		parts := strings.Split(path, "/")
		if len(parts) != 4 {
			t.Fatalf("%s has more than one segment for the id", path)
		}
		got, err := PostKey(parts[2], parts[3])
		if err != nil || got != key {
			t.Errorf("%q came back as %v, %v", id, got, err)
		}
	}
	if _, err := PostKey("x", "%%%"); social.CodeOf(err) != social.CodeNotFound {
		t.Errorf("a broken address gave %v", err)
	}
}

func TestUnknownEngagementIsNotZero(t *testing.T) {
	counts := engagement(social.Engagement{Likes: social.Count(0)})
	if !counts[0].Known || counts[0].Value != "0" {
		t.Errorf("known zero likes became %+v", counts[0])
	}
	if counts[1].Known || counts[1].Value != "" {
		t.Errorf("unknown shares became %+v", counts[1])
	}
}

func TestMarkerMarksPhrasesAndOtherScripts(t *testing.T) {
	mark := NewMarker(query.MustParse(`"north wind coffee" OR northwind OR roast* OR 北风`))
	text := "NorthWind and North-Wind coffee: roasters say 北风很香, not northwinds"
	var got []string
	for _, place := range mark(text) {
		got = append(got, text[place.Start:place.End])
	}
	if want := "NorthWind|North-Wind coffee|roasters|北风"; strings.Join(got, "|") != want {
		t.Errorf("marked %s, want %s", strings.Join(got, "|"), want)
	}
}

func TestTermsTheBrandIsFoundByAreLeftOut(t *testing.T) {
	terms := []social.TermCount{{Term: "Northwind"}, {Term: "#northwindcoffee"}, {Term: "nw"}, {Term: "northwind cup"}, {Term: "winter cup"}}
	brands := []social.Brand{{Name: "Northwind Coffee", Query: query.MustParse("northwind OR nw")}, {Name: "Silent"}}
	var got []string
	for _, term := range WithoutBrandNames(terms, brands) {
		got = append(got, term.Term)
	}
	if diff := cmp.Diff([]string{"northwind cup", "winter cup"}, got); diff != "" || len(terms) != 5 {
		t.Error(diff)
	}
}

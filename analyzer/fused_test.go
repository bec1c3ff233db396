package analyzer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// TestEvidenceBesideTheWords wants pictures and recordings to judge a post where they say
// something else and win, and nothing to change where they do not.
func TestEvidenceBesideTheWords(t *testing.T) {
	a := newAnalyzer(t)
	seen := func(mood string) []social.Media {
		return []social.Media{{URL: "https://a.example/1.jpg", State: social.MediaReady, Description: social.Description{Sentiment: mood, Reason: "as it looks"}}}
	}
	post := func(text string) social.Post {
		return social.Post{Text: text, Images: []social.Image{{URL: "https://a.example/1.jpg"}}}
	}
	for name, c := range map[string]struct {
		post  social.Post
		media []social.Media
		want  social.Label
		won   string // empty where there is no evidence but the words
	}{
		"no facts":        {post("the northwind grinder"), []social.Media{{URL: "https://a.example/1.jpg", State: social.MediaReady, Caption: "A cup."}}, social.Neutral, ""},
		"a plain picture": {post("the northwind grinder"), seen("neutral"), social.Neutral, "words"},
		"a complaint":     {post("the northwind grinder"), seen("negative"), social.Negative, "picture"},
		"delight":         {post("the northwind grinder"), seen("positive"), social.Positive, "picture"},
		"no words":        {social.Post{Tags: []string{"nw"}, Images: []social.Image{{URL: "https://a.example/1.jpg"}}}, seen("negative"), social.Negative, "picture"},
		"words complain":  {post("the northwind grinder is awful"), seen("positive"), social.Negative, ""}, // a brand of complaints is the second
		"spoken":          {social.Post{Text: "the northwind grinder", Transcript: "it is an awful machine"}, nil, social.Negative, "voice"},
		"several brands":  {post("northwind and starbucks"), seen("negative"), social.Neutral, ""},
	} {
		words := a.Analyze(c.post)
		if c.post.Transcript != "" {
			bare := c.post
			bare.Transcript = ""
			words = a.Analyze(bare)
		}
		got := a.Analyze(c.post, c.media...)
		if got.Sentiment.Label != c.want || !got.Sentiment.Sure {
			t.Errorf("%s: %+v, want %s", name, got.Sentiment, c.want)
		}
		if sum := got.Sentiment.Negative + got.Sentiment.Neutral + got.Sentiment.Positive; sum < 0.999 || sum > 1.001 {
			t.Errorf("%s: probabilities %+v", name, got.Sentiment)
		}
		fused, ok := a.Evidence(social.StoredPost{Post: c.post, Analysis: got, Media: c.media})
		if fused.Won != c.won || ok != (c.won != "") || ok && fused.Class != c.want {
			t.Errorf("%s: evidence %+v, %t", name, fused, ok)
		}
		if c.won == "" || c.won == "words" {
			if diff := cmp.Diff(words.Sentiment, got.Sentiment); diff != "" {
				t.Errorf("%s: the words' judgement changes:\n%s", name, diff)
			}
		}
		if c.post.Images == nil {
			continue
		}
		// What becomes known later leads to the same, and what is gone again to the words.
		if again := a.Again(c.post, words, c.media...); !cmp.Equal(again.Sentiment, got.Sentiment) || !cmp.Equal(again.Brands, got.Brands) {
			t.Errorf("%s: later %+v of %v, at once %+v of %v", name, again.Sentiment, again.Brands, got.Sentiment, got.Brands)
		}
		if again := a.Again(c.post, got); !cmp.Equal(again.Sentiment, words.Sentiment) {
			t.Errorf("%s: gone again %+v, was %+v", name, again.Sentiment, words.Sentiment)
		}
	}
}

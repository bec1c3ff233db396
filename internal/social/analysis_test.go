package social_test

import (
	"math"
	"testing"

	"earshot/internal/query"
	"earshot/internal/social"
)

func TestClassOfAMention(t *testing.T) {
	bad, doubtful := social.Sentiment{Label: social.Negative, Sure: true}, social.Sentiment{Label: social.Positive}
	a := social.Analysis{Sentiment: bad, Brands: []string{"Contoso", "Northwind"}, Toward: []social.TowardBrand{{Brand: "Contoso", Sentiment: doubtful}}}
	for brand, want := range map[string]social.Label{"": social.Negative, "Northwind": social.Negative, "Contoso": social.Unsure} {
		if got := a.SentimentToward(brand).Class(); got != want {
			t.Errorf("toward %q: %q, want %q", brand, got, want)
		}
		if got := a.Of(brand).Sentiment.Class(); got != want {
			t.Errorf("as the mention of %q: %q, want %q", brand, got, want)
		}
	}
	if got := (social.Sentiment{Sure: true}).Class(); got != social.Unknown {
		t.Errorf("an empty text is %q", got)
	}
	// A query has no brand: it asks for what the post says as a whole.
	d := social.NewDocument(social.Post{Text: "x"}, a.Of("Contoso"))
	if !query.MustParse("sentiment:unsure -sentiment:positive").Match(&d) {
		t.Error("an unsure post is not found as one")
	}
	if _, err := social.ParseClass("good"); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("good is a class: %v", err)
	}
}

func TestFiguresLeaveOutWhatIsUnsure(t *testing.T) {
	f := social.Figures{Mentions: 20, Positive: 6, Neutral: 2, Negative: 2, Unsure: 5}
	if f.Sure() != 10 || f.Judged() != 15 || f.Unjudged() != 5 {
		t.Errorf("%d sure, %d judged, %d not", f.Sure(), f.Judged(), f.Unjudged())
	}
	if net, share := f.NetSentiment(), f.ShareSure(); *net != 0.5 || math.Abs(*share-2.0/3) > 1e-12 {
		t.Errorf("net sentiment %v of the %v that are sure", *net, *share)
	}
	if doubt := (social.Figures{Mentions: 3, Unsure: 3}); doubt.NetSentiment() != nil || *doubt.ShareSure() != 0 {
		t.Errorf("of doubt alone: %v, %v", doubt.NetSentiment(), *doubt.ShareSure())
	}
	if (social.Figures{Mentions: 3}).ShareSure() != nil {
		t.Error("nothing was judged, and a share of it is sure")
	}
}

// The mean with a second opinion is sure from the same certainty on as the judgement
// that it stands beside.
func TestAnOpinionBringsSureness(t *testing.T) {
	own := social.Sentiment{Label: social.Positive, Negative: 0.25, Neutral: 0.25, Positive: 0.5, SureFrom: 0.7}
	for certainty, want := range map[float32]bool{0.8: false, 0.95: true} {
		said := social.Opinion{Model: "tiny", Sentiment: social.Sentiment{Label: social.Positive, Neutral: 1 - certainty, Positive: certainty}}
		if got := own.Beside(said); got.Sure != want || got.Opinion.Own.Sure {
			t.Errorf("beside %v: %+v", certainty, got)
		}
	}
	if got := own.Beside(social.Opinion{Model: "tiny", Fault: "it raved"}); got.Sure {
		t.Error("a discarded opinion makes sure")
	}
}

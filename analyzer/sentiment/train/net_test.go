package train_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/social"
)

// TestTrainNetsAndReviews fits a language with enough texts for a network, most
// of them reviews, twice.
func TestTrainNetsAndReviews(t *testing.T) {
	posts := generated("posts", "xa", 600, 8)
	reviews := train.Dataset{Name: "reviews", Language: "xa", Reviews: true}
	draw := rand.New(rand.NewPCG(9, 9))
	for _, r := range generated("reviews", "xa", 2400, 10).Train {
		if r.Label == 0 {
			r.Label = 1
		}
		row := train.Row{Label: r.Label, Text: "bought " + r.Text}
		if draw.IntN(20) == 0 {
			reviews.Validation = append(reviews.Validation, row)
		} else {
			reviews.Train = append(reviews.Train, row)
		}
	}
	opts := options()
	opts.MinNetTexts, opts.NetEpochs, opts.Dim, opts.Hidden = 1000, 2, 4, 4
	sets := []train.Dataset{posts, reviews}
	data := fit(t, sets, opts)
	if again := fit(t, sets, opts); !bytes.Equal(data, again) {
		t.Error("the same texts and seed gave another file")
	}
	m, err := sentiment.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	if share := rightShare(m, posts); share < 0.95 {
		t.Errorf("%.0f%% of held-out posts are right, want 95%% or more", 100*share)
	}
	if share := rightShare(m, reviews); share < 0.95 {
		t.Errorf("%.0f%% of held-out reviews are right, want 95%% or more", 100*share)
	}
	for _, r := range reviews.Validation {
		if got := m.Classify(r.Text, "xa", nil); got.Label == social.Neutral {
			t.Fatalf("%q is judged neutral", r.Text)
		}
	}
}

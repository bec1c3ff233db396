package sentiment_test

import (
	"math"
	"strings"
	"testing"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/feature"
	"earshot/internal/social"
)

// netted is a table that knows one word, whose embedding opens the only unit.
func netted(name string, opens int8) sentiment.Table {
	return sentiment.Table{
		Language: name, Scale: 0.5, Keys: []uint32{feature.WordKey("zorb")}, Weights: []int8{-1, 2},
		Net: sentiment.Net{
			Dim: 2, Hidden: 1, Scale: 0.25, Embeddings: []int8{opens, 7},
			In: []float32{1, 0}, Bias: []float32{0}, Out: []float32{0, 1}, OutBias: [2]float32{-0.5, 0},
		},
	}
}

func parsed(t *testing.T, tables ...sentiment.Table) *sentiment.Model {
	t.Helper()
	data, err := sentiment.Encode(tables)
	if err != nil {
		t.Fatal(err)
	}
	m, err := sentiment.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestNetAddsToTheScores computes the output of the network by hand.
func TestNetAddsToTheScores(t *testing.T) {
	for _, c := range []struct {
		opens    int8
		negative float64
		positive float64
	}{
		{4, -1, 2},  // -0.5 - 0.5; 1 + 4*0.25
		{-4, -1, 1}, // the unit stays shut
	} {
		m := parsed(t, netted(sentiment.Multilingual, c.opens))
		got := m.Explain("zorb", "und", nil)
		sum := 1 + math.Exp(c.negative) + math.Exp(c.positive)
		if want := math.Exp(c.positive) / sum; math.Abs(float64(got.Positive)-want) > 1e-5 {
			t.Errorf("opened by %d: positive %.4f, want %.4f", c.opens, got.Positive, want)
		}
		// The reason is the whole of what the word moved, the network's part with it.
		want := c.positive - c.negative - 0.5
		if len(got.Why) != 1 || got.Why[0].Text != "zorb" || math.Abs(float64(got.Why[0].Weight)-want) > 1e-5 {
			t.Errorf("opened by %d: why %v, want good at %.2f", c.opens, got.Why, want)
		}
	}
}

// word is a table that knows one word.
func word(name, known string, negative, positive int8) sentiment.Table {
	return sentiment.Table{Language: name, Scale: 0.1, Keys: []uint32{feature.WordKey(known)}, Weights: []int8{negative, positive}}
}

// TestUncertainReviewsMixBothTables has a word that is equal evidence for and
// against a review, of which the benefit of the doubt makes a review in 62 % of cases.
func TestUncertainReviewsMixBothTables(t *testing.T) {
	m := parsed(t,
		word(sentiment.Multilingual, "x", 1, 1), word("xa", "quorl", -9, -9), word("xa"+sentiment.Reviews, "quorl", -9, 90),
		word("xa"+sentiment.ReviewDetector, "quorl", 0, 0))
	post := parsed(t, word(sentiment.Multilingual, "quorl", -9, -9)).Classify("quorl", "und", nil)
	review := parsed(t, word(sentiment.Multilingual, "quorl", -9, 90)).Classify("quorl", "und", nil)
	got := m.Classify("quorl", "xa", nil)
	share := float32(1 / (1 + math.Exp(-0.5)))
	want := (1-share)*post.Positive + share*review.Positive
	if math.Abs(float64(got.Positive-want)) > 1e-5 || got.Label != social.Positive {
		t.Errorf("positive %.4f and %s, want %.4f, between %.4f and %.4f", got.Positive, got.Label, want, post.Positive, review.Positive)
	}
}

// TestReviewsHaveATable makes one word the evidence of a review.
func TestReviewsHaveATable(t *testing.T) {
	m := parsed(t,
		word(sentiment.Multilingual, "x", 1, 1), word("xa", "quorl", -9, -9), word("xa"+sentiment.Reviews, "quorl", -9, 90),
		word("xa"+sentiment.ReviewDetector, "bought", -50, 50))
	if got := m.Classify("bought quorl", "xa", nil); got.Label != social.Positive {
		t.Errorf("a review is judged %s", got.Label)
	}
	if got := m.Classify("quorl", "xa", nil); got.Label != social.Neutral {
		t.Errorf("any other post is judged %s", got.Label)
	}
	if got := strings.Join(m.Languages(), " "); got != "xa" {
		t.Errorf("languages %q", got)
	}
}

func TestEncodeRefusesNets(t *testing.T) {
	for name, change := range map[string]func(*sentiment.Net){
		"too wide":          func(n *sentiment.Net) { n.Dim = 33 },
		"no unit":           func(n *sentiment.Net) { n.Hidden = 0 },
		"embedding missing": func(n *sentiment.Net) { n.Embeddings = n.Embeddings[:1] },
		"layer missing":     func(n *sentiment.Net) { n.Out = nil },
		"not a number":      func(n *sentiment.Net) { n.Bias[0] = float32(math.NaN()) },
	} {
		table := netted(sentiment.Multilingual, 1)
		change(&table.Net)
		if _, err := sentiment.Encode([]sentiment.Table{table}); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
	reviewGate := netted("xa"+sentiment.ReviewDetector, 1)
	data, err := sentiment.Encode([]sentiment.Table{reviewGate, netted(sentiment.Multilingual, 1)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sentiment.Parse(data); err == nil || !strings.Contains(err.Error(), "reviews") {
		t.Errorf("a table that leads nowhere: got %v, want an error that names the reviews", err)
	}
}

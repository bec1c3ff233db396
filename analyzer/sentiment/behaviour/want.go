package behaviour

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"earshot/internal/social"
)

// Type is one of the paper's three types of test.
type Type string

const (
	// MFT is a minimum functionality test: the label is one of Want.Labels, or, where
	// social.Unsure is one of these, the model is not sure of it.
	MFT Type = "MFT"
	// INV is an invariance test: each variation has the label of the base text, or
	// the probability of that label differs by Tolerance at most. A strict one, for
	// which the label alone counts, leaves no tolerance.
	INV Type = "INV"
	// DIR is a directional expectation test: from the base text to each variation,
	// the probability of a label does not move against the direction by more than
	// Tolerance.
	DIR Type = "DIR"
)

// Tolerance is how far a probability may move the wrong way, as in the paper's own
// sentiment suite.
const Tolerance = 0.1

// Want is what a test expects.
type Want struct {
	Type Type
	// Labels are the labels allowed (MFT), or the one whose probability moves (DIR).
	Labels []social.Label
	// Strict is for INV.
	Strict bool
	// Up is for DIR: whether the probability goes up, else down.
	Up bool
}

// parseWant reads the end of a test's heading: "MFT positive neutral", "INV", "INV
// strict", "DIR negative up".
func parseWant(s string) (Want, error) {
	words := strings.Fields(s)
	if len(words) == 0 {
		return Want{}, fmt.Errorf("no type of test")
	}
	w, rest := Want{Type: Type(words[0])}, words[1:]
	switch w.Type {
	case INV:
		w.Strict = len(rest) == 1 && rest[0] == "strict"
		if len(rest) > 0 && !w.Strict {
			return Want{}, fmt.Errorf("INV takes nothing or strict, not %q", strings.Join(rest, " "))
		}
		return w, nil
	case DIR:
		if len(rest) != 2 || rest[1] != "up" && rest[1] != "down" {
			return Want{}, fmt.Errorf("DIR takes a label and up or down, not %q", strings.Join(rest, " "))
		}
		w.Up, rest = rest[1] == "up", rest[:1]
	case MFT:
		if len(rest) == 0 {
			return Want{}, fmt.Errorf("MFT takes at least one label")
		}
	default:
		return Want{}, fmt.Errorf("%q is none of MFT, INV and DIR", words[0])
	}
	for _, word := range rest {
		l := social.Label(word)
		known := l == social.Negative || l == social.Neutral || l == social.Positive || l == social.Unsure && w.Type == MFT
		if !known {
			return Want{}, fmt.Errorf("%q is no label", word)
		}
		w.Labels = append(w.Labels, l)
	}
	return w, nil
}

// String is the form that parseWant reads.
func (w Want) String() string {
	out := string(w.Type)
	for _, l := range w.Labels {
		out += " " + string(l)
	}
	switch {
	case w.Strict:
		out += " strict"
	case w.Type == DIR && w.Up:
		out += " up"
	case w.Type == DIR:
		out += " down"
	}
	return out
}

// wrong is the index of the first text of a case whose judgement is not as wanted, or
// -1 where all are.
func (w Want) wrong(judged []social.Sentiment) int {
	if w.Type == MFT {
		return slices.IndexFunc(judged, func(s social.Sentiment) bool {
			return !slices.Contains(w.Labels, s.Label) && (s.Sure || !slices.Contains(w.Labels, social.Unsure))
		})
	}
	for i, s := range judged[1:] {
		if !w.keeps(judged[0], s) {
			return i + 1
		}
	}
	return -1
}

// keeps reports whether a variation is judged as the base text lets expect.
func (w Want) keeps(base, s social.Sentiment) bool {
	if w.Type == INV {
		return s.Label == base.Label || !w.Strict && math.Abs(probability(s, base.Label)-probability(base, base.Label)) <= Tolerance
	}
	moved := probability(s, w.Labels[0]) - probability(base, w.Labels[0])
	if !w.Up {
		moved = -moved
	}
	return moved >= -Tolerance
}

func probability(s social.Sentiment, l social.Label) float64 {
	s.Label = l
	return float64(s.Certainty())
}

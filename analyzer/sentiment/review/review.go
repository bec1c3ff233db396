// Package review looks through the judgements that people gave before a model learns
// from them. It finds the ones that contradict each other and the people whose
// judgements disagree with those of others, with plain words or with the guard set far
// more often than the rest's, names both, and leaves them out by rules that are stated
// where they are applied.
package review

import (
	"fmt"
	"slices"
	"strings"

	"earshot/internal/social"
)

// Classifier is the model by which texts are plain.
type Classifier interface {
	Classify(text, language string, names []social.TextSpan) social.Sentiment
}

// Judgement is what a person said of a text.
type Judgement struct {
	social.Correction
	Text string
	// Language is an ISO 639-1 code or "und".
	Language string
	// Names are the places of brands' words in Text.
	Names []social.TextSpan
	// Edited says that the post was edited after it was judged, so that Text may not be
	// what was judged.
	Edited bool
}

// Findings are the result of a review. They are serialized under these names.
type Findings struct {
	// Kept are the judgements to learn from, in the order given.
	Kept []Judgement `json:"-"`
	// Contradictions are the texts that were judged differently, Correctors everybody
	// who judged, those left out first.
	Contradictions []Contradiction `json:"contradictions"`
	Correctors     []Corrector     `json:"correctors"`
	// LeftOut counts the judgements that are not learned from, Edited those of them whose
	// posts were edited afterwards. Nothing else is said of these.
	LeftOut int `json:"left_out"`
	Edited  int `json:"edited"`
	// OfBrands counts the judgements of single brands' mentions, besides all others: they
	// say nothing of a whole text and are not learned from.
	OfBrands int `json:"of_brands"`
}

// Guard tells how many guard texts a model that learned from some judgements alone
// breaks and mends, and how likely chance is the reason. It may be nil.
type Guard func(by []Judgement) (broken, mended int, p float64, err error)

// Of reviews judgements. model is the one by which texts are plain.
func Of(list []Judgement, model Classifier, guard Guard) (Findings, error) {
	plain, err := newPlainWords(model)
	if err != nil {
		return Findings{}, err
	}
	f := Findings{Contradictions: []Contradiction{}}
	given := len(list)
	list = slices.DeleteFunc(slices.Clone(list), func(j Judgement) bool { return j.Edited })
	f.Edited = given - len(list)
	f.LeftOut = f.Edited
	groups := sameTexts(list)
	if f.Correctors, err = correctors(list, groups, plain, guard); err != nil {
		return f, err
	}
	left := map[string]bool{}
	for _, c := range f.Correctors {
		left[c.By] = c.LeftOut
	}
	dropped := make([]bool, len(list))
	for i, j := range list {
		dropped[i] = left[j.By]
	}
	for _, g := range groups {
		if c, ok := contradiction(list, g, dropped); ok {
			f.Contradictions = append(f.Contradictions, c)
		}
	}
	for i, j := range list {
		if dropped[i] {
			f.LeftOut++
			continue
		}
		f.Kept = append(f.Kept, j)
	}
	for i := range f.Correctors {
		f.Correctors[i].countKept(list, dropped)
	}
	slices.SortStableFunc(f.Correctors, func(a, b Corrector) int {
		switch {
		case a.LeftOut && !b.LeftOut:
			return -1
		case b.LeftOut && !a.LeftOut:
			return 1
		default:
			return 0
		}
	})
	return f, nil
}

// mostNames is how many people are named who share a reason.
const mostNames = 3

// WhyNone is why nothing was kept, a clause for a reader.
func (f *Findings) WhyNone() string {
	names, order := map[string][]string{}, []string{}
	for _, c := range f.Correctors {
		if !c.LeftOut {
			continue
		}
		if names[c.Why] == nil {
			order = append(order, c.Why)
		}
		names[c.Why] = append(names[c.Why], Name(c.By))
	}
	if f.Edited > 0 {
		order = append(order, fmt.Sprintf("%d are of posts that were edited afterwards", f.Edited))
	}
	if len(order) == 0 {
		return "they contradict each other"
	}
	for i, why := range order {
		if names[why] == nil {
			continue
		}
		who := names[why]
		said := strings.Join(who[:min(len(who), mostNames)], ", ")
		if more := len(who) - mostNames; more > 0 {
			said += fmt.Sprintf(" and %d more", more)
		}
		order[i] = fmt.Sprintf("of what %s said, %s", said, why)
	}
	return strings.Join(order, "; ")
}

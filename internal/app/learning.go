package app

import (
	"fmt"

	"earshot/analyzer/sentiment/guard"
	"earshot/analyzer/sentiment/registry"
	"earshot/analyzer/sentiment/review"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// Learning is what was learned from people's judgements so far.
func (s Settings) Learning() (social.Learning, error) {
	models, err := s.Models()
	if err != nil {
		return social.Learning{}, err
	}
	return learning(models)
}

func learning(models *registry.Registry) (social.Learning, error) {
	var out social.Learning
	var err error
	if out.InUse, err = models.Current(); err != nil {
		return out, err
	}
	out.Shipped = out.InUse == registry.Shipped
	last, err := models.Last()
	if social.CodeOf(err) == social.CodeNotFound {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.At, out.Model = last.At, last.Model
	out.Learned, out.Confirmed, out.LeftOut = last.Corrections, last.Confirmed, last.Review.LeftOut
	out.TookOver, out.Why, out.Guard = last.InUse == last.Model, last.Why, guardSentences(last.Guard)
	for _, c := range last.Review.Correctors {
		out.Correctors = append(out.Correctors, social.Corrector{
			By: c.By, Judgements: c.Judgements, Confirmed: c.Confirmed, Contradicted: c.Contradicted,
			AgainstPlain: c.AgainstPlain, Learned: c.Learned, LeftOut: c.LeftOut, Why: c.Why,
		})
	}
	for _, c := range last.Review.Contradictions {
		out.Contradictions = append(out.Contradictions, social.Contradiction{Text: c.Text, Kept: c.Kept, Given: givenOf(c)})
	}
	return out, nil
}

func givenOf(c review.Contradiction) []social.Correction {
	var out []social.Correction
	for _, g := range c.Given {
		out = append(out, social.Correction{Key: social.Key{Platform: g.Platform, ID: g.ID}, Label: g.Label, By: g.By})
	}
	return out
}

// guardSentences are the figures of the guard set for readers.
func guardSentences(g guard.Report) []string {
	if g.Texts == 0 {
		return nil
	}
	out := []string{fmt.Sprintf("Of %d guard texts it has %d right, the model before %d; it breaks %d and mends %d.", g.Texts, g.TunedRight, g.PresentRight, g.OnlyFirst, g.OnlySecond)}
	for _, b := range g.Behaviour {
		out = append(out, fmt.Sprintf("It fails %.1f%% of the behavioural tests in %s, the model before %.1f%%.", 100*b.Tuned, viewmodel.Language(b.Language), 100*b.Present))
	}
	return out
}

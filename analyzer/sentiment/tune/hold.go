package tune

import (
	"math/rand/v2"

	"earshot/internal/social"
)

// Folds cuts texts into n parts of the same size, give or take one, drawn with
// seed. Texts that are equal fall into the same part, so that none is judged by
// a model that has learned from its twin.
func Folds(texts []Text, n int, seed uint64) [][]Text {
	groups := map[string][]Text{}
	var order []string
	for _, t := range texts {
		if groups[t.Text] == nil {
			order = append(order, t.Text)
		}
		groups[t.Text] = append(groups[t.Text], t)
	}
	draw := rand.New(rand.NewPCG(seed, uint64(len(texts))))
	draw.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	folds := make([][]Text, n)
	for i, text := range order {
		folds[i%n] = append(folds[i%n], groups[text]...)
	}
	return folds
}

// HeldOut judges every text by a model that was tuned on the other folds, and
// on more, and hands text and judgement to do. It is what a tuned model would do
// with texts it has not seen.
func HeldOut(base Judge, texts, more []Text, n int, seed uint64, do func(Text, social.Sentiment)) error {
	folds := Folds(texts, n, seed)
	for i, held := range folds {
		var rest []Text
		for j, fold := range folds {
			if j != i {
				rest = append(rest, fold...)
			}
		}
		if len(held) == 0 || len(rest)+len(more) == 0 {
			continue
		}
		m, err := Fit(base, append(rest, more...), seed)
		if err != nil {
			return err
		}
		for _, t := range held {
			do(t, m.Judge(t.Text, t.Language))
		}
	}
	return nil
}

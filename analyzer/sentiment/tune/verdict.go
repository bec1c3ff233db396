package tune

import (
	"fmt"

	"earshot/analyzer/sentiment/evaluate"
	"earshot/internal/social"
)

const (
	// folds is into how many parts the labelled texts are cut.
	folds = 5
	// enough is the least number of texts that say anything of two models.
	enough = 10
)

// Verdict says whether a model tuned with some texts is better than the one in
// use, on texts that neither has learned from.
type Verdict struct {
	// Texts counts the texts it rests on.
	Texts int
	// Present and Tuned are the judgements of the model in use and of the tuned one.
	Present, Tuned evaluate.Result
	evaluate.Difference
	// Better: the tuned model takes over. Why says why, or why not.
	Better bool
	Why    string
}

// Decide compares the model in use with base tuned on texts and more. Every
// text is judged by a model tuned without it, and those the present model was
// tuned with are left out, as it knows the answer.
func Decide(present, base Judge, texts, more []Text, seed uint64) (Verdict, error) {
	var v Verdict
	knows, tuned := present.(*Model)
	var onlyPresent, onlyTuned int
	err := HeldOut(base, texts, more, folds, seed, func(t Text, s social.Sentiment) {
		if tuned && knows.Seen(t) {
			return
		}
		before := present.Judge(t.Text, t.Language)
		v.Texts++
		v.Present.Add(t.Label, before)
		v.Tuned.Add(t.Label, s)
		switch was, is := before.Label == t.Label, s.Label == t.Label; {
		case was && !is:
			onlyPresent++
		case is && !was:
			onlyTuned++
		}
	})
	if err != nil {
		return v, err
	}
	v.Difference = evaluate.NewDifference(onlyPresent, onlyTuned)
	v.Better, v.Why = v.weigh()
	return v, nil
}

func (v *Verdict) weigh() (bool, string) {
	switch {
	case v.Texts < enough:
		return false, fmt.Sprintf("there are %d labelled texts the present model does not know; at least %d are needed", v.Texts, enough)
	case v.OnlySecond <= v.OnlyFirst:
		return false, fmt.Sprintf("on held-out texts it mends %d judgements and breaks %d", v.OnlySecond, v.OnlyFirst)
	case v.Tuned.MacroRecall() <= v.Present.MacroRecall():
		return false, fmt.Sprintf("on held-out texts its macro-recall is %.1f %%, the present one's %.1f %%", 100*v.Tuned.MacroRecall(), 100*v.Present.MacroRecall())
	case v.P >= 0.05:
		return true, fmt.Sprintf("on held-out texts it mends %d judgements and breaks %d, which on so few may be chance", v.OnlySecond, v.OnlyFirst)
	default:
		return true, fmt.Sprintf("on held-out texts it mends %d judgements and breaks %d", v.OnlySecond, v.OnlyFirst)
	}
}

package cli

import (
	"fmt"
	"io"
	"strings"

	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/guard"
	"earshot/analyzer/sentiment/registry"
	"earshot/analyzer/sentiment/review"
)

// learnedJSON is what train --add prints with --json.
type learnedJSON struct {
	Model       string          `json:"model"`
	InUse       string          `json:"in_use"`
	Corrections int             `json:"corrections"`
	Confirmed   int             `json:"confirmed"`
	LeftOut     int             `json:"left_out"`
	Rows        int             `json:"rows"`
	HeldOut     int             `json:"held_out"`
	ToRight     int             `json:"changed_to_right"`
	ToWrong     int             `json:"changed_to_wrong"`
	Better      bool            `json:"better"`
	Why         string          `json:"why"`
	P           float64         `json:"p"`
	Present     figuresJSON     `json:"present"`
	Tuned       figuresJSON     `json:"tuned"`
	Guard       guardJSON       `json:"guard"`
	Review      review.Findings `json:"review"`
}

// guardJSON is how the tuned model does on the guard set and on what people called
// right.
type guardJSON struct {
	Texts           int             `json:"texts"`
	PresentRight    int             `json:"present_right"`
	TunedRight      int             `json:"tuned_right"`
	Broken          int             `json:"broken"`
	Mended          int             `json:"mended"`
	P               float64         `json:"p"`
	Behaviour       []behaviourJSON `json:"behaviour"`
	Confirmed       int             `json:"confirmed"`
	ConfirmedBroken int             `json:"confirmed_broken"`
	Worse           bool            `json:"worse"`
}

// behaviourJSON is the mean failure rate of the behavioural tests of a language.
type behaviourJSON struct {
	Language string  `json:"language"`
	Present  float64 `json:"present"`
	Tuned    float64 `json:"tuned"`
}

// figuresJSON are the figures of one model.
type figuresJSON struct {
	Accuracy    float64 `json:"accuracy"`
	MacroRecall float64 `json:"macro_recall"`
	Kappa       float64 `json:"kappa"`
	ECE         float64 `json:"calibration_error"`
}

func newFiguresJSON(r *evaluate.Result) figuresJSON {
	return figuresJSON{Accuracy: r.Accuracy(), MacroRecall: r.MacroRecall(), Kappa: r.Kappa(), ECE: r.CalibrationError()}
}

func newLearnedJSON(l registry.Learned) learnedJSON {
	v, g := l.Verdict, l.Guard
	out := learnedJSON{
		Model: l.Model, InUse: l.InUse, Corrections: l.Corrections, Confirmed: l.Confirmed, LeftOut: l.Review.LeftOut, Rows: l.Rows,
		HeldOut: v.Texts, ToRight: v.ToRight, ToWrong: v.ToWrong, Better: l.Better, Why: l.Why, P: v.Chance,
		Present: newFiguresJSON(&v.Present), Tuned: newFiguresJSON(&v.Tuned),
		Guard: guardJSON{
			Texts: g.Texts, PresentRight: g.PresentRight, TunedRight: g.TunedRight, Broken: g.OnlyFirst, Mended: g.OnlySecond, P: g.OneSided(),
			Behaviour: []behaviourJSON{}, Confirmed: v.Confirmed, ConfirmedBroken: v.ConfirmedDifference.OnlyFirst, Worse: g.Worse,
		},
		Review: l.Review,
	}
	for _, b := range g.Behaviour {
		out.Guard.Behaviour = append(out.Guard.Behaviour, behaviourJSON(b))
	}
	return out
}

// writeLearned prints what came of learning, in words.
func writeLearned(w io.Writer, l registry.Learned) error {
	if err := writeReview(w, l.Review); err != nil {
		return err
	}
	v := l.Verdict
	if l.Corrections == 0 {
		fmt.Fprintln(w, "no judgement is learned from; what follows is what all of them would teach")
	}
	fmt.Fprintf(w, "%s is tuned with %d judgements of people (%d of them call the label right; %d are left out) and %d rows of files\n",
		l.Model, l.Corrections, l.Confirmed, l.Review.LeftOut, l.Rows)
	if v.Texts > 0 {
		fmt.Fprintf(w, "on %d held-out judgements: right %.1f %%, macro-recall %.1f %%, kappa %.2f; the present model: %.1f %%, %.1f %%, %.2f\n",
			v.Texts, 100*v.Tuned.Accuracy(), 100*v.Tuned.MacroRecall(), v.Tuned.Kappa(),
			100*v.Present.Accuracy(), 100*v.Present.MacroRecall(), v.Present.Kappa())
		fmt.Fprintf(w, "it judges %d of them otherwise: %d as people did, %d not (p = %.2g)\n", v.ToRight+v.ToWrong, v.ToRight, v.ToWrong, v.Chance)
	}
	if v.Confirmed > 0 {
		fmt.Fprintf(w, "on %d held-out judgements that called the label right it breaks %d (p = %.2g)\n", v.Confirmed, v.ConfirmedDifference.OnlyFirst, v.ConfirmedDifference.OneSided())
	}
	writeGuard(w, l.Guard)
	if l.InUse == l.Model {
		_, err := fmt.Fprintf(w, "%s takes over: %s. earshot reanalyze brings in the posts already stored; earshot model use brings back another model\n", l.Model, l.Why)
		return err
	}
	_, err := fmt.Fprintf(w, "%s stays in use: %s\n", l.InUse, l.Why)
	return err
}

// writeGuard prints how a tuned model does on the guard set.
func writeGuard(w io.Writer, g guard.Report) {
	verdict := "not worse beyond noise"
	if g.Worse {
		verdict = "worse"
	}
	fmt.Fprintf(w, "on the guard set, which no model learns from: %d of %d texts right, the present model %d; %d broken, %d mended (p = %.2g)",
		g.TunedRight, g.Texts, g.PresentRight, g.OnlyFirst, g.OnlySecond, g.OneSided())
	for _, b := range g.Behaviour {
		fmt.Fprintf(w, "; behavioural tests in %s failed %.1f %%, the present model %.1f %%", b.Language, 100*b.Tuned, 100*b.Present)
	}
	fmt.Fprintf(w, ": %s\n", verdict)
}

// writeReview prints who judged what differently, and whose judgements are left out.
func writeReview(w io.Writer, f review.Findings) error {
	for _, c := range f.Contradictions {
		kept := "none is learned"
		if c.Kept != "" {
			kept = "learned is " + string(c.Kept)
		}
		said := make([]string, len(c.Given))
		for i, g := range c.Given {
			said[i] = g.String()
		}
		fmt.Fprintf(w, "contradiction, %s: %q: %s\n", kept, shorten(c.Text), strings.Join(said, "; "))
	}
	if f.OfBrands > 0 {
		fmt.Fprintf(w, "of single brands, which say nothing of a whole text, and not learned from: %d judgements\n", f.OfBrands)
	}
	if f.Edited > 0 {
		fmt.Fprintf(w, "edited after they were judged, left out: the posts of %d judgements\n", f.Edited)
	}
	for _, c := range f.Correctors {
		fmt.Fprintf(w, "%s: %d judgements, %d of them call the label right; %d contradicted, %d not what plain words say; learned alone they break %d guard texts and mend %d; %d learned",
			review.Name(c.By), c.Judgements, c.Confirmed, c.Contradicted, c.AgainstPlain, c.GuardBroken, c.GuardMended, c.Learned)
		if c.LeftOut {
			fmt.Fprintf(w, "; careless, left out: %s", c.Why)
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
	}
	return nil
}

// shorten cuts a text to what a line holds.
func shorten(text string) string {
	const most = 60
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

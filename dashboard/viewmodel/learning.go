package viewmodel

import (
	"time"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// mostContradictions is how many contradictions are listed.
const mostContradictions = 50

// Learning is what was learned from people's judgements.
func Learning(l social.Learning, now time.Time) component.Learning {
	out := component.Learning{Lines: []string{"In use is the model that comes with Earshot."}}
	if !l.Shipped {
		out.Lines[0] = "In use is " + l.InUse + ", which learned from judgements."
	}
	if l.At.IsZero() {
		out.Lines = append(out.Lines, "Nothing was learned from judgements yet; earshot train --add corrections does that, and says what came of it here.")
		return out
	}
	out.When = Moment(l.At, now)
	out.Lines = append(out.Lines, l.Model+" learned from "+Plural(int64(l.Learned), "judgement", "judgements")+", of which "+Exact(int64(l.Confirmed))+" call the label right; "+
		Exact(int64(l.LeftOut))+" were left out.")
	verdict := "It did not take over: "
	if l.TookOver {
		verdict = "It took over: "
	}
	out.Lines = append(append(out.Lines, verdict+l.Why+"."), l.Guard...)
	for _, c := range l.Correctors {
		out.Correctors = append(out.Correctors, component.Corrector{
			Name: corrector(c.By), Judgements: Exact(int64(c.Judgements)), Confirmed: Exact(int64(c.Confirmed)),
			Contradicted: Exact(int64(c.Contradicted)), AgainstPlain: Exact(int64(c.AgainstPlain)), Learned: Exact(int64(c.Learned)), Why: c.Why,
		})
	}
	for _, c := range l.Contradictions[:min(len(l.Contradictions), mostContradictions)] {
		out.Contradictions = append(out.Contradictions, contradiction(c))
	}
	if more := len(l.Contradictions) - mostContradictions; more > 0 {
		out.Lines = append(out.Lines, Plural(int64(more), "text", "texts")+" more were judged differently; earshot evaluate --corrections names all.")
	}
	return out
}

func contradiction(c social.Contradiction) component.Contradiction {
	out := component.Contradiction{Text: shortened(c.Text, 140), Kept: "none is learned"}
	if c.Kept != social.Unknown {
		out.Kept = "learned is " + string(c.Kept)
	}
	for _, g := range c.Given {
		out.Given = append(out.Given, component.Given{By: corrector(g.By), Label: string(g.Label), Tone: component.Tone(g.Label), Href: PostPath(g.Key)})
	}
	return out
}

// corrector is the name of somebody who judged.
func corrector(by string) string {
	if by == "" {
		return "no name"
	}
	return by
}

// shortened is a text of so many characters at most.
func shortened(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

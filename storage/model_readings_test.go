package storage_test

import (
	"cmp"
	"slices"

	"earshot/internal/social"
)

// read is what is read in a post, with the label each counts by.
func read(e mention, of social.Reading) map[string]social.Label {
	info, _ := of.Info()
	out := map[string]social.Label{}
	for _, v := range info.Counted(&e.Analysis, e.brand) {
		out[v.Value] = v.Label
	}
	return out
}

func (m model) readings(f social.Filter, of social.Reading) []social.TermCount {
	type saying struct {
		mention
		term  string
		label social.Label
	}
	type once struct {
		brandMentions
		term string
	}
	said := func(f social.Filter) []saying {
		var all []saying
		for _, e := range m.counted(f) {
			for term, label := range read(e, of) {
				all = append(all, saying{e, term, label})
			}
		}
		return folds(f, all, func(s saying) once { return once{brandGroup(s.mention), s.term} })
	}
	counts := map[string]*social.TermCount{}
	count := func(term string) *social.TermCount {
		if counts[term] == nil {
			counts[term] = &social.TermCount{Term: term}
		}
		return counts[term]
	}
	before := f
	before.From, before.To = f.From.Add(-f.To.Sub(f.From)), f.From
	for _, s := range said(before) {
		count(s.term).Previous++
	}
	for _, s := range said(f) {
		c := count(s.term)
		c.Mentions++
		switch s.label {
		case social.Positive:
			c.Positive++
		case social.Neutral:
			c.Neutral++
		case social.Negative:
			c.Negative++
		case social.Unsure:
			c.Unsure++
		}
	}
	out := []social.TermCount{}
	for _, c := range counts {
		if c.Mentions > 0 {
			out = append(out, *c)
		}
	}
	slices.SortFunc(out, func(a, b social.TermCount) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Term, b.Term))
	})
	return out
}

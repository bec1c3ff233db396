package brand

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"earshot/internal/query"
	"earshot/internal/social"
)

// MatchSeen is Match that also tells what of the post names each brand. words is the
// document of the post's own words alone, which d has with what its pictures show
// and its recordings say.
//
// A kind of text is evidence where a word of the brand's own stands in it: what only
// narrows its query down names nobody. The post's words are evidence, too, where the query
// matches these alone, and where nothing else is.
func (m *Matcher) MatchSeen(d, words *query.Document) ([]string, []social.BrandEvidence) {
	names := m.Match(d)
	if len(names) == 0 {
		return nil, nil
	}
	found, inLogos := m.kindsOf(d)
	out := make([]social.BrandEvidence, len(names))
	for i, name := range names {
		b := m.byName[name]
		kinds := found[b]
		if slices.Contains(d.Logos(), name) {
			kinds = append(kinds, social.EvidenceLogo)
		}
		switch {
		case m.brands[b].Query.Match(words):
			kinds = append(kinds, social.EvidenceWords)
		case len(kinds) == 0 && inLogos[b]: // the name of another brand's logo has its words
			kinds = append(kinds, social.EvidenceLogo)
		case len(kinds) == 0:
			kinds = append(kinds, social.EvidenceWords)
		}
		out[i] = social.BrandEvidence{Brand: name}
		for _, kind := range social.Evidences() {
			if slices.Contains(kinds, kind) {
				out[i].Kinds = append(out[i].Kinds, kind)
			}
		}
	}
	return names, out
}

// kindsOf are the kinds of text in which words of each brand stand, and the brands of which
// some stand in the names of logos: these are no words for any brand but the logo's own.
func (m *Matcher) kindsOf(d *query.Document) (found map[int32][]social.Evidence, inLogos map[int32]bool) {
	found, inLogos = map[int32][]social.Evidence{}, map[int32]bool{}
	text := d.Text()
	m.words.finder.Find(d, func(i int, at query.Span) {
		t, kind := m.words.terms[i], d.KindAt(at)
		if kind == query.FieldLogo { // in whatever letters
			inLogos[t.brand] = true
			return
		}
		if r, _ := utf8.DecodeRuneInString(text[at.Start:at.End]); t.capital && !unicode.IsUpper(r) {
			return
		}
		of := social.EvidenceWords
		if kind != "" {
			of = social.Evidence(kind)
		}
		if !slices.Contains(found[t.brand], of) {
			found[t.brand] = append(found[t.brand], of)
		}
	})
	return found, inLogos
}

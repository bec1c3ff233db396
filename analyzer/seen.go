package analyzer

import (
	"slices"

	"earshot/analyzer/keyword"
	"earshot/internal/query"
	"earshot/internal/social"
)

// mention finds the brands of a post whose words are words, analysed as out, and where
// it names them. media is what is known of its pictures.
func (a *Analyzer) mention(p social.Post, media []social.Media, words query.Document, out *social.Analysis) {
	words = words.Judged(out.Language, string(out.Sentiment.Class()))
	out.Hashtags = keyword.Hashtags(&words, p.Tags)
	out.Seen = social.SeenState(p, media...) // an answer is matched with it as well, and not looked at again
	if p.Platform == social.PlatformAssistant {
		return
	}
	texts, _ := social.SeenTexts(p, media...)
	if len(texts) == 0 {
		out.Brands = a.brands.Match(&words)
		return
	}
	var read []string
	for _, t := range texts {
		if t.Kind == query.FieldOCR {
			read = append(read, t.Text)
		}
	}
	out.RunTogether = a.brands.RunTogether(read)
	d := social.NewDocument(p, *out, media...)
	out.Brands, out.Evidence = a.brands.MatchSeen(&d, &words)
}

// Again is an analysis of a post of whose pictures other things are known by now: the
// brands it mentions, where it names them and how they are judged. All else is as it was; what the text says of
// brands it did not mention before is read where was is by the rules and models in use.
func (a *Analyzer) Again(p social.Post, was social.Analysis, media ...social.Media) social.Analysis {
	out := was
	out.RunTogether, out.Evidence, out.Brands, out.Seen = nil, nil, nil, 0
	if !a.recoverPart("brands", p.Key(), func() { a.mention(p, media, social.WordsDocument(p, out), &out) }) {
		a.faults.Add(1)
		was.Seen = social.SeenState(p, media...) // it would fail again with the same pictures
		return was
	}
	out.Hashtags = was.Hashtags
	if slices.Equal(out.Brands, was.Brands) && (len(p.Images) == 0 || was.Version != a.Version()) {
		return out
	}
	if was.Version == a.Version() {
		anew := a.Analyze(p, media...)
		// Of what a person or a language model said of it storage knows by itself.
		out.Sentiment, out.Toward, out.Aspects = anew.Sentiment, anew.Toward, anew.Aspects
		out.Brands, out.Evidence, out.RunTogether = anew.Brands, anew.Evidence, anew.RunTogether // a query may ask for a sentiment
		return out
	}
	out.Toward = slices.DeleteFunc(slices.Clone(was.Toward), func(t social.TowardBrand) bool { return !slices.Contains(out.Brands, t.Brand) })
	return out
}

package analyzer

import (
	"earshot/analyzer/fusion"
	"earshot/internal/social"
)

// evidence is what the evidence of a post's sentiment says; known where there is more of it
// than the words.
type evidence struct {
	social.Fusion
	known bool
	// counts: it is other evidence than the words that decides.
	counts bool
}

// fuse has the pictures and the transcript of a post judged beside its words, analysed as
// out, whose judgement is replaced where they say something else and win. A post of several
// brands keeps the judgement of its words: what a picture says is not of all of them.
func (a *Analyzer) fuse(p social.Post, media []social.Media, out *social.Analysis) (e evidence) {
	if a.sentiment == nil || len(out.Brands) > 1 {
		return e
	}
	e.Fusion, e.known = a.fuser.Fuse(out.Sentiment, p.OwnMedia(media), social.Spoken(p, media...))
	e.counts = e.known && e.Won != fusion.Words && e.Class != out.Sentiment.Class() && e.Class != social.Unknown && e.Class != social.Unsure
	if e.counts {
		out.Sentiment = outweighed(out.Sentiment, e.Class)
	}
	return e
}

// outweighed is the judgement of words that other evidence outweighs: what it leaves to the
// other classes stays in the proportion of the words.
func outweighed(words social.Sentiment, class social.Label) social.Sentiment {
	rest := map[social.Label]float32{social.Negative: words.Negative, social.Neutral: words.Neutral, social.Positive: words.Positive}
	delete(rest, class)
	var sum float32
	for _, p := range rest {
		sum += p
	}
	share := func(of social.Label) float32 {
		switch {
		case of == class:
			return social.FusedCertainty
		case sum > 0:
			return (1 - social.FusedCertainty) * rest[of] / sum
		default:
			return (1 - social.FusedCertainty) / 2
		}
	}
	return social.Sentiment{Label: class, Negative: share(social.Negative), Neutral: share(social.Neutral), Positive: share(social.Positive), Sure: true, Why: words.Why}
}

// heard judges a text that is not the post's own: one in a picture, or of a recording.
func (a *Analyzer) heard(text string) social.Sentiment {
	if a.sentiment == nil {
		return social.Sentiment{}
	}
	return a.sentiment.Explain(text, a.language.Detect(text, "", nil), nil)
}

// Evidence is what the words, the pictures and the transcript of a stored post say of its
// sentiment by the rules and models in use, and which of them wins; ok is false where there
// are only words, or the post is of several brands, of which its words decide.
func (a *Analyzer) Evidence(p social.StoredPost) (f social.Fusion, ok bool) {
	_, e := a.analyze(p.Post, p.Media)
	return e.Fusion, e.known
}

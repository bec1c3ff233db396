// Package analyzer analyses posts: language, sentiment, emotion, intents,
// keywords, named entities, hashtags, near-duplicate fingerprint, spam score,
// brands mentioned and aspects judged.
package analyzer

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"

	"earshot/analyzer/aspect"
	"earshot/analyzer/brand"
	"earshot/analyzer/emotion"
	"earshot/analyzer/entity"
	"earshot/analyzer/fusion"
	"earshot/analyzer/intent"
	"earshot/analyzer/keyword"
	"earshot/analyzer/language"
	"earshot/analyzer/measured"
	"earshot/analyzer/neardup"
	"earshot/analyzer/normalize"
	"earshot/analyzer/phrase"
	"earshot/analyzer/spam"
	"earshot/internal/query"
	"earshot/internal/social"
)

// MaxBytes is how much of a post's text, title included, is analysed and matched
// against brands. Parts read less: keywords, for instance, keyword.MaxBytes.
const MaxBytes = query.MaxMatchedBytes

// version names the rules of this package and those below it, without the
// sentiment model. It changes whenever the same post may be analysed
// differently.
const version = "text-7"

// Sentiment classifies texts. It is safe for concurrent use.
type Sentiment interface {
	// Classify classifies a text in a language, an ISO 639-1 code or "und". names are
	// the places of brands' words in it, in order: they name a thing and say nothing
	// for or against it.
	Classify(text, language string, names []social.TextSpan) social.Sentiment
	// Explain classifies as Classify does and gives reasons.
	Explain(text, language string, names []social.TextSpan) social.Sentiment
	// Toward is the sentiment of a text toward the thing that is named at own, some of
	// names; whole is the sentiment of all of the text. It is false where the text says
	// nothing of that thing apart from the whole.
	Toward(text, language string, names, own []social.TextSpan, whole social.Sentiment) (social.Sentiment, bool)
	// Threshold is the least certainty of a label in a language that is sure.
	Threshold(language string) float32
	// Version names the model.
	Version() string
}

// Options configure an Analyzer.
type Options struct {
	// Brands are matched in this order.
	Brands []social.Brand
	// Sentiment is the model; nil leaves every post's sentiment unknown.
	Sentiment Sentiment
	// Aspects are classified in every post that names them, besides those of the
	// brands it mentions.
	Aspects []string
	// Log receives the failures on single posts; nil is slog.Default.
	Log *slog.Logger
}

// Analyzer analyses posts. It is safe for concurrent use.
type Analyzer struct {
	sentiment Sentiment
	language  *language.Detector
	keywords  *keyword.Extractor
	entities  *entity.Finder
	spam      *spam.Scorer
	brands    *brand.Matcher
	emotions  *emotion.Classifier
	intents   *intent.Classifier
	aspects   *aspect.Finder
	measured  measured.Table
	fuser     *fusion.Fuser
	// brandAspects are the aspects configured for a brand, by its name;
	// everyAspect are those of every post.
	brandAspects map[string][]string
	everyAspect  []string
	log          *slog.Logger
	faults       atomic.Int64
}

// New returns an Analyzer. Two brands with the same name are an error, as their
// mentions could not be distinguished.
func New(opts Options) (*Analyzer, error) {
	brandAspects := map[string][]string{}
	for _, b := range opts.Brands {
		if _, ok := brandAspects[b.Name]; ok {
			return nil, social.Errorf(social.CodeInvalid, "analyzer: there are two brands named %q", b.Name)
		}
		brandAspects[b.Name] = b.Aspects
	}
	emotions, err := emotion.New()
	if err != nil {
		return nil, fmt.Errorf("analyzer: %w", err)
	}
	intents, err := intent.New()
	if err != nil {
		return nil, fmt.Errorf("analyzer: %w", err)
	}
	keywords := keyword.New()
	aspects, err := aspect.New(opts.Sentiment, keywords.SegmentChinese)
	if err != nil {
		return nil, fmt.Errorf("analyzer: %w", err)
	}
	figures, err := measured.New()
	if err != nil {
		return nil, fmt.Errorf("analyzer: %w", err)
	}
	a := &Analyzer{
		measured:  figures,
		sentiment: opts.Sentiment,
		language:  language.New(),
		keywords:  keywords,
		entities:  entity.New(),
		spam:      spam.New(),
		brands:    brand.New(opts.Brands),
		emotions:  emotions, intents: intents, aspects: aspects, brandAspects: brandAspects, everyAspect: opts.Aspects,
		log: opts.Log,
	}
	if a.log == nil {
		a.log = slog.Default()
	}
	if a.fuser, err = fusion.New(a.heard); err != nil {
		return nil, fmt.Errorf("analyzer: %w", err)
	}
	return a, nil
}

// Version names the rules and the model that make the analyses. It changes when
// another sentiment model is put into use.
func (a *Analyzer) Version() string {
	if a.sentiment == nil {
		return version
	}
	return version + "+" + a.sentiment.Version()
}

// Faults counts the posts so far of which a part of the analysis failed. That
// part is left empty in the post's analysis, and the failure is logged.
func (a *Analyzer) Faults() int64 { return a.faults.Load() }

// Analyze analyses a post, of whose pictures media is known. They tell which brands it
// mentions, and judge beside its words; all else is told by these. A part that fails is
// left empty; see Faults.
func (a *Analyzer) Analyze(p social.Post, media ...social.Media) social.Analysis {
	out, _ := a.analyze(p, media)
	return out
}

// analyze is Analyze that also tells what the evidence of the sentiment says.
func (a *Analyzer) analyze(p social.Post, media []social.Media) (social.Analysis, evidence) {
	text, key := query.CutText(p.FullText(), MaxBytes), p.Key()
	out := social.Analysis{Language: language.Undetermined, Version: a.Version()}
	failed := false
	part := func(name string, run func()) { failed = !a.recoverPart(name, key, run) || failed }
	clean := normalize.StripBoilerplate(text)
	var normal string
	part("normal form", func() { normal = normalize.Text(clean) })
	var d query.Document
	var names named
	part("names", func() {
		d = social.WordsDocument(p, out)
		names = a.names(&d, text, clean, normal)
	})
	part("language", func() { out.Language = a.language.Detect(text, p.Language, names.text.Spans) })
	if a.sentiment != nil && strings.TrimSpace(clean) != "" {
		part("sentiment", func() { out.Sentiment = a.sentiment.Explain(clean, out.Language, names.clean.Spans) })
	}
	part("cues", func() {
		plain := phraseText(text, normal, out.Language)
		out.Emotion, out.EmotionCertainty = a.emotions.Classify(plain, out.Sentiment)
		out.Intents = a.intents.Classify(plain, out.Sentiment)
	})
	part("keywords", func() { out.Keywords = a.keywords.Keywords(normal, out.Language, names.normal.Spans) })
	part("fingerprint", func() { out.Fingerprint = fingerprint(text, normal) })
	part("entities", func() {
		out.Entities = a.shownEntities(a.entities.Find(clean, out.Language, names.clean.Spans), out.Language)
	})
	part("spam", func() { out.Spam = a.spam.Score(p) })
	part("brands", func() { a.mention(p, media, d, &out) })
	words := out.Sentiment
	var e evidence
	part("evidence", func() {
		if e = a.fuse(p, media, &out); e.counts {
			a.mention(p, media, d, &out) // a query may ask for a sentiment
		}
	})
	if words.Label != social.Unknown {
		if !e.counts {
			part("toward", func() { out.Toward = a.toward(clean, out, names.clean) })
		}
		part("aspects", func() {
			out.Aspects = a.shownAspects(a.aspects.Find(clean, out.Language, words, names.clean.Spans, a.aspectsOf(out.Brands)), out)
		})
	}
	if failed {
		a.faults.Add(1)
	}
	return out, e
}

// phraseText is the text in which phrases are found. The normal form of the whole is
// that of what is read of it where all of it is, as of most posts.
func phraseText(text, normal, language string) phrase.Text {
	if len(text) <= phrase.MaxBytes {
		return phrase.NewTextOf(normal, language)
	}
	return phrase.NewText(text, language)
}

// fingerprint is the fingerprint of a text whose normal form is at hand.
func fingerprint(text, normal string) uint64 {
	if len(text) <= neardup.MaxBytes {
		return neardup.FingerprintOf(normal)
	}
	return neardup.Fingerprint(text)
}

// aspectsOf returns the aspects of every post and those configured for any of
// brands.
func (a *Analyzer) aspectsOf(brands []string) []string {
	out := slices.Clone(a.everyAspect)
	for _, name := range brands {
		for _, term := range a.brandAspects[name] {
			if !slices.Contains(out, term) {
				out = append(out, term)
			}
		}
	}
	return out
}

// named are the places of brands' words in a post's text, in what is left of it
// without boilerplate, and in the normal form of that.
type named struct{ text, clean, normal brand.Words }

// names finds the words of brands in the forms of a text; d is of text. Most posts
// have one form only.
func (a *Analyzer) names(d *query.Document, text, clean, normal string) named {
	n := named{text: a.brands.WordsIn(d, text)}
	n.clean = n.text
	if clean != text && len(n.text.Spans) > 0 {
		n.clean = a.brands.Words(clean)
	}
	n.normal = n.clean
	if normal != clean && len(n.clean.Spans) > 0 {
		n.normal = a.brands.Words(normal)
	}
	return n
}

// toward is what a text says of each of the brands it mentions, where that is not
// what it says as a whole.
func (a *Analyzer) toward(text string, of social.Analysis, names brand.Words) []social.TowardBrand {
	var out []social.TowardBrand
	for _, name := range of.Brands {
		own := names.Of(name)
		if len(own) == 0 {
			continue
		}
		if s, ok := a.sentiment.Toward(text, of.Language, names.Spans, own, of.Sentiment); ok {
			out = append(out, social.TowardBrand{Brand: name, Sentiment: s})
		}
	}
	return out
}

// Text analyses a text that is not a post of a platform.
func (a *Analyzer) Text(text string) social.Analysis {
	return a.Analyze(social.Post{Text: text})
}

// recoverPart runs one part of a post's analysis and recovers from a panic, so
// that a hostile post costs only this part of this post. It reports whether the
// part succeeded.
func (a *Analyzer) recoverPart(part string, post social.Key, run func()) (ok bool) {
	defer func() {
		if fault := recover(); fault != nil {
			a.log.Error("analysis failed", "part", part, "platform", post.Platform, "post", post.ID, "fault", fmt.Sprint(fault))
		}
	}()
	run()
	return true
}

// Package analyzer reads posts: their language, sentiment, emotion, intents,
// keywords, names and hashtags, what they are copies of, how much they look
// like spam, which brands they mention and which things they judge.
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
	"earshot/analyzer/intent"
	"earshot/analyzer/keyword"
	"earshot/analyzer/language"
	"earshot/analyzer/neardup"
	"earshot/analyzer/normalize"
	"earshot/analyzer/phrase"
	"earshot/analyzer/spam"
	"earshot/internal/query"
	"earshot/internal/social"
)

// MaxBytes is how much of a post's text, title included, is analysed; brands
// are matched in as much. The keywords come from its first keyword.MaxBytes.
const MaxBytes = query.MaxMatchedBytes

// version names the rules of this package and those below it, the sentiment
// model apart. It changes whenever the same post may be analysed differently.
const version = "text-4"

// Sentiment judges texts. It is safe for concurrent use.
type Sentiment interface {
	// Classify classifies a text in a language, an ISO 639-1 code or "und".
	Classify(text, language string) social.Sentiment
	// Explain classifies as Classify does and gives reasons.
	Explain(text, language string) social.Sentiment
	// Version names the model.
	Version() string
}

// Options are what an Analyzer needs.
type Options struct {
	// Brands are matched in their order.
	Brands []social.Brand
	// Sentiment is the model; nil leaves every post's sentiment unknown.
	Sentiment Sentiment
	// Aspects are judged in every post that names them, besides those of the
	// brands it mentions.
	Aspects []string
	// Log receives what went wrong with single posts; nil is slog.Default.
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
	// asked are the aspects configured for a brand, by its name, always those
	// of every post.
	asked  map[string][]string
	always []string
	log    *slog.Logger
	faults atomic.Int64
}

// New prepares an Analyzer. Two brands of one name are an error, as their
// mentions could not be told apart.
func New(opts Options) (*Analyzer, error) {
	asked := map[string][]string{}
	for _, b := range opts.Brands {
		if _, ok := asked[b.Name]; ok {
			return nil, social.Errorf(social.CodeInvalid, "analyzer: there are two brands named %q", b.Name)
		}
		asked[b.Name] = b.Aspects
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
	a := &Analyzer{
		sentiment: opts.Sentiment,
		language:  language.New(),
		keywords:  keywords,
		entities:  entity.New(),
		spam:      spam.New(),
		brands:    brand.New(opts.Brands),
		emotions:  emotions, intents: intents, aspects: aspects, asked: asked, always: opts.Aspects,
		log: opts.Log,
	}
	if a.log == nil {
		a.log = slog.Default()
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

// Faults counts the posts so far of whose analysis a part failed: the part is
// left empty in that post's analysis and logged.
func (a *Analyzer) Faults() int64 { return a.faults.Load() }

// Analyze analyses a post. A part that fails is left empty; see Faults.
func (a *Analyzer) Analyze(p social.Post) social.Analysis {
	text, key := query.CutText(p.FullText(), MaxBytes), p.Key()
	out := social.Analysis{Language: language.Undetermined, Version: a.Version()}
	failed := false
	part := func(name string, run func()) { failed = !a.guard(name, key, run) || failed }
	part("language", func() { out.Language = a.language.Detect(text, p.Language) })
	clean := normalize.Clean(text)
	if a.sentiment != nil && strings.TrimSpace(clean) != "" {
		part("sentiment", func() { out.Sentiment = a.sentiment.Explain(clean, out.Language) })
	}
	part("cues", func() {
		plain := phrase.NewText(text, out.Language)
		out.Emotion, out.EmotionCertainty = a.emotions.Classify(plain, out.Sentiment)
		out.Intents = a.intents.Classify(plain, out.Sentiment)
	})
	part("keywords", func() { out.Keywords = a.keywords.Keywords(normalize.Text(clean), out.Language) })
	part("fingerprint", func() { out.Fingerprint = neardup.Fingerprint(text) })
	part("entities", func() { out.Entities = a.entities.Find(clean, out.Language) })
	part("spam", func() { out.Spam = a.spam.Score(p) })
	part("brands", func() {
		d := social.NewDocument(p, out)
		out.Hashtags = keyword.Hashtags(&d, p.Tags)
		out.Brands = a.brands.Match(&d)
	})
	if out.Sentiment.Label != social.Unknown {
		part("aspects", func() {
			out.Aspects = a.withoutBrands(a.aspects.Aspects(clean, out.Language, out.Sentiment, a.askedOf(out.Brands)), out.Brands)
		})
	}
	if failed {
		a.faults.Add(1)
	}
	return out
}

// askedOf are the aspects of every post and those configured for any of brands.
func (a *Analyzer) askedOf(brands []string) []string {
	out := slices.Clone(a.always)
	for _, name := range brands {
		for _, term := range a.asked[name] {
			if !slices.Contains(out, term) {
				out = append(out, term)
			}
		}
	}
	return out
}

// withoutBrands leaves out the things that are the brands themselves ("Northwind
// is great"): how a brand is judged is the sentiment. What was asked for stays.
func (a *Analyzer) withoutBrands(aspects []social.Aspect, brands []string) []social.Aspect {
	asked := a.askedOf(brands)
	return slices.DeleteFunc(aspects, func(x social.Aspect) bool {
		return !slices.Contains(asked, x.Term) && slices.ContainsFunc(brands, func(name string) bool {
			return strings.HasPrefix(x.Term+" ", strings.ToLower(name)+" ")
		})
	})
}

// Text analyses a text that is no post of a platform.
func (a *Analyzer) Text(text string) social.Analysis {
	return a.Analyze(social.Post{Text: text})
}

// guard runs one part of the analysis of a post, so that a post which breaks it
// costs this part of this post only, and tells whether it went well.
func (a *Analyzer) guard(part string, post social.Key, run func()) (ok bool) {
	defer func() {
		if fault := recover(); fault != nil {
			a.log.Error("analysis failed", "part", part, "platform", post.Platform, "post", post.ID, "fault", fmt.Sprint(fault))
		}
	}()
	run()
	return true
}

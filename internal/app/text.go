package app

import (
	"slices"

	"earshot/analyzer"
	"earshot/analyzer/sentiment/registry"
	"earshot/internal/app/sources"
	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// Asked is what a text is asked about beside what is configured.
type Asked struct {
	// Brands take the place of configured ones of the same name.
	Brands []social.Brand
	// Aspects are judged in every text that names them.
	Aspects []string
}

// NewTextAnalyzer is the analyzer of `earshot analyze text`: the models in use
// and the configured brands, where there is a configuration.
func NewTextAnalyzer(s Settings, asked Asked) (*analyzer.Analyzer, error) {
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return nil, err
	}
	brands, err := sources.Brands(cfg)
	if err != nil {
		return nil, err
	}
	models, err := s.Models()
	if err != nil {
		return nil, err
	}
	stage, err := SecondStage(cfg)
	if err != nil {
		warnOfSecondStage(s, err)
	}
	return analyzer.New(analyzer.Options{Brands: with(brands, asked.Brands), Sentiment: registry.NewLive(models, stage, s.Log), Aspects: asked.Aspects, Log: s.Log})
}

// with is brands with those asked about.
func with(brands, asked []social.Brand) []social.Brand {
	brands = slices.DeleteFunc(brands, func(b social.Brand) bool {
		return slices.ContainsFunc(asked, func(a social.Brand) bool { return a.Name == b.Name })
	})
	return append(brands, asked...)
}

// AnalyzeTexts analyses texts on every core, in their order.
func AnalyzeTexts(a *analyzer.Analyzer, texts []string) []social.Analysis {
	out := make([]social.Analysis, len(texts))
	pipeline.OnEveryCore(len(texts), func(i int) { out[i] = a.Text(texts[i]) })
	return out
}

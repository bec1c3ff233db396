package app

import (
	"earshot/analyzer"
	"earshot/analyzer/sentiment/registry"
	"earshot/internal/app/sources"
	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// NewTextAnalyzer is the analyzer of `earshot analyze text`: the models in use
// and the configured brands, where there is a configuration. Aspects are judged
// in every text that names them.
func NewTextAnalyzer(s Settings, aspects ...string) (*analyzer.Analyzer, error) {
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
	return analyzer.New(analyzer.Options{Brands: brands, Sentiment: registry.NewLive(models, stage, s.Log), Aspects: aspects, Log: s.Log})
}

// AnalyzeTexts analyses texts on every core, in their order.
func AnalyzeTexts(a *analyzer.Analyzer, texts []string) []social.Analysis {
	out := make([]social.Analysis, len(texts))
	pipeline.OnEveryCore(len(texts), func(i int) { out[i] = a.Text(texts[i]) })
	return out
}

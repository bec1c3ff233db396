package app

import (
	"fmt"

	"earshot/analyzer"
	"earshot/analyzer/sentiment"
)

// NewTextAnalyzer is the analyzer of `earshot analyze text`: the shipped models
// and the configured brands, where there is a configuration.
func NewTextAnalyzer(s Settings) (*analyzer.Analyzer, error) {
	cfg, err := s.config(false)
	if err != nil {
		return nil, err
	}
	brands, err := newBrands(cfg)
	if err != nil {
		return nil, err
	}
	model, err := sentiment.Load()
	if err != nil {
		return nil, fmt.Errorf("app: load sentiment model: %w", err)
	}
	return analyzer.New(analyzer.Options{Brands: brands, Sentiment: model, Log: s.Log})
}

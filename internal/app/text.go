package app

import "earshot/analyzer"

// NewTextAnalyzer is the analyzer of `earshot analyze text`: the models in use
// and the configured brands, where there is a configuration. Aspects are judged
// in every text that names them.
func NewTextAnalyzer(s Settings, aspects ...string) (*analyzer.Analyzer, error) {
	cfg, err := s.config(false)
	if err != nil {
		return nil, err
	}
	brands, err := newBrands(cfg)
	if err != nil {
		return nil, err
	}
	model, err := newLiveModel(s)
	if err != nil {
		return nil, err
	}
	return analyzer.New(analyzer.Options{Brands: brands, Sentiment: model, Aspects: aspects, Log: s.Log})
}

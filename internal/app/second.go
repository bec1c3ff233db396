package app

import (
	"earshot/analyzer/encoder"
	"earshot/analyzer/sentiment/second"
	"earshot/internal/app/config"
)

// SecondStage loads the sentence encoder that reads English posts of which the
// sentiment model is unsure; nil where the configuration has switched it off. Where it
// is not installed the error is unavailable, and posts are analysed without it.
func SecondStage(cfg config.Config) (*second.Stage, error) {
	if !cfg.Analyzer.Encoder {
		return nil, nil
	}
	dir, err := encoder.Find()
	if err != nil {
		return nil, err
	}
	e, err := encoder.Open(dir)
	if err != nil {
		return nil, err
	}
	return second.New(e)
}

// warnOfSecondStage says what a missing encoder costs.
func warnOfSecondStage(s Settings, err error) {
	s.Log.Warn("without the sentence encoder more English posts stay unsure; analyzer.encoder: false in the configuration says that none is wanted", "error", err)
}

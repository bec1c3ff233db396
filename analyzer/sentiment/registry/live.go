package registry

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"earshot/analyzer"
	"earshot/analyzer/sentiment/second"
	"earshot/internal/social"
)

// pollInterval is how often a running Earshot checks which model is in use.
const pollInterval = 5 * time.Second

// Live classifies with the model in use, which may change while it runs.
type Live struct {
	models  *Registry
	second  *second.Stage
	log     *slog.Logger
	name    string // of the model last loaded, or tried
	current atomic.Pointer[analyzer.Sentiment]
}

// NewLive loads the model in use. If it cannot be used, as after an update of
// Earshot, the shipped one is used instead. What it is unsure of is read a second
// time by the stage second, where that is not nil.
func NewLive(r *Registry, second *second.Stage, log *slog.Logger) *Live {
	l := &Live{models: r, second: second, log: log}
	var base analyzer.Sentiment = r.base
	l.current.Store(&base)
	l.reload()
	return l
}

// Classify classifies with the model in use, by one reading: it is asked of parts of
// posts, many a post.
func (l *Live) Classify(text, language string, names []social.TextSpan) social.Sentiment {
	return (*l.current.Load()).Classify(text, language, names)
}

// Explain classifies a whole post and gives reasons.
func (l *Live) Explain(text, language string, names []social.TextSpan) social.Sentiment {
	model := *l.current.Load()
	s := model.Explain(text, language, names)
	if l.second == nil || !second.Wants(language, s) || l.models.base.Settled(text, language, names) {
		return s
	}
	return l.second.Refine(text, language, names, s)
}

// Toward is the sentiment toward the thing named at own; see analyzer.Sentiment.
func (l *Live) Toward(text, language string, names, own []social.TextSpan, whole social.Sentiment) (social.Sentiment, bool) {
	return (*l.current.Load()).Toward(text, language, names, own, whole)
}

// Threshold is the least certainty of a label in a language that is sure.
func (l *Live) Threshold(language string) float32 { return (*l.current.Load()).Threshold(language) }

// Version names the model in use and the second stage.
func (l *Live) Version() string {
	version := (*l.current.Load()).Version()
	if l.second == nil {
		return version
	}
	return version + "+" + l.second.Version()
}

// Watch reloads the model when another one is put into use, until ctx ends.
func (l *Live) Watch(ctx context.Context) {
	tick := time.NewTicker(pollInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			l.reload()
		}
	}
}

// reload loads the model in use if that has changed; if it cannot be loaded, the
// previous one stays in use.
func (l *Live) reload() {
	name, err := l.models.Current()
	if err == nil && name == l.name {
		return
	}
	var model analyzer.Sentiment
	if err == nil {
		model, err = l.models.Load(name)
	}
	if err != nil {
		if l.name != name {
			l.log.Warn("the sentiment model in use cannot be loaded; the one before stays", "model", name, "error", err)
		}
		l.name = name
		return
	}
	l.name = name
	l.current.Store(&model)
}

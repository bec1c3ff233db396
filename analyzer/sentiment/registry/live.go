package registry

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"earshot/analyzer"
	"earshot/internal/social"
)

// poll is how often a running Earshot looks which model is in use.
const poll = 5 * time.Second

// Live judges with the model in use, which may change while it runs.
type Live struct {
	models *Registry
	log    *slog.Logger
	name   string // of the model looked at last
	now    atomic.Pointer[analyzer.Sentiment]
}

// NewLive loads the model in use; where it cannot be used, as after an
// update of Earshot, the shipped one stands in.
func NewLive(r *Registry, log *slog.Logger) *Live {
	l := &Live{models: r, log: log}
	var base analyzer.Sentiment = r.base
	l.now.Store(&base)
	l.look()
	return l
}

// Classify classifies with the model in use.
func (l *Live) Classify(text, language string) social.Sentiment {
	return (*l.now.Load()).Classify(text, language)
}

// Explain classifies as Classify does and gives reasons.
func (l *Live) Explain(text, language string) social.Sentiment {
	return (*l.now.Load()).Explain(text, language)
}

// Version names the model in use.
func (l *Live) Version() string { return (*l.now.Load()).Version() }

// Watch takes up another model when one is put into use, until ctx ends.
func (l *Live) Watch(ctx context.Context) {
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			l.look()
		}
	}
}

func (l *Live) look() {
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
	l.now.Store(&model)
}

package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"earshot/analyzer"
	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/tune"
	"earshot/internal/social"
)

const (
	// ShippedModel is the name of the sentiment model that comes with Earshot.
	ShippedModel = "shipped"
	// modelsDir is the folder of tuned models below the data folder; in it each
	// is a file NAME.tune, and currentFile holds the name of the one in use.
	modelsDir   = "models"
	modelSuffix = ".tune"
	currentFile = "current"
	// modelPoll is how often a running Earshot looks which model is in use.
	modelPoll = 5 * time.Second
)

// models are the sentiment models of a data folder: the shipped one and those
// tuned on top of it.
type models struct {
	dir  string
	base *sentiment.Model
}

func openModels(s Settings) (*models, error) {
	base, err := sentiment.Load()
	if err != nil {
		return nil, fmt.Errorf("app: load sentiment model: %w", err)
	}
	return &models{dir: filepath.Join(s.Folder(), modelsDir), base: base}, nil
}

// current is the name of the model in use.
func (m *models) current() (string, error) {
	data, err := os.ReadFile(filepath.Join(m.dir, currentFile))
	if errors.Is(err, fs.ErrNotExist) {
		return ShippedModel, nil
	}
	if err != nil {
		return "", fmt.Errorf("app: read which model is in use: %w", err)
	}
	return strings.TrimSpace(string(data)), nil
}

// load reads the model called name.
func (m *models) load(name string) (analyzer.Sentiment, error) {
	if name == ShippedModel {
		return m.base, nil
	}
	if name == "" || name != filepath.Base(name) {
		return nil, social.Errorf(social.CodeInvalid, "%q is no name of a model", name)
	}
	data, err := os.ReadFile(filepath.Join(m.dir, name+modelSuffix))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, social.Errorf(social.CodeNotFound, "there is no model %q; earshot model list names them", name)
	}
	if err != nil {
		return nil, fmt.Errorf("app: read model %s: %w", name, err)
	}
	tuned, err := tune.Parse(m.base, data)
	if err != nil {
		return nil, fmt.Errorf("app: model %s: %w", name, err)
	}
	return tuned, nil
}

// save keeps a tuned model and returns its name, which says what is in it.
func (m *models) save(tuned *tune.Model) (string, error) {
	data, err := tuned.Encode()
	if err != nil {
		return "", err
	}
	version := tuned.Version()
	name := version[strings.LastIndex(version, "+")+1:]
	if err := os.MkdirAll(m.dir, 0o700); err != nil {
		return "", fmt.Errorf("app: make folder of models: %w", err)
	}
	return name, replaceFile(filepath.Join(m.dir, name+modelSuffix), data)
}

// use makes the model called name the one in use, once it is known to be usable.
func (m *models) use(name string) error {
	if _, err := m.load(name); err != nil {
		return err
	}
	if err := os.MkdirAll(m.dir, 0o700); err != nil {
		return fmt.Errorf("app: make folder of models: %w", err)
	}
	return replaceFile(filepath.Join(m.dir, currentFile), []byte(name+"\n"))
}

// replaceFile writes a file so that a reader finds the old or the new one, whole.
func replaceFile(path string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("app: write %s: %w", path, err)
	}
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("app: write %s: %w", path, errors.Join(err, os.Remove(temp.Name())))
	}
	return nil
}

// liveModel judges with the model in use, which may change while it runs.
type liveModel struct {
	models *models
	log    *slog.Logger
	name   string // of the model looked at last
	now    atomic.Pointer[analyzer.Sentiment]
}

// newLiveModel loads the model in use; where it cannot be used, as after an
// update of Earshot, the shipped one stands in.
func newLiveModel(s Settings) (*liveModel, error) {
	m, err := openModels(s)
	if err != nil {
		return nil, err
	}
	l := &liveModel{models: m, log: s.Log}
	var base analyzer.Sentiment = m.base
	l.now.Store(&base)
	l.look()
	return l, nil
}

// Classify classifies with the model in use.
func (l *liveModel) Classify(text, language string) social.Sentiment {
	return (*l.now.Load()).Classify(text, language)
}

// Explain classifies as Classify does and gives reasons.
func (l *liveModel) Explain(text, language string) social.Sentiment {
	return (*l.now.Load()).Explain(text, language)
}

// Version names the model in use.
func (l *liveModel) Version() string { return (*l.now.Load()).Version() }

// watch takes up another model when one is put into use, until ctx ends.
func (l *liveModel) watch(ctx context.Context) {
	tick := time.NewTicker(modelPoll)
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

func (l *liveModel) look() {
	name, err := l.models.current()
	if err == nil && name == l.name {
		return
	}
	var model analyzer.Sentiment
	if err == nil {
		model, err = l.models.load(name)
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

// ModelInfo describes a sentiment model.
type ModelInfo struct {
	Name    string    `json:"name"`
	Version string    `json:"version,omitempty"`
	Made    time.Time `json:"made,omitzero"`
	// Texts is how many labelled texts it was tuned with.
	Texts int  `json:"texts"`
	InUse bool `json:"in_use"`
	// Fault says why it cannot be used; empty when it can.
	Fault string `json:"fault,omitempty"`
}

// Models lists the shipped model and the tuned ones, oldest first.
func Models(s Settings) ([]ModelInfo, error) {
	m, err := openModels(s)
	if err != nil {
		return nil, err
	}
	current, err := m.current()
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(m.dir, "*"+modelSuffix))
	if err != nil {
		return nil, fmt.Errorf("app: list models: %w", err)
	}
	list := []ModelInfo{{Name: ShippedModel, Version: m.base.Version()}}
	for _, file := range files {
		info := ModelInfo{Name: strings.TrimSuffix(filepath.Base(file), modelSuffix)}
		if about, err := os.Stat(file); err == nil {
			info.Made = about.ModTime().UTC()
		}
		model, err := m.load(info.Name)
		if err != nil {
			info.Fault = err.Error()
		} else {
			info.Version = model.Version()
			if tuned, ok := model.(*tune.Model); ok {
				info.Texts = tuned.Texts()
			}
		}
		list = append(list, info)
	}
	slices.SortStableFunc(list, func(a, b ModelInfo) int { return a.Made.Compare(b.Made) })
	for i := range list {
		list[i].InUse = list[i].Name == current
	}
	return list, nil
}

// UseModel puts a model into use; a running Earshot takes it up within seconds.
func UseModel(s Settings, name string) error {
	m, err := openModels(s)
	if err != nil {
		return err
	}
	return m.use(name)
}

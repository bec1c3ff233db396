// Package registry manages the sentiment models of a data folder: the shipped
// one and those tuned on top of it, which of them is in use, and the tuning of
// new ones with people's corrections.
package registry

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"earshot/analyzer"
	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/guard"
	"earshot/analyzer/sentiment/tune"
	"earshot/internal/social"
)

const (
	// Shipped is the name of the sentiment model that comes with Earshot.
	Shipped = "shipped"
	// Each tuned model is a file NAME.tune, and currentFile holds the name of the
	// one in use.
	modelSuffix = ".tune"
	currentFile = "current"
)

// Registry is the sentiment models of a folder.
type Registry struct {
	dir  string
	base *sentiment.Model

	mu  sync.Mutex
	set *guard.Set
}

// Open loads the shipped model. The folder of tuned models is created when the
// first is saved.
func Open(dir string) (*Registry, error) {
	base, err := sentiment.Load()
	if err != nil {
		return nil, fmt.Errorf("registry: load sentiment model: %w", err)
	}
	return &Registry{dir: dir, base: base}, nil
}

// Current is the name of the model in use.
func (r *Registry) Current() (string, error) {
	data, err := os.ReadFile(filepath.Join(r.dir, currentFile))
	if errors.Is(err, fs.ErrNotExist) {
		return Shipped, nil
	}
	if err != nil {
		return "", fmt.Errorf("registry: read which model is in use: %w", err)
	}
	return strings.TrimSpace(string(data)), nil
}

// Load returns the model called name. Errors have social.CodeNotFound where
// there is none, and social.CodeInvalid for an invalid name.
func (r *Registry) Load(name string) (analyzer.Sentiment, error) {
	if name == Shipped {
		return r.base, nil
	}
	if name == "" || name != filepath.Base(name) {
		return nil, social.Errorf(social.CodeInvalid, "%q is no name of a model", name)
	}
	data, err := os.ReadFile(filepath.Join(r.dir, name+modelSuffix))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, social.Errorf(social.CodeNotFound, "there is no model %q; earshot model list names them", name)
	}
	if err != nil {
		return nil, fmt.Errorf("registry: read model %s: %w", name, err)
	}
	tuned, err := tune.Parse(r.base, data)
	if err != nil {
		return nil, fmt.Errorf("registry: model %s: %w", name, err)
	}
	return tuned, nil
}

// Save stores a tuned model and returns its name, which identifies its content.
func (r *Registry) Save(tuned *tune.Model) (string, error) {
	data, err := tuned.Encode()
	if err != nil {
		return "", err
	}
	version := tuned.Version()
	name := version[strings.LastIndex(version, "+")+1:]
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return "", fmt.Errorf("registry: make folder of models: %w", err)
	}
	return name, replaceFile(filepath.Join(r.dir, name+modelSuffix), data)
}

// Use puts the model called name into use, after checking that it can be loaded.
// A running Earshot switches to it within seconds.
func (r *Registry) Use(name string) error {
	if _, err := r.Load(name); err != nil {
		return err
	}
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return fmt.Errorf("registry: make folder of models: %w", err)
	}
	return replaceFile(filepath.Join(r.dir, currentFile), []byte(name+"\n"))
}

// replaceFile writes a file atomically: a reader sees the old or the new
// content.
func replaceFile(path string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("registry: write %s: %w", path, err)
	}
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("registry: write %s: %w", path, errors.Join(err, os.Remove(temp.Name())))
	}
	return nil
}

// Info describes a sentiment model.
type Info struct {
	Name    string    `json:"name"`
	Version string    `json:"version,omitempty"`
	Made    time.Time `json:"made,omitzero"`
	// Texts is the number of labelled texts it was tuned with.
	Texts int  `json:"texts"`
	InUse bool `json:"in_use"`
	// Fault is why it cannot be used; empty when it can.
	Fault string `json:"fault,omitempty"`
}

// List lists the shipped model and the tuned ones, oldest first.
func (r *Registry) List() ([]Info, error) {
	current, err := r.Current()
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(r.dir, "*"+modelSuffix))
	if err != nil {
		return nil, fmt.Errorf("registry: list models: %w", err)
	}
	list := []Info{{Name: Shipped, Version: r.base.Version()}}
	for _, file := range files {
		info := Info{Name: strings.TrimSuffix(filepath.Base(file), modelSuffix)}
		if about, err := os.Stat(file); err == nil {
			info.Made = about.ModTime().UTC()
		}
		model, err := r.Load(info.Name)
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
	slices.SortStableFunc(list, func(a, b Info) int { return a.Made.Compare(b.Made) })
	for i := range list {
		list[i].InUse = list[i].Name == current
	}
	return list, nil
}

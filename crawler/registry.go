package crawler

import (
	"errors"

	"earshot/internal/social"
)

// Registry holds the configured sources and finds the adapter of each. It is
// never changed and safe for concurrent use.
type Registry struct {
	sources  []social.Source
	byName   map[string]social.Source
	adapters map[string]Adapter
}

// NewRegistry returns the registry of sources, which are taken as they are; Check
// tells what is wrong with them.
func NewRegistry(adapters []Adapter, sources []social.Source) *Registry {
	r := &Registry{sources: sources, byName: map[string]social.Source{}, adapters: map[string]Adapter{}}
	for _, a := range adapters {
		r.adapters[a.Info().Platform] = a
	}
	for _, src := range sources {
		r.byName[src.Name] = src
	}
	return r
}

// Sources returns the configured sources in order.
func (r *Registry) Sources() []social.Source { return r.sources }

// Lookup returns a source and its adapter. The error has code not_found for a
// source that is not configured, and invalid for one whose platform is unknown.
func (r *Registry) Lookup(source string) (social.Source, Adapter, error) {
	src, ok := r.byName[source]
	if !ok {
		return social.Source{}, nil, social.Errorf(social.CodeNotFound, "crawler: there is no source %q in the configuration", source)
	}
	adapter, ok := r.adapters[src.Platform]
	if !ok {
		return social.Source{}, nil, social.Errorf(social.CodeInvalid, "crawler: source %s: platform %q is not known", source, src.Platform)
	}
	return src, adapter, nil
}

// Stream returns a source that is a stream and its adapter; false for any other.
func (r *Registry) Stream(source string) (social.Source, Streamer, bool) {
	src, adapter, err := r.Lookup(source)
	if err != nil {
		return social.Source{}, nil, false
	}
	stream, ok := StreamerOf(adapter, src)
	return src, stream, ok
}

// Check reports everything that is wrong with the sources, joined, each with
// social.CodeInvalid.
func (r *Registry) Check() error {
	var faults []error
	for _, src := range r.sources {
		adapter, ok := r.adapters[src.Platform]
		if !ok {
			faults = append(faults, social.Errorf(social.CodeInvalid,
				"source %s: platform %q is not known", src.Name, src.Platform))
			continue
		}
		if err := CheckSource(adapter, src); err != nil {
			faults = append(faults, social.Errorf(social.CodeInvalid, "source %s: %w", src.Name, err))
		}
	}
	return errors.Join(faults...)
}

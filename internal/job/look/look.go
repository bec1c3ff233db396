// Package look reads the beginning of a source and stores no posts: to see what is
// understood of a source, to test a platform file, and to begin one.
package look

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/probe"
	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/app/sources"
	"earshot/internal/query"
	"earshot/internal/social"
)

// lookAnswers bounds the answers read of one lane in a look at a source.
const lookAnswers = 5

// Found is what a look at a source found.
type Found struct {
	Source   social.Source
	Platform crawler.Info
	Lanes    []probe.Lane
}

// At reads the beginning of a source as a crawl would, and stores nothing.
// target is the name of a configured source or the address of a feed or page;
// platform chooses the adapter for an address, and is empty to find out.
func At(ctx context.Context, s app.Settings, target, platform string) (Found, error) {
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return Found{}, err
	}
	adapters, err := sources.LoadAdapters(s.ConfigFile)
	if err != nil {
		return Found{}, err
	}
	fetcher := fetch.New(app.FetcherOptions(s, cfg.Crawler, nil))
	if address, err := url.Parse(target); err == nil && address.Host != "" {
		return lookAtAddress(ctx, s, fetcher, adapters, target, platform)
	}
	brands, err := sources.Brands(cfg)
	if err != nil {
		return Found{}, err
	}
	names := make([]string, len(cfg.Sources))
	for i, src := range cfg.Sources {
		names[i] = src.Name
	}
	i := slices.IndexFunc(cfg.Sources, func(src config.Source) bool { return src.Name == target })
	if i < 0 {
		return Found{}, social.Errorf(social.CodeInvalid, "it is no address, and %s", query.UnknownName("source", target, names))
	}
	cfg.Sources = cfg.Sources[i : i+1]
	one, err := sources.New(cfg, brands, adapters)
	if err != nil {
		return Found{}, err
	}
	adapter, err := named(adapters, one[0].Platform)
	if err != nil {
		return Found{}, err
	}
	return look(ctx, s, fetcher, adapter, one[0])
}

// addressPlatforms are tried in turn on an address whose platform nobody named.
var addressPlatforms = []string{"feed", "web"}

// lookAtAddress looks with the first platform that finds posts there; where none
// does, the first one's faults are the answer.
func lookAtAddress(ctx context.Context, s app.Settings, fetcher *fetch.Fetcher, adapters []crawler.Adapter, address, platform string) (Found, error) {
	names := addressPlatforms
	if platform != "" {
		names = []string{platform}
	}
	var first *Found
	var faults []error
	for _, name := range names {
		adapter, err := named(adapters, name)
		if err != nil {
			return Found{}, err
		}
		src := social.Source{Name: address, Platform: name, URLs: []string{address}, Keep: social.KeepAll}
		if err := crawler.CheckSource(adapter, src); err != nil {
			faults = append(faults, err)
			continue
		}
		seen, err := look(ctx, s, fetcher, adapter, src)
		if err != nil {
			return Found{}, err
		}
		if len(seen.Lanes) > 0 && len(seen.Lanes[0].Posts) > 0 {
			return seen, nil
		}
		if first == nil {
			first = &seen
		}
	}
	if first == nil {
		return Found{}, errors.Join(faults...)
	}
	return *first, nil
}

func named(adapters []crawler.Adapter, platform string) (crawler.Adapter, error) {
	names := make([]string, len(adapters))
	for i, a := range adapters {
		if names[i] = a.Info().Platform; names[i] == platform {
			return a, nil
		}
	}
	return nil, social.Errorf(social.CodeInvalid, "%s", query.UnknownPlatform(platform, names))
}

func look(ctx context.Context, s app.Settings, fetcher *fetch.Fetcher, adapter crawler.Adapter, src social.Source) (Found, error) {
	if _, paid := adapter.(crawler.Budgeted); paid {
		return lookOnce(ctx, s, fetcher, adapter, src)
	}
	lanes, err := probe.Look(ctx, s.Log, fetcher, adapter, src, lookAnswers)
	return Found{Source: src, Platform: adapter.Info(), Lanes: lanes}, err
}

// lookOnce reads one answer of a source each of whose answers costs money.
func lookOnce(ctx context.Context, s app.Settings, fetcher *fetch.Fetcher, adapter crawler.Adapter, src social.Source) (Found, error) {
	lanes, err := crawler.LaneNames(adapter, src)
	if err != nil {
		return Found{}, err
	}
	first := probe.First(ctx, s.Log, fetcher, adapter, src)
	first.Notes = append(first.Notes, fmt.Sprintf("each answer costs what its interface asks for it: 1 request was sent, beside the budget of the day; a crawl sends %d", len(lanes)))
	return Found{Source: src, Platform: adapter.Info(), Lanes: []probe.Lane{first}}, nil
}

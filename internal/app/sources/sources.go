// Package sources makes brands, sources and platforms out of a configuration.
package sources

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"earshot/configs"
	"earshot/crawler"
	"earshot/crawler/platform/activitypub"
	"earshot/crawler/platform/assistant"
	"earshot/crawler/platform/bluesky"
	"earshot/crawler/platform/feed"
	"earshot/crawler/platform/gdelt"
	"earshot/crawler/platform/instagram"
	"earshot/crawler/platform/mastodon"
	"earshot/crawler/platform/nostr"
	"earshot/crawler/platform/reddit"
	"earshot/crawler/platform/vk"
	"earshot/crawler/platform/web"
	"earshot/crawler/platform/x"
	"earshot/crawler/platform/youtube"
	"earshot/crawler/schedule"
	"earshot/crawler/spec"
	"earshot/internal/app/config"
	"earshot/internal/query"
	"earshot/internal/social"
)

// PlatformsDir is the folder beside the configuration file that holds an
// operator's own platforms, in the form of configs/platforms.
const PlatformsDir = "platforms"

// LoadAdapters is every platform Earshot knows: those in code, those declared
// in configs/platforms and those declared next to the configuration. A later
// one of the same name takes the earlier one's place.
func LoadAdapters(configFile string) ([]crawler.Adapter, error) {
	adapters := []crawler.Adapter{
		feed.New(), web.New(), mastodon.New(), activitypub.New(), bluesky.New(), reddit.New(), youtube.New(), x.New(), instagram.New(), vk.New(), gdelt.New(), nostr.New(), assistant.New(),
	}
	declared, err := spec.LoadAll(configs.Platforms())
	if err != nil {
		return nil, fmt.Errorf("sources: built-in platforms: %w", err)
	}
	adapters = append(adapters, declared...)
	own := filepath.Join(filepath.Dir(configFile), PlatformsDir)
	if _, err := os.Stat(own); errors.Is(err, fs.ErrNotExist) {
		return adapters, nil
	}
	declared, err = spec.LoadAll(os.DirFS(own))
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "%s: %w", own, err)
	}
	return replaceByName(adapters, declared), nil
}

func replaceByName(adapters, newer []crawler.Adapter) []crawler.Adapter {
	at := map[string]int{}
	for i, a := range adapters {
		at[a.Info().Platform] = i
	}
	for _, a := range newer {
		if i, ok := at[a.Info().Platform]; ok {
			adapters[i] = a
			continue
		}
		adapters = append(adapters, a)
	}
	return adapters
}

// Brands parses the brands' queries; config.Parse has checked them.
func Brands(cfg config.Config) ([]social.Brand, error) {
	var brands []social.Brand
	for _, b := range cfg.Brands {
		q, notices, err := query.Check(b.Query, query.Known{})
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "brand %s: %w", b.Name, err)
		}
		kind := b.Kind
		if kind == "" {
			kind = social.BrandOwn
		}
		brands = append(brands, social.Brand{Name: b.Name, Kind: kind, Query: q, Notices: notices, Aspects: b.Aspects, Sites: b.Sites})
	}
	return brands, nil
}

// New checks the sources against their platforms and schedules, and the brands'
// queries against the platforms that there are, and reports every fault with its
// line. It adds to the notices of the brands, which are those of Brands, what is
// to be noted of the platforms they name.
func New(cfg config.Config, brands []social.Brand, adapters []crawler.Adapter) ([]social.Source, error) {
	byName := map[string]crawler.Adapter{}
	var names []string
	for _, a := range adapters {
		byName[a.Info().Platform] = a
		names = append(names, a.Info().Platform)
	}
	known, err := knownOf(adapters)
	if err != nil {
		return nil, err
	}
	var sources []social.Source
	var faults []error
	known.Imported = true
	for i, b := range cfg.Brands {
		_, notices, err := query.Check(b.Query, known)
		if err != nil {
			faults = append(faults, cfg.BrandFault(i, "query", config.QueryFault(err)))
		} else if i < len(brands) {
			brands[i].Notices = notices
		}
	}
	for i, s := range cfg.Sources {
		src := s.Social()
		adapter, ok := byName[src.Platform]
		if !ok {
			faults = append(faults, cfg.SourceFault(i, "platform", query.UnknownPlatform(src.Platform, names)))
			continue
		}
		src, err := cover(src, brands, adapter)
		if err != nil {
			faults = append(faults, cfg.SourceFault(i, "brands", err.Error()))
			continue
		}
		if src.Platform == social.PlatformAssistant {
			src.Keep = social.KeepAll // answers mention no brand, and are counted apart
		}
		if err := crawler.CheckSource(adapter, src); err != nil {
			faults = append(faults, cfg.SourceFault(i, "", err.Error()))
		}
		for _, name := range unknownCredentials(src, adapter.Info()) {
			faults = append(faults, cfg.SourceFault(i, "credentials."+name, credentialFault(name, src.Platform, adapter.Info().Keys)))
		}
		if _, err := schedule.Parse(src.Schedule); err != nil {
			key := "schedule"
			if s.Every != "" {
				key = "every"
			}
			faults = append(faults, cfg.SourceFault(i, key, err.Error()))
		}
		sources = append(sources, src)
	}
	return sources, errors.Join(faults...)
}

// unknownCredentials are those of a source that its platform does not know: misspelt, they would be
// left out without a word.
func unknownCredentials(src social.Source, info crawler.Info) (names []string) {
	if info.Keys == nil && info.Credentials != "none" {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(src.Credentials)) {
		if !slices.Contains(info.Keys, name) {
			names = append(names, name)
		}
	}
	return names
}

func credentialFault(name, platform string, known []string) string {
	if len(known) == 0 {
		return "a " + platform + " source takes no credentials"
	}
	return query.UnknownName("credential", name, known) + " (of a " + platform + " source)"
}

// Platforms describes every platform that a source can name.
func Platforms(configFile string) ([]crawler.Info, error) {
	adapters, err := LoadAdapters(configFile)
	if err != nil {
		return nil, err
	}
	infos := make([]crawler.Info, 0, len(adapters))
	for _, a := range adapters {
		infos = append(infos, a.Info())
	}
	return infos, nil
}

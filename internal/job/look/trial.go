package look

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"earshot/crawler"
	"earshot/crawler/conformance"
	"earshot/crawler/fetch"
	"earshot/crawler/spec"
	"earshot/crawler/trial"
	"earshot/internal/app"
	"earshot/internal/app/sources"
	"earshot/internal/social"
)

// FileTrial is what a test of a platform file found.
type FileTrial struct {
	// File is its path.
	File string
	// Faults are those of the file itself; where there are any nothing was read.
	Faults   []spec.Fault
	Platform crawler.Info
	// Source is what was read.
	Source social.Source
	// Contract is where the platform does not keep to the contract of adapters.
	Contract []conformance.Fault
	Lanes    []trial.Lane
	// Brands is how many brands the configuration has, and Mentions how many of
	// the posts mention one: the others are stored with keep: all only.
	Brands, Mentions int
}

// OK tells whether the file is good and every lane found posts.
func (f FileTrial) OK() bool {
	return len(f.Faults)+len(f.Contract) == 0 && len(f.Lanes) > 0 &&
		!slices.ContainsFunc(f.Lanes, func(l trial.Lane) bool { return !l.OK() })
}

// maxPlatformFile bounds a platform file, in bytes; one more than package spec takes.
const maxPlatformFile = 1<<20 + 1

// TryFile tests a platform file: it checks the file, reads the beginning of a
// source of the platform, and stores nothing. asked is the source; where it names
// nothing to read it is the example of the file, or else the first source of the
// platform in the configuration, whose credentials are used in any case.
func TryFile(ctx context.Context, s app.Settings, path string, asked social.Source) (FileTrial, error) {
	found := FileTrial{File: path}
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return found, err
	}
	data, err := readBounded(path, maxPlatformFile)
	if err != nil {
		return found, social.Errorf(social.CodeInvalid, "look: read platform file: %w", err)
	}
	file, faults := spec.Read(data)
	if len(faults) == 0 {
		faults = file.Unfinished()
	}
	if found.Faults = faults; len(faults) > 0 {
		return found, nil
	}
	found.Platform = file.Info()
	configured := social.Source{}
	for _, src := range cfg.Sources {
		if src.Platform == file.Platform {
			configured = src.Social()
			break
		}
	}
	found.Source = sourceToTry(file, asked, configured)
	if err := file.Check(found.Source); err != nil {
		return found, social.Errorf(social.CodeInvalid, "%s: nothing to read: %w\nname it with --base-url, --tag, --query, --account or --url, or under example in the file", path, err)
	}
	found.Contract = trial.Check(file)
	fetcher := fetch.New(app.FetcherOptions(s, cfg.Crawler, nil))
	if found.Lanes, err = trial.Run(ctx, fetcher.Ask, file, found.Source); err != nil {
		return found, err
	}
	brands, err := sources.Brands(cfg)
	if err != nil {
		return found, err
	}
	found.countMentions(brands)
	return found, nil
}

// countMentions counts the posts that mention a brand.
func (f *FileTrial) countMentions(brands []social.Brand) {
	f.Brands = len(brands)
	for _, lane := range f.Lanes {
		for _, a := range lane.Answers {
			for _, p := range a.Posts {
				d := social.NewDocument(p, social.Analysis{})
				if slices.ContainsFunc(brands, func(b social.Brand) bool { return b.Query.Match(&d) }) {
					f.Mentions++
				}
			}
		}
	}
}

// Posts is how many posts were read.
func (f FileTrial) Posts() int {
	n := 0
	for _, lane := range f.Lanes {
		for _, a := range lane.Answers {
			n += len(a.Posts)
		}
	}
	return n
}

// sourceToTry is the source that is read: what was asked for, filled in from the
// file's example or a configured source.
func sourceToTry(file *spec.File, asked, configured social.Source) social.Source {
	src := asked
	src.Name, src.Platform, src.Keep = file.Platform, file.Platform, social.KeepAll
	src.Credentials = configured.Credentials
	from := configured
	if e := file.Example; e != nil {
		from = social.Source{BaseURL: e.BaseURL, Queries: e.Queries, Tags: e.Tags, Accounts: e.Accounts, URLs: e.URLs, Params: e.Params}
	}
	if src.BaseURL == "" {
		src.BaseURL = from.BaseURL
	}
	if len(src.Queries)+len(src.Tags)+len(src.Accounts)+len(src.URLs) == 0 {
		src.Queries, src.Tags, src.Accounts, src.URLs = from.Queries, from.Tags, from.Accounts, from.URLs
	}
	params := maps.Clone(from.Params)
	if params == nil {
		params = map[string]string{}
	}
	maps.Copy(params, asked.Params)
	src.Params = params
	return src
}

// readBounded reads a file of at most the given number of bytes; of a larger one
// it returns the beginning.
func readBounded(path string, most int64) ([]byte, error) {
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}

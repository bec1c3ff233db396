package look

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"earshot/crawler"
	"earshot/crawler/draft"
	"earshot/crawler/fetch"
	"earshot/crawler/spec"
	"earshot/docs"
	"earshot/internal/app"
	"earshot/internal/app/sources"
	"earshot/internal/social"
)

// schemaFile is the schema's name beside an operator's platform files.
const schemaFile = "platform.schema.json"

// NewPlatform is a platform file that was begun.
type NewPlatform struct {
	// Path is where it was written.
	Path string
	draft.Draft
	// Read is what the file makes of the answer that it was written from.
	Read spec.Explanation
}

// BeginPlatform asks for address, as politely as a crawl would, and writes the
// beginning of a platform file from the answer, beside the configuration. It
// overwrites nothing: social.CodeConflict is returned where the file exists, and
// social.CodeInvalid for a name that is in use, or an answer that no file reads.
func BeginPlatform(ctx context.Context, s app.Settings, name, address string) (NewPlatform, error) {
	if err := draft.CheckName(name); err != nil {
		return NewPlatform{}, err
	}
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return NewPlatform{}, err
	}
	path := filepath.Join(filepath.Dir(s.ConfigFile), sources.PlatformsDir, name+".yaml")
	if _, err := os.Lstat(path); err == nil {
		return NewPlatform{}, social.Errorf(social.CodeConflict, "look: %s is there already; it is not overwritten", path)
	}
	adapters, err := sources.LoadAdapters(s.ConfigFile)
	if err != nil {
		return NewPlatform{}, err
	}
	if _, err := named(adapters, name); err == nil {
		return NewPlatform{}, social.Errorf(social.CodeInvalid, "look: there is a platform %q already: earshot source list names them", name)
	}
	fetcher := fetch.New(app.FetcherOptions(s, cfg.Crawler, nil))
	req := crawler.Request{URL: address, Header: map[string]string{"Accept": "application/json"}}
	resp, err := fetcher.Fetch(ctx, req, crawler.Info{Platform: name})
	if err != nil {
		return NewPlatform{}, fmt.Errorf("look: look at %s: %w", address, err)
	}
	resp.Request = req
	begun, err := draft.Write(name, schemaFile, resp)
	if err != nil {
		return NewPlatform{}, err
	}
	read, err := readBack(begun.File, resp)
	if err != nil {
		return NewPlatform{}, err
	}
	if err := writePlatform(path, begun.File); err != nil {
		return NewPlatform{}, err
	}
	return NewPlatform{Path: path, Draft: begun, Read: read}, nil
}

// readBack reads the answer with the file that was written from it.
func readBack(data []byte, resp crawler.Response) (spec.Explanation, error) {
	file, faults := spec.Read(data)
	if len(faults) > 0 {
		return spec.Explanation{}, social.Errorf(social.CodeInternal, "look: the file that was drafted is not valid: line %s", faults[0])
	}
	src := sourceToTry(file, social.Source{}, social.Source{})
	lanes := file.Lanes(src)
	if len(lanes) == 0 {
		return spec.Explanation{}, social.Errorf(social.CodeInternal, "look: the file that was drafted has no lane")
	}
	return file.Explain(crawler.Scope{Source: src, Lane: lanes[0]}, resp), nil
}

// writePlatform writes a platform file, and the schema that it names.
func writePlatform(path string, data []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("look: folder of platforms: %w", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return social.Errorf(social.CodeConflict, "look: %s is there already; it is not overwritten", path)
	}
	if err != nil {
		return fmt.Errorf("look: write platform file: %w", err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("look: write platform file: %w", err)
	}
	return writeSchema(filepath.Join(dir, schemaFile))
}

// writeSchema writes the schema where there is none, or one of another version.
func writeSchema(path string) error {
	old, err := os.ReadFile(path)
	if err == nil && !bytes.Contains(old, []byte(`"title": "An Earshot platform file"`)) {
		return nil
	}
	if err := os.WriteFile(path, docs.PlatformSchema, 0o644); err != nil {
		return fmt.Errorf("look: write schema: %w", err)
	}
	return nil
}

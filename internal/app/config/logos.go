package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"earshot/analyzer/logo"
	"earshot/internal/social"
)

// checkLogos reads the pictures of a brand's logo.
func (c Config) checkLogos(b Brand, at string, fault faulter) {
	if len(b.Logos) > logo.MaxExamples {
		fault(at+".logos", "%d pictures of one logo: %d are the most", len(b.Logos), logo.MaxExamples)
		return
	}
	for k, name := range b.Logos {
		data, err := c.readLogo(name)
		if err == nil {
			err = logo.Check(data)
		}
		if err != nil {
			fault(fmt.Sprintf("%s.logos[%d]", at, k), "%s: %v; a picture of the logo is a PNG, JPEG, WebP or GIF file", name, err)
		}
	}
}

// LogoExamples are the pictures of the brands' logos, read anew.
func (c Config) LogoExamples() ([]logo.Example, error) {
	var out []logo.Example
	for i, b := range c.Brands {
		for k, name := range b.Logos {
			data, err := c.readLogo(name)
			if err != nil {
				return nil, c.place.fault(fmt.Sprintf("$.brands[%d].logos[%d]", i, k), "%s: %v", name, err)
			}
			out = append(out, logo.Example{Brand: b.Name, Data: data})
		}
	}
	return out, nil
}

// readLogo reads a file that is named relative to the configuration.
func (c Config) readLogo(name string) (data []byte, err error) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(c.place.name), path)
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, social.Errorf(social.CodeInvalid, "there is no such file beside the configuration")
	case err != nil:
		return nil, social.Errorf(social.CodeInvalid, "the file cannot be read: %w", err)
	case !info.Mode().IsRegular():
		return nil, social.Errorf(social.CodeInvalid, "this is not a file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "the file cannot be read: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if data, err = io.ReadAll(io.LimitReader(f, logo.MaxExampleBytes+1)); err != nil {
		return nil, social.Errorf(social.CodeInvalid, "the file cannot be read: %w", err)
	}
	return data, nil
}

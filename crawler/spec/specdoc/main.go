// Command specdoc writes docs/platforms.md and docs/platform.schema.json from the
// types of package spec: their tags give the keys, their comments the meaning.
// Run it with go generate ./crawler/spec after changing either.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("dir", "docs", "the folder to write to")
	source := flag.String("source", ".", "the folder of package spec")
	flag.Parse()
	if err := run(*source, *dir); err != nil {
		fmt.Fprintf(os.Stderr, "specdoc: %v\n", err)
		os.Exit(1)
	}
}

func run(source, dir string) error {
	files, err := generate(source)
	if err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// generate returns what is written, by the names of the files.
func generate(source string) (map[string][]byte, error) {
	comments, err := readComments(source, filepath.Join(source, "../../internal/query"))
	if err != nil {
		return nil, err
	}
	shapes, err := describe(comments)
	if err != nil {
		return nil, err
	}
	manual, err := manual(shapes)
	if err != nil {
		return nil, err
	}
	schema, err := schema(shapes)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"platforms.md": manual, "platform.schema.json": schema}, nil
}

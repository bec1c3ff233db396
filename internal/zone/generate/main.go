// Command generate writes names.txt, the names of the time zones that Go knows.
package main

import (
	"archive/zip"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	zones, err := zip.OpenReader(filepath.Join(runtime.GOROOT(), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		return fmt.Errorf("zone: list the zones of Go: %w", err)
	}
	defer zones.Close()
	var names []string
	for _, f := range zones.File {
		if !strings.HasSuffix(f.Name, "/") && f.Name != "Factory" {
			names = append(names, f.Name)
		}
	}
	slices.Sort(names)
	return os.WriteFile("names.txt", []byte(strings.Join(names, "\n")+"\n"), 0o644)
}

// Package configs holds the configuration that comes with Earshot.
package configs

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed platforms/*.yaml
var files embed.FS

// Platforms is the folder of described platforms, one <name>.yaml each; package
// crawler/spec reads them.
func Platforms() fs.FS {
	dir, err := fs.Sub(files, "platforms")
	if err != nil {
		// Sub fails on names that are no path, and this one is a constant.
		panic(fmt.Sprintf("configs: %v", err))
	}
	return dir
}

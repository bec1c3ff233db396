// Package configs embeds the configuration that is part of Earshot.
package configs

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed platforms/*.yaml
var files embed.FS

// Platforms returns the folder of platform files, <name>.yaml each; package
// crawler/spec reads them.
func Platforms() fs.FS {
	dir, err := fs.Sub(files, "platforms")
	if err != nil {
		// Sub only fails on invalid paths, and this one is a constant.
		panic(fmt.Sprintf("configs: %v", err))
	}
	return dir
}

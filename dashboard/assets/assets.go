// Package assets holds the bundled scripts, styles and fonts of the dashboard
// and serves them under names that carry a hash of their content.
package assets

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed all:dist
var dist embed.FS

// Path is where Handler expects to be mounted.
const Path = "/assets/"

// Assets finds what build.mjs bundled.
type Assets struct{ names map[string]string }

// Load reads the manifest. Without a bundle, as in a fresh checkout, it is empty:
// pages then have all their content, but no style and no script.
func Load() (*Assets, error) {
	raw, err := dist.ReadFile("dist/manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return &Assets{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("assets: read manifest: %w", err)
	}
	a := &Assets{}
	if err := json.Unmarshal(raw, &a.names); err != nil {
		return nil, fmt.Errorf("assets: read manifest: %w", err)
	}
	return a, nil
}

// Built reports whether there is a bundle.
func (a *Assets) Built() bool { return len(a.names) > 0 }

// URL returns the address of an asset by its plain name, "" if there is none.
func (a *Assets) URL(name string) string {
	if hashed, ok := a.names[name]; ok {
		return Path + hashed
	}
	return ""
}

// types are the MIME types of the bundled files; files of other types are not
// served.
var types = map[string]string{
	".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".woff2": "font/woff2", ".svg": "image/svg+xml",
}

// ServeHTTP serves an asset. Its name changes with its content, so browsers may
// cache it for good.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, Path)
	kind, known := types[path.Ext(name)]
	body, err := dist.ReadFile("dist/" + path.Base(name))
	if !known || err != nil || path.Base(name) != name {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

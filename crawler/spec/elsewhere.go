package spec

import (
	"strings"

	"earshot/crawler"
	"earshot/internal/social"
)

// isElsewhere tells whether a post is of another server than the one that r asks: each
// server that runs a program numbers its own posts, and of those of another one, from
// which a forum took it over or which the source had before, it knows other posts by
// these numbers or none.
func (f *File) isElsewhere(src social.Source, r *Revisit, ref crawler.Reference, groups map[string]string) bool {
	own := bareHost(hostOf(f.base(src)))
	values := f.sourceValues(src)
	for name, value := range groups {
		param, isParam := values["params."+name]
		if name == "host" && bareHost(value) != own || isParam && value != param {
			return true
		}
	}
	if f.BaseURL != "" || r.BaseURL != "" || !strings.Contains(r.URL, "{base}") {
		return false
	}
	elsewhere := false
	for _, address := range []string{ref.ID, ref.URL} {
		switch host := bareHost(hostOf(address)); host {
		case "":
		case own:
			return false
		default:
			elsewhere = true
		}
	}
	return elsewhere
}

// bareHost is a server's name as it is compared.
func bareHost(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }

package crawler

import (
	"maps"
	"strings"
)

// sign fills the fields of req.Sign from credentials, on a copy that is sent
// and forgotten. A field whose credential the source does not have is left out:
// the platform then answers as it does to anybody.
func sign(req Request, credentials map[string]string) Request {
	if len(req.Sign) == 0 {
		return req
	}
	header := maps.Clone(req.Header)
	if header == nil {
		header = map[string]string{}
	}
	for field, template := range req.Sign {
		if value, whole := fill(template, credentials); whole {
			header[field] = value
		}
	}
	req.Header = header
	return req
}

// fill replaces each {name} of template; it is false when one is not known.
func fill(template string, values map[string]string) (string, bool) {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		out.WriteString(before)
		if !found {
			return out.String(), true
		}
		name, after, closed := strings.Cut(rest, "}")
		value := values[name]
		if !closed || value == "" {
			return "", false
		}
		out.WriteString(value)
		template = after
	}
}

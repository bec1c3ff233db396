package fetch

import (
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"strings"

	"earshot/crawler"
)

// sign fills the fields of req.Sign and req.SignBody from credentials, on a copy
// that is sent and never stored. A field whose credential the source does not
// have is left out: the platform then answers as it does to anybody. carries tells
// whether any was filled.
func sign(req crawler.Request, credentials map[string]string) (signed crawler.Request, carries bool) {
	if req.SignBody != "" {
		if body, whole := fill(req.SignBody, credentials, escapeFor(req)); whole {
			req.Body, carries = []byte(body), true
		}
	}
	if len(req.Sign) == 0 {
		return req, carries
	}
	header := maps.Clone(req.Header)
	if header == nil {
		header = map[string]string{}
	}
	for field, template := range req.Sign {
		if value, whole := fill(template, credentials, unescaped); whole {
			header[field], carries = value, true
		}
	}
	req.Header = header
	return req, carries
}

// escapeFor returns how values are escaped in the body of req.
func escapeFor(req crawler.Request) func(string) string {
	if strings.HasPrefix(req.Header["Content-Type"], "application/x-www-form-urlencoded") {
		return url.QueryEscape
	}
	return func(value string) string {
		quoted, err := json.Marshal(value)
		if err != nil {
			// Marshalling a string never fails.
			return ""
		}
		return string(quoted[1 : len(quoted)-1])
	}
}

func unescaped(value string) string { return value }

// placeholder finds a credential in a template; a brace of JSON does not match.
var placeholder = regexp.MustCompile(`\{([A-Za-z_][A-Za-z0-9_]*)\}`)

// fill replaces each {name} of template by its escaped value; it is false when one
// is unknown.
func fill(template string, values map[string]string, escape func(string) string) (string, bool) {
	whole := true
	filled := placeholder.ReplaceAllStringFunc(template, func(name string) string {
		value := values[name[1:len(name)-1]]
		whole = whole && value != ""
		return escape(value)
	})
	if !whole {
		return "", false
	}
	return filled, true
}

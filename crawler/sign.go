package crawler

import (
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"strings"
)

// sign fills the fields of req.Sign and req.SignBody from credentials, on a copy
// that is sent and forgotten. A field whose credential the source does not have
// is left out: the platform then answers as it does to anybody.
func sign(req Request, credentials map[string]string) Request {
	if req.SignBody != "" {
		if body, whole := fill(req.SignBody, credentials, req.escape()); whole {
			req.Body = []byte(body)
		}
	}
	if len(req.Sign) == 0 {
		return req
	}
	header := maps.Clone(req.Header)
	if header == nil {
		header = map[string]string{}
	}
	for field, template := range req.Sign {
		if value, whole := fill(template, credentials, plain); whole {
			header[field] = value
		}
	}
	req.Header = header
	return req
}

// escape is how values are written into the body of req.
func (q Request) escape() func(string) string {
	if strings.HasPrefix(q.Header["Content-Type"], "application/x-www-form-urlencoded") {
		return url.QueryEscape
	}
	return func(value string) string {
		quoted, err := json.Marshal(value)
		if err != nil {
			// A string is always written.
			return ""
		}
		return string(quoted[1 : len(quoted)-1])
	}
}

func plain(value string) string { return value }

// name finds a credential in a template: a brace of JSON is none.
var name = regexp.MustCompile(`\{([A-Za-z_][A-Za-z0-9_]*)\}`)

// fill replaces each {name} of template, escaped; it is false when one is not known.
func fill(template string, values map[string]string, escape func(string) string) (string, bool) {
	whole := true
	filled := name.ReplaceAllStringFunc(template, func(placeholder string) string {
		value := values[placeholder[1:len(placeholder)-1]]
		whole = whole && value != ""
		return escape(value)
	})
	if !whole {
		return "", false
	}
	return filled, true
}

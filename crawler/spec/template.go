package spec

import (
	"cmp"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
)

var placeholder = regexp.MustCompile(`\{([a-z_]+(?:\.[A-Za-z0-9_]+)*)\}`)

// requestNames are the placeholders that a request may hold, besides params.
var requestNames = namesOf(func(p Placeholder) bool { return p.InRequest && !p.Below })

// basePlaceholder may stand before a path, which is joined to the base in any case.
const basePlaceholder = "{base}"

// optionalNames are those that may have no value.
var optionalNames = namesOf(func(p Placeholder) bool { return p.Optional })

// fieldNames are the fields that a rule's value may name besides.
var fieldNames = namesOf(func(p Placeholder) bool { return !p.InRequest })

// singular maps a list of a source to its placeholder.
var singular = map[string]string{"queries": "query", "tags": "tag", "accounts": "account", "urls": "url", "server": "server"}

// values are what placeholders stand for.
type values map[string]string

// expand fills in a template. ok is false when a placeholder has no value.
func (v values) expand(template string, escape func(string) string) (s string, ok bool) {
	var out strings.Builder
	ok = true
	for {
		before, rest, found := strings.Cut(template, "{")
		out.WriteString(before)
		if !found {
			return out.String(), ok
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed || !isName(name) {
			// A brace that is none of ours stays.
			out.WriteByte('{')
			template = rest
			continue
		}
		value := v[name]
		ok = ok && value != ""
		out.WriteString(escape(value))
		template = after
	}
}

// isName tells whether s is what placeholder finds between braces.
func isName(s string) bool {
	first, rest, dotted := strings.Cut(s, ".")
	if first == "" || strings.ContainsFunc(first, func(c rune) bool { return c != '_' && (c < 'a' || c > 'z') }) {
		return false
	}
	for dotted {
		var part string
		part, rest, dotted = strings.Cut(rest, ".")
		if part == "" || strings.ContainsFunc(part, notWord) {
			return false
		}
	}
	return true
}

func notWord(c rune) bool {
	return c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
}

func plain(s string) string { return s }

// laneValues are the values that a lane's requests share.
func (f *File) laneValues(scope crawler.Scope, lane asked) values {
	v := values{singular[lane.From]: lane.value, "base": f.base(scope.Source)}
	if lane.From == "queries" {
		v["exact_query"] = lane.value
		if !strings.Contains(lane.value, `"`) {
			v["exact_query"] = `"` + lane.value + `"`
		}
	}
	if lane.Match != "" {
		form := f.match[lane.Match]
		for i, text := range form.FindStringSubmatch(lane.value) {
			if name := form.SubexpNames()[i]; name != "" {
				v[name] = text
			}
		}
	}
	if since := scope.Since; !since.IsZero() {
		v["since_unix"] = strconv.FormatInt(since.Unix(), 10)
		v["since_date"] = since.UTC().Format(time.DateOnly)
		v["since_time"] = since.UTC().Format(time.RFC3339)
	}
	if until := scope.Until; !until.IsZero() {
		v["until_unix"] = strconv.FormatInt(until.Unix(), 10)
		v["until_time"] = until.UTC().Format(time.RFC3339)
	}
	for name, value := range f.Params {
		if own, ok := scope.Source.Params[name]; ok {
			value = own
		}
		v["params."+name] = value
	}
	return v
}

// address builds the address of a request; it is empty where that is not known.
func (r Request) address(base string, v values) string {
	address := r.whole(base, v)
	if !lone.MatchString(r.Path) {
		p, _ := v.expand(strings.TrimPrefix(r.Path, basePlaceholder), url.PathEscape)
		address = strings.TrimSuffix(base, "/") + p
	}
	var query []string
	for _, param := range r.Query {
		templates := param.Values
		if param.Value != "" {
			templates = append([]string{param.Value}, templates...)
		}
		var filled []string
		for _, t := range templates {
			if s, ok := v.expand(t, plain); ok {
				filled = append(filled, s)
			}
		}
		if join := cmp.Or(param.Join, ","); len(filled) > 0 {
			query = append(query, url.QueryEscape(param.Name)+"="+url.QueryEscape(strings.Join(filled, join)))
		}
	}
	if len(query) == 0 || address == "" {
		return address
	}
	if strings.Contains(address, "?") {
		return address + "&" + strings.Join(query, "&")
	}
	return address + "?" + strings.Join(query, "&")
}

package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"earshot/crawler"
)

// readJSONLD reads the blocks of JSON-LD (json-ld.org) on a page: the things
// they hold at the top or in @graph. What one block says of a thing is known in all.
func readJSONLD(doc document) (roots []*thing, skipped []crawler.Skip) {
	r := ldReader{byID: map[string]*thing{}}
	doc.root.Find("script").Each(func(i int, s *goquery.Selection) {
		kind, _, _ := strings.Cut(strings.ToLower(s.AttrOr("type", "")), ";")
		if strings.TrimSpace(kind) != "application/ld+json" {
			return
		}
		found, err := r.parse(s.Text())
		if err != nil {
			skipped = append(skipped, crawler.Skip{Where: fmt.Sprintf("JSON-LD in script %d", i+1), Err: err})
			if t := salvage(s.Text()); t != nil && len(found) == 0 {
				found = append(found, t)
			}
		}
		roots = append(roots, found...)
	})
	return r.resolved(roots), skipped
}

// parse reads the things at the top of a block.
func (r *ldReader) parse(src string) (roots []*thing, err error) {
	values, err := decodeLoose(src)
	for _, v := range values {
		for _, found := range r.read(v, 0) {
			if t, ok := found.(*thing); ok {
				roots = append(roots, t)
			}
		}
	}
	return roots, err
}

// resolved are the things with those that they refer to, graphs opened.
func (r *ldReader) resolved(roots []*thing) []*thing {
	seen := map[*thing]bool{}
	for _, id := range slices.Sorted(maps.Keys(r.byID)) {
		r.resolve(r.byID[id], seen)
	}
	var all []*thing
	for _, t := range roots {
		r.resolve(t, seen)
		if graph := t.things("@graph"); len(graph) > 0 {
			all = append(all, graph...)
			continue
		}
		all = append(all, t)
	}
	return all
}

var (
	// brokenType finds the type of an article in JSON-LD that is not JSON, and
	// brokenValue its properties that are plain.
	brokenType  = regexp.MustCompile(`"@type"\s*:\s*\[?\s*"(?:https?://schema\.org/)?((?:[A-Z][A-Za-z]*)?(?:Article|Posting))"`)
	brokenValue = regexp.MustCompile(`"(headline|datePublished|dateModified|dateCreated|url|inLanguage|isAccessibleForFree)"\s*:\s*"((?:[^"\\\n]|\\.)*)"\s*[,}]`)
)

// salvage reads what can be told of an article from JSON-LD that is not JSON, as
// pages with an unescaped quotation mark in a description have it; nil for no
// article.
func salvage(src string) *thing {
	kind := brokenType.FindStringSubmatch(src)
	if kind == nil {
		return nil
	}
	t := &thing{types: []string{kind[1]}, props: map[string][]any{}, isHTML: true}
	for _, m := range brokenValue.FindAllStringSubmatch(src, maxThings) {
		var value string
		if json.Unmarshal([]byte(`"`+m[2]+`"`), &value) == nil && t.props[m[1]] == nil {
			t.props[m[1]] = []any{value}
		}
	}
	return t
}

// wrappers are comments and CDATA marks that pages put around JSON.
var wrappers = []struct{ before, after string }{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"// <![CDATA[", "// ]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}, {"<![CDATA[", "]]>"}}

func unwrap(src string) string {
	src = strings.TrimSpace(src)
	for _, w := range wrappers {
		src = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(src, w.before), w.after))
	}
	if !strings.HasPrefix(src, "{") && !strings.HasPrefix(src, "[") {
		if at := beginsJSON.FindStringIndex(src); at != nil {
			src = src[at[0]:]
		}
	}
	return endMarks.ReplaceAllString(src, "")
}

var (
	// beginsJSON finds an object or a list behind marks of comments.
	beginsJSON = regexp.MustCompile(`\{\s*"|\[\s*[{\[]`)
	// endMarks are what pages put behind JSON.
	endMarks = regexp.MustCompile(`(?:;|\s|//|/\*|\*/|-->|<!|\]\]>)+$`)
)

// decodeLoose reads one JSON value after the other, repairing what pages most
// often get wrong: raw line breaks in strings and commas before a bracket.
func decodeLoose(src string) ([]any, error) {
	src = unwrap(src)
	values, err := decodeAll(src)
	if err == nil {
		return values, nil
	}
	mended, mendErr := decodeAll(mend(src))
	if mendErr == nil {
		return mended, nil
	}
	return values, err
}

func decodeAll(src string) ([]any, error) {
	d := json.NewDecoder(strings.NewReader(src))
	d.UseNumber()
	var values []any
	for {
		var v any
		switch err := d.Decode(&v); {
		case errors.Is(err, io.EOF):
			return values, nil
		case err != nil:
			return values, fmt.Errorf("not JSON: %w", err)
		}
		values = append(values, v)
	}
}

// mend escapes control characters in strings and removes trailing commas.
func mend(src string) string {
	var out strings.Builder
	inString, escaped, comma := false, false, false
	for _, c := range src {
		switch {
		case inString && escaped:
			escaped = false
		case inString && c == '\\':
			escaped = true
		case inString && c < ' ':
			fmt.Fprintf(&out, `\u%04x`, c)
			continue
		case c == '"':
			inString = !inString
		case !inString && c == ',':
			if comma {
				continue
			}
			comma = true
			continue
		}
		if comma && (inString || c != ' ' && c != '\n' && c != '\t' && c != '\r') {
			if c != ']' && c != '}' {
				out.WriteByte(',')
			}
			comma = false
		}
		out.WriteRune(c)
	}
	return out.String()
}

package feed

import (
	"regexp"
	"strings"
)

// kind is the format of an answer.
type kind int

const (
	kindUnknown kind = iota
	kindRSS          // also RDF, that is RSS 0.90 and 1.0
	kindAtom
	kindJSON
	kindPage
)

// prologue is what may come before the root element.
var prologue = regexp.MustCompile(`(?s)^(?:\s+|<\?.*?\?>|<!--.*?-->|<!(?i:doctype)[^>\[]*(?:\[.*?\]\s*)?>)`)

// root is a start tag's name without its prefix.
var root = regexp.MustCompile(`^<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)`)

// beginning finds where a feed begins that other text stands before, such as the
// warnings of a program that writes it.
var beginning = regexp.MustCompile(`(?i)<\?xml\s|<rss[\s>]|<feed[\s>]|<rdf:RDF[\s>]`)

// maxPreface is how much may stand before a feed, in bytes.
const maxPreface = 64 << 10

// withoutPreface takes off what stands before a feed and is no part of it.
func withoutPreface(body string) (feed string, had bool) {
	k := kindOf(body)
	start := body[:min(len(body), maxPreface)]
	if k != kindUnknown && (k != kindPage || strings.Contains(strings.ToLower(start), "<html")) {
		return body, false
	}
	at := beginning.FindStringIndex(start)
	if at == nil {
		return body, false
	}
	rest := declaration.ReplaceAllString(body[at[0]:], "")
	if k := kindOf(rest); k != kindRSS && k != kindAtom {
		return body, false
	}
	return rest, true
}

// kindOf finds the format of body by its first element.
func kindOf(body string) kind {
	for {
		m := prologue.FindString(body)
		if m == "" {
			break
		}
		body = body[len(m):]
	}
	if strings.HasPrefix(body, "{") {
		return kindJSON
	}
	m := root.FindStringSubmatch(body)
	if m == nil {
		return kindUnknown
	}
	switch strings.ToLower(m[1]) {
	case "rss", "rdf":
		return kindRSS
	case "feed":
		return kindAtom
	case "html", "head", "body", "title", "meta", "script", "div", "p":
		return kindPage
	default:
		return kindUnknown
	}
}

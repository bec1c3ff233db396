package query

import (
	"slices"
	"strings"
)

// DocumentFromSearch returns a document of a post's stored SearchKeys and
// SearchText. Queries for which NeedsSymbols is false match it as they match the
// post itself.
func DocumentFromSearch(keys []string, text string) Document {
	d := Document{tokens: tokenize(text)}
	d.tags, d.handles = nil, nil
	authors := 0
	for _, key := range keys {
		if key == "" {
			continue
		}
		sign, rest := key[:1], key[1:]
		switch sign {
		case tagSign:
			d.tagNames = append(d.tagNames, rest)
		case handleSign:
			d.handles = append(d.handles, nameSpan{name: rest})
		case fieldSign:
			name, value, _ := strings.Cut(rest, fieldSign)
			switch FieldName(name) {
			case FieldLang:
				d.language = value
			case FieldPlatform:
				d.platform = value
			case FieldSource:
				d.source = value
			case FieldSentiment:
				if value != unknownSentiment {
					d.sentiment = value
				}
			case FieldDateFrom:
				d.dateFrom = value
			case FieldAuthor:
				d.author[authors%len(d.author)] = value
				authors++
			case FieldSite:
				d.urls = append(d.urls, value)
			case FieldHas:
				d.hasImage = d.hasImage || value == "image"
				d.hasLink = d.hasLink || value == "link"
			}
		}
	}
	if len(d.list) > maxScanTokens {
		d.indexAll()
	}
	return d
}

// NeedsSymbols reports whether q searches for emoji, other symbols or signs
// that belong to a word (C++), which a SearchText does not contain.
func (q *Query) NeedsSymbols() bool { return needsSymbols(q.Root()) }

func needsSymbols(n Node) bool {
	any := func(nodes []Node) bool {
		for _, c := range nodes {
			if needsSymbols(c) {
				return true
			}
		}
		return false
	}
	switch n := n.(type) {
	case And:
		return any(n)
	case Or:
		return any(n)
	case Not:
		return needsSymbols(n.Node)
	case Words:
		return n.signed() || slices.ContainsFunc(n, func(w Word) bool { return w.symbol })
	case Near:
		for _, side := range [][]Words{n.Left, n.Right} {
			for _, w := range side {
				if needsSymbols(w) {
					return true
				}
			}
		}
	}
	return false
}

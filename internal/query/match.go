package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Match reports whether d matches the query.
func (q *Query) Match(d *Document) bool {
	return q != nil && q.root != nil && d.matches(q.root)
}

func (d *Document) matches(n Node) bool {
	switch n := n.(type) {
	case And:
		for _, c := range n {
			if !d.matches(c) {
				return false
			}
		}
		return true
	case Or:
		for _, c := range n {
			if d.matches(c) {
				return true
			}
		}
		return false
	case Not:
		return !d.matches(n.Node)
	case Words:
		return !d.eachOccurrence(n, func(span) bool { return false })
	case Seen:
		return !d.eachOccurrence(n.Words, func(s span) bool { return !n.Name.holds(d.kindOf(s.first)) })
	case Near:
		return d.matchesNear(n)
	case Tag:
		return slices.ContainsFunc(d.tagNames, func(s string) bool { return matchName(n.Name, n.Wild, s) })
	case Handle:
		return slices.ContainsFunc(d.handles, func(m nameSpan) bool { return matchHandle(n, m.name) })
	case Field:
		return d.matchesField(n)
	default:
		return false
	}
}

func matchName(pattern string, wild bool, s string) bool {
	if wild {
		return matchWildcard(pattern, s)
	}
	return pattern == s
}

// matchHandle compares with the whole handle or, where the query names no
// server, with the part before the server.
func matchHandle(h Handle, name string) bool {
	if matchName(h.Name, h.Wild, name) {
		return true
	}
	local, _, found := strings.Cut(name, "@")
	return found && !strings.Contains(h.Name, "@") && matchName(h.Name, h.Wild, local)
}

func (d *Document) matchesField(f Field) bool {
	switch f.Name {
	case FieldLang:
		return d.language == f.Value
	case FieldPlatform:
		return d.platform == f.Value
	case FieldSource:
		return d.source != "" && matchName(f.Value, f.Wild, d.source)
	case FieldAuthor:
		return slices.ContainsFunc(d.author[:], func(s string) bool { return s != "" && matchName(f.Value, f.Wild, s) })
	case FieldSite:
		return slices.ContainsFunc(d.urls, func(u string) bool {
			for site := range domainsOf(u) {
				if site == f.Value {
					return true
				}
			}
			return false
		})
	case FieldHas:
		return f.Value == "image" && d.hasImage || f.Value == "link" && d.hasLink
	case FieldSentiment:
		return sentimentValue(d.sentiment) == f.Value
	case FieldDateFrom:
		return d.dateFrom == f.Value
	default:
		return false
	}
}

// span is an occurrence of a term or phrase: its first and last token.
type span struct{ first, last int }

// eachOccurrence yields every occurrence of w, in order, until yield returns
// false; it reports whether yield never did.
func (d *Document) eachOccurrence(w Words, yield func(span) bool) bool {
	try := func(i int) bool {
		last := d.matchFrom(w, i)
		return last < 0 || yield(span{i, last})
	}
	if first := w[0]; first.Wild || d.firstToken == nil || isArabic(first.Text) {
		for i := range d.list {
			if d.isWord(first, i) && !try(i) {
				return false
			}
		}
		return true
	}
	i, ok := d.firstToken[w[0].Text]
	for ok && i >= 0 {
		if !try(int(i)) {
			return false
		}
		i = d.nextToken[i]
	}
	return true
}

// matchFrom returns the last token of an occurrence of w that begins at token i,
// which matches its first word; -1 where there is none.
func (d *Document) matchFrom(w Words, i int) int {
	if !d.begins(w[0], i) {
		return -1
	}
	for _, word := range w[1:] {
		before := i
		i++
		if !word.symbol && !word.Adjacent {
			for i < len(d.list) && d.list[i].class == classSymbol && !d.list[i].first {
				i++
			}
		}
		if i >= len(d.list) || d.list[i].first || word.Adjacent && !d.list[i].adjacent || !d.isWord(word, i) || !d.joins(word, before, i) {
			return -1
		}
	}
	if !d.ends(w[len(w)-1], i) {
		return -1
	}
	return i
}

func (d *Document) isWord(w Word, i int) bool {
	text := d.text(i)
	if !w.Wild {
		return text == w.Text || hasStem(text, w.Text)
	}
	if d.list[i].class != classLetter {
		return false
	}
	return matchWildcard(w.Text, text) || isArabic(w.Text) && !eachStem(text, func(stem string) bool { return !matchWildcard(w.Text, stem) })
}

// matchesNear sorts the occurrences of both sides, so that the nearest one after
// each is found by binary search.
func (d *Document) matchesNear(n Near) bool {
	left := d.occurrences(n.Left)
	if len(left) == 0 {
		return false
	}
	right := d.occurrences(n.Right)
	return d.anyBefore(left, right, n.Within) || !n.Ordered && d.anyBefore(right, left, n.Within)
}

func (d *Document) occurrences(side []Words) []span {
	var out []span
	for _, w := range side {
		d.eachOccurrence(w, func(s span) bool {
			out = append(out, s)
			return true
		})
	}
	if len(side) > 1 {
		slices.SortFunc(out, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	}
	return out
}

// anyBefore reports whether one of a ends at most within words before one of b
// begins; b is sorted.
func (d *Document) anyBefore(a, b []span, within int) bool {
	for _, s := range a {
		i, _ := slices.BinarySearchFunc(b, s.last+1, func(t span, first int) int { return cmp.Compare(t.first, first) })
		if i < len(b) && int(d.list[b[i].first].position-d.list[s.last].position) <= within {
			return true
		}
	}
	return false
}

// maxWildcardBytes is the longest word, in bytes, that is matched against a
// wildcard inside a pattern.
const maxWildcardBytes = 256

// matchWildcard reports whether s matches pattern, in which '*' stands for any
// runes and '?' for one. It backtracks to the last star only, so its time is at
// most len(pattern) * len(s).
func matchWildcard(pattern, s string) bool {
	if prefix := len(pattern) - 1; strings.IndexAny(pattern, "*?") == prefix && pattern[prefix] == '*' {
		return strings.HasPrefix(s, pattern[:prefix])
	}
	if len(s) > maxWildcardBytes {
		return false
	}
	p, i, star, mark := 0, 0, -1, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
		case p < len(pattern) && pattern[p] == '?':
			_, size := utf8.DecodeRuneInString(s[i:])
			p, i = p+1, i+size
		case p < len(pattern) && pattern[p] == s[i]:
			p, i = p+1, i+1
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

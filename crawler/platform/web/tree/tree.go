// Package tree reads parts of parsed pages: what they say, and what their class
// names say of them.
package tree

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Walk calls visit for an element and what it contains, in order, and leaves out
// what is inside a node for which it returns false. It does not call itself,
// because the nesting of a page is under the control of others.
func Walk(root *html.Node, visit func(*html.Node) bool) {
	for n := root; n != nil; {
		if visit(n) && n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for n != root && n.NextSibling == nil {
			n = n.Parent
		}
		if n == root {
			return
		}
		n = n.NextSibling
	}
}

// Attr is the value of an attribute, "" where there is none.
func Attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// OneLine is a text with single spaces and no line breaks.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Remove takes an element out of its page.
func Remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// Length is how many bytes of text an element has.
func Length(n *html.Node) int {
	size := 0
	Walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			size += len(strings.TrimSpace(c.Data))
		}
		return c.DataAtom != atom.Script && c.DataAtom != atom.Style
	})
	return size
}

// LengthUpTo is Length, or a number of at least most where the text is longer
// than that.
func LengthUpTo(n *html.Node, most int) int {
	size := 0
	for c := n; c != nil; {
		if c.Type == html.TextNode {
			if size += len(strings.TrimSpace(c.Data)); size >= most {
				return size
			}
		}
		if c.FirstChild != nil && c.DataAtom != atom.Script && c.DataAtom != atom.Style {
			c = c.FirstChild
			continue
		}
		for c != n && c.NextSibling == nil {
			c = c.Parent
		}
		if c == n {
			break
		}
		c = c.NextSibling
	}
	return size
}

// Text is the text of an element on one line.
func Text(n *html.Node) string {
	var b strings.Builder
	Walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
		return c.DataAtom != atom.Script && c.DataAtom != atom.Style
	})
	return OneLine(b.String())
}

// HasWord tells whether a class name or the id of an element has one of words, or
// two in a row that are one.
func HasWord(n *html.Node, words map[string]bool) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		for name := range strings.FieldsSeq(a.Val) {
			before := ""
			for _, word := range wordsOf(name) {
				if words[word] || words[before+"-"+word] {
					return true
				}
				before = word
			}
		}
	}
	return false
}

// wordsOf splits a class name at dashes, underscores and capitals.
func wordsOf(name string) []string {
	var list []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			list = append(list, strings.ToLower(string(word)))
		}
		word = word[:0]
	}
	for _, r := range name {
		isLetter := unicode.IsLetter(r)
		if !isLetter || unicode.IsUpper(r) && len(word) > 0 && !unicode.IsUpper(word[len(word)-1]) {
			flush()
		}
		if isLetter {
			word = append(word, r)
		}
	}
	flush()
	return list
}

// Set is a set of words that are separated by spaces.
func Set(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// Named tells whether the id of an element, or one of its class names, is as
// pattern says.
func Named(n *html.Node, pattern *regexp.Regexp) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		for name := range strings.FieldsSeq(a.Val) {
			if pattern.MatchString(name) {
				return true
			}
		}
	}
	return false
}

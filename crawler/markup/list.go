package markup

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// unnumbered stands for a list without numbers.
	unnumbered = -1 << 31
	// deepest is how many lists are told apart, one in the other.
	deepest = 64
)

// list begins a list, or an item of one, which in a numbered list begins with its
// number.
func (r *reader) list(a atom.Atom, attrs []html.Attribute) {
	switch a {
	case atom.Ul, atom.Ol:
		next := unnumbered
		if a == atom.Ol {
			next = number(attrs, "start", 1)
		}
		if len(r.lists) < deepest {
			r.lists = append(r.lists, next)
		}
	case atom.Li:
		last := len(r.lists) - 1
		if last < 0 || r.lists[last] == unnumbered || r.pre > 0 {
			return
		}
		n := number(attrs, "value", r.lists[last])
		r.lists[last] = n + 1
		r.text.label(strconv.Itoa(n) + ".")
	}
}

func (r *reader) endList(a atom.Atom) {
	switch a {
	case atom.Ul, atom.Ol:
		r.lists = r.lists[:max(0, len(r.lists)-1)]
	case atom.Li:
		r.text.labelled = false
	}
}

// number is the attribute of a name as a number.
func number(attrs []html.Attribute, name string, otherwise int) int {
	for _, a := range attrs {
		if n, err := strconv.Atoi(a.Val); a.Key == name && err == nil && n > -maxPixels && n < maxPixels {
			return n
		}
	}
	return otherwise
}

package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// endsItself tells whether an element is ended by the beginning of another one of
// its name.
func endsItself(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Rt, atom.Rp, atom.Script, atom.Style, atom.Title, atom.Textarea:
		return true
	}
	return false
}

// isUnseen tells whether an element says that it is not shown, as the preview
// lines of newsletters do.
func isUnseen(t html.Token) bool {
	switch t.DataAtom {
	case atom.P, atom.Div, atom.Span, atom.Section, atom.Aside:
	default:
		return false
	}
	for _, a := range t.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			return strings.Contains(strings.ToLower(strings.Join(strings.Fields(a.Val), "")), "display:none")
		}
	}
	return false
}

// isHidden tells whether the content of an element is not for people, or says how
// the word before it is spoken, in the middle of a word.
func isHidden(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Template, atom.Title, atom.Iframe, atom.Select, atom.Textarea, atom.Svg, atom.Noembed, atom.Noframes, atom.Rt, atom.Rp:
		return true
	default:
		return false
	}
}

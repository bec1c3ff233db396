package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// writer lays out plain text: it collapses white space within a line and never
// leaves more than one empty line, nor any at either end.
type writer struct {
	b strings.Builder
	// breaks is how many line breaks come before the next word.
	breaks int
	space  bool
	// labelled: a label was written, and what it is of begins on its line.
	labelled bool
}

func (w *writer) String() string { return w.b.String() }

// newline is an explicit break: two of them leave an empty line.
func (w *writer) newline() {
	if w.labelled {
		return
	}
	w.space = false
	w.breaks = min(w.breaks+1, 2)
}

// label writes the number of a list's item.
func (w *writer) label(s string) {
	w.put(s)
	w.space, w.labelled = true, true
}

// line makes sure that what follows begins on a new line.
func (w *writer) line() {
	if !w.labelled {
		w.space, w.breaks = false, max(w.breaks, 1)
	}
}

// paragraph makes sure that an empty line comes before what follows.
func (w *writer) paragraph() {
	if !w.labelled {
		w.space, w.breaks = false, 2
	}
}

// flow writes running text, a word at a time.
func (w *writer) flow(s string) {
	if w.b.Len() == 0 {
		w.b.Grow(len(s))
	}
	from := 0
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		broken := r == utf8.RuneError && size == 1
		// One space between two words is written with them.
		between := r == ' ' && from < i && i+1 < len(s) && s[i+1] > ' ' && s[i+1] < 0x7F
		if between || !broken && !isSpace(r) && !isControl(r) {
			i += size
			continue
		}
		if from < i {
			w.put(s[from:i])
		}
		switch {
		case broken:
			w.put("\uFFFD")
		case isSpace(r):
			w.space = true
		}
		i += size
		from = i
	}
	if from < len(s) {
		w.put(s[from:])
	}
}

// verbatim writes preformatted text, whose line breaks and indents count.
func (w *writer) verbatim(s string) {
	for line := range strings.Lines(strings.ReplaceAll(s, "\r\n", "\n")) {
		body, broken := strings.CutSuffix(line, "\n")
		if indent := len(body) - len(strings.TrimLeft(body, " \t")); indent > 0 && indent < len(body) && w.breaks > 0 {
			w.put(body[:indent])
			body = body[indent:]
		}
		w.flow(body)
		if broken {
			w.newline()
		}
	}
}

func (w *writer) put(s string) {
	switch {
	case w.b.Len() == 0:
	case w.breaks > 0:
		w.b.WriteString("\n\n"[:w.breaks])
	case w.space:
		w.b.WriteByte(' ')
	}
	w.breaks, w.space, w.labelled = 0, false, false
	w.b.WriteString(s)
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' }

func isControl(r rune) bool { return r < 0x20 || r >= 0x7F && r < 0xA0 }

// Plain tidies text that is plain already: line breaks stay, at most one empty
// line in a row; other runs of white space become one space.
func Plain(s string) string {
	if isTidy(s) {
		return s
	}
	var w writer
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	for line := range strings.Lines(s) {
		w.flow(strings.TrimSuffix(line, "\n"))
		if strings.HasSuffix(line, "\n") {
			w.newline()
		}
	}
	return w.String()
}

// isTidy tells whether Plain would change nothing, which is so for most text.
func isTidy(s string) bool {
	// breaks is how many line breaks are before the next byte, 2 at the start,
	// where none may be; space is set when a space is.
	breaks, space := 2, true
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ':
			if space {
				return false
			}
			space = true
		case c == '\n':
			if space && breaks == 0 || breaks == 2 {
				return false
			}
			breaks, space = breaks+1, true
		case c < 0x20, c == 0x7F:
			return false
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError || isSpace(r) || isControl(r) {
				return false
			}
			i += size - 1
			breaks, space = 0, false
		default:
			breaks, space = 0, false
		}
		i++
	}
	return !space || s == ""
}

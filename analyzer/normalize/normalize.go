// Package normalize prepares the text of posts for models: it removes what
// carries no meaning and unifies spellings. The original text is stored, shown
// and matched; it is never changed.
package normalize

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/internal/query"
)

const (
	// URLToken and HandleToken replace every URL and every handle, as in the
	// XLM-T dataset of labelled posts (Barbieri et al., LREC 2022).
	URLToken    = "http"
	HandleToken = "@user"

	// MaxBytes is how much of a text is read; the rest is dropped.
	MaxBytes = 64 << 10

	// maxRepeat is how often a character may be repeated: "soooo" and "sooooooo"
	// both become "sooo", which still differs from "so" and "soo".
	maxRepeat = 3
	// maxMarks is the number of combining marks a letter keeps; more are noise.
	maxMarks = 2
)

// Text returns the normal form of text for a model:
//
//   - HTML entities become the characters they name;
//   - URLs become URLToken, handles HandleToken;
//   - full-width ASCII becomes ASCII;
//   - zero-width characters, bidi controls, soft hyphens and tag characters are
//     removed, but not the joiner inside emoji;
//   - a character repeated more than three times is written three times;
//   - control characters and runs of white space become one space, or a line
//     break where there was one.
//
// Case, diacritics and emoji are kept, since they are features. Time is linear.
func Text(text string) string {
	text = query.CutText(text, MaxBytes)
	if strings.Contains(text, "&") {
		text = html.UnescapeString(text)
	}
	w := writer{in: text}
	w.b.Grow(len(text))
	for w.i < len(text) {
		if !w.asciiStep() {
			w.step()
		}
	}
	return strings.TrimRight(w.b.String(), " \n")
}

// writer writes the normal form of in.
type writer struct {
	in string
	i  int
	b  strings.Builder
	// last is the rune written last, repeat the length of its run.
	last   rune
	repeat int
	marks  int
	// gap is the white space to write before the next rune; 0 for none.
	gap byte
}

// asciiStep handles a space, or a visible ASCII character that begins neither a
// URL nor a handle and is no repetition; it reports false for any other.
func (w *writer) asciiStep() bool {
	c := w.in[w.i]
	switch {
	case c == ' ':
		w.space(' ')
	case c <= ' ' || c > '~' || c == 'h' || c == 'H' || c == '@' || w.gap == 0 && rune(c) == w.last:
		return false
	default:
		w.flush()
		w.b.WriteByte(c)
		w.last, w.repeat, w.marks = rune(c), 1, 0
	}
	w.i++
	return true
}

// step handles the next character, URL or handle.
func (w *writer) step() {
	r, size := utf8.DecodeRuneInString(w.in[w.i:])
	rest := w.in[w.i:]
	switch {
	case r == utf8.RuneError && size == 1:
		w.space(' ')
	case r == '\n' || r == '\u2028' || r == '\u2029':
		w.space('\n')
	case unicode.IsSpace(r), unicode.IsControl(r):
		w.space(' ')
	case (r == 'h' || r == 'H') && w.atWordStart() && isURL(rest):
		w.word(URLToken)
		w.i += indexOrAll(rest, endsURL)
		return
	case r == '@' && w.atWordStart() && handleLength(rest) > 1:
		w.word(HandleToken)
		w.i += handleLength(rest)
		return
	case isInvisible(r):
	default:
		w.rune(r)
	}
	w.i += size
}

// atWordStart reports whether a word may begin here.
func (w *writer) atWordStart() bool {
	return w.gap != 0 || w.b.Len() == 0 || !unicode.IsLetter(w.last) && !unicode.IsDigit(w.last) || w.last >= 0x2E80
}

func (w *writer) space(s byte) {
	if w.gap != '\n' && w.b.Len() > 0 {
		w.gap = s
	}
}

func (w *writer) word(s string) {
	w.flush()
	w.b.WriteString(s)
	w.last, w.repeat, w.marks = 'x', 0, 0
}

func (w *writer) flush() {
	if w.gap != 0 {
		w.b.WriteByte(w.gap)
		w.gap, w.last, w.repeat = 0, 0, 0
	}
}

func (w *writer) rune(r rune) {
	w.flush()
	if r >= 0xFF01 && r <= 0xFF5E {
		r -= 0xFEE0
	}
	if r >= 0x300 && unicode.Is(unicode.Mn, r) {
		if w.marks++; w.marks > maxMarks {
			return
		}
		w.b.WriteRune(r)
		return
	}
	w.marks = 0
	if r == w.last && !unicode.IsDigit(r) {
		if w.repeat++; w.repeat > maxRepeat {
			return
		}
	} else {
		w.last, w.repeat = r, 1
	}
	w.b.WriteRune(r)
}

func isURL(s string) bool {
	return len(s) > 7 && (strings.EqualFold(s[:7], "http://") || len(s) > 8 && strings.EqualFold(s[:8], "https://"))
}

func endsURL(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x2E80 || strings.ContainsRune("<>\"“”", r)
}

// indexOrAll is the index of the first rune for which ends is true, or len(s).
func indexOrAll(s string, ends func(rune) bool) int {
	if i := strings.IndexFunc(s, ends); i >= 0 {
		return i
	}
	return len(s)
}

// maxHandle is the longest handle, in bytes, with sign and server.
const maxHandle = 320

// handleLength is the length in bytes of the handle at the start of s, with its
// sign.
func handleLength(s string) int {
	n := 1 + indexOrAll(s[1:min(len(s), maxHandle)], func(r rune) bool {
		return r >= utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_.-@", r)
	})
	return len(strings.TrimRight(s[:n], ".-@"))
}

// isInvisible reports whether a character shows nothing. The zero-width joiner
// and the variation selectors shape emoji and are kept.
func isInvisible(r rune) bool {
	switch {
	case r == 0x200D, r >= 0xFE00 && r <= 0xFE0F:
		return false
	case r == 0x034F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	default:
		return unicode.Is(unicode.Cf, r)
	}
}

package shown

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Printable is a text in which the characters that a terminal obeys, or that turn
// round what stands beside them, are written as \u and four digits: the controls C0
// (but for tab and line feed), DEL and C1, those of direction and the separators of
// lines and paragraphs (Unicode 3.4 to 6.3; Trojan Source, CVE-2021-42574). In JSON
// that is the same text. Bytes that are no UTF-8 become U+FFFD.
func Printable(s string) string {
	if clean(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if obeyed(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func clean(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	return strings.IndexFunc(s, obeyed) < 0
}

func obeyed(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r == '\u2028' || r == '\u2029':
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// Writer makes what is written to it fit to be seen. It is safe for concurrent use.
type Writer struct {
	to      io.Writer
	secrets *Secrets
	// guess masks also what only looks like a secret, as fits logs and errors.
	guess bool

	mu sync.Mutex
	// rest begins a character that what follows ends.
	rest []byte
	// begun says that a line which is begun anew stands there: what else is written takes
	// its place.
	begun bool
}

// NewWriter writes to to without secrets. With guess, what looks like one is
// masked as well.
func NewWriter(to io.Writer, secrets *Secrets, guess bool) *Writer {
	return &Writer{to: to, secrets: secrets, guess: guess}
}

// progress begins a line anew, which Earshot itself does at a terminal.
var progress = []string{"\r\x1b[K", "\r"}

// Write implements io.Writer. A character that is cut at the end of p is written
// with what follows.
func (w *Writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	text := string(w.rest) + string(p)
	cut := incomplete(text)
	w.rest = []byte(text[len(text)-cut:])
	text = text[:len(text)-cut]
	begin, isProgress := "", false
	for _, sign := range progress {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			begin, text, isProgress = sign, rest, true
			break
		}
	}
	text = w.secrets.Mask(text)
	if w.guess {
		text = Masked(text)
	}
	switch {
	case isProgress:
		w.begun = text != "" && !strings.HasSuffix(text, "\n")
	case w.begun && text != "":
		begin, w.begun = progress[0], false
	}
	if _, err := io.WriteString(w.to, begin+Printable(strings.ReplaceAll(text, "\r\n", "\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// incomplete is how many bytes at the end of s begin a character.
func incomplete(s string) int {
	for n := 1; n < utf8.UTFMax && n <= len(s); n++ {
		last := s[len(s)-n:]
		if utf8.RuneStart(last[0]) {
			if last[0] >= utf8.RuneSelf && !utf8.FullRuneInString(last) {
				return n
			}
			return 0
		}
	}
	return 0
}

package train

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"earshot/internal/social"
)

// Row is one labelled text.
type Row struct {
	// Label is -1 negative, 0 neutral, 1 positive.
	Label int
	Text  string
}

// Set is labelled texts of one origin and one language.
type Set struct {
	Name string
	// Language is an ISO 639-1 code, or sentiment.Multilingual.
	Language string
	// Weight is how much a row counts beside those of other sets; 0 means 1.
	Weight float32
	// Noisy says that the labels agree with a reader's only now and then: the
	// set does not calibrate the probabilities.
	Noisy bool
	// Reviews says that the texts are reviews: a language with many of them gets
	// a table for reviews apart from the one for all posts.
	Reviews bool
	// Train is learned from; Validation calibrates the probabilities and is
	// never learned from.
	Train, Validation []Row
}

// binary tells whether the set knows no neutral texts, as collections of
// reviews do: then a text says nothing of how likely neutral is.
func (s Set) binary() bool {
	for _, rows := range [][]Row{s.Train, s.Validation} {
		for _, r := range rows {
			if r.Label == 0 {
				return false
			}
		}
	}
	return true
}

// maxLine bounds a line of a labelled file, in bytes.
const maxLine = 1 << 20

// Read reads labelled texts, one a line: label (-1, 0 or 1), a tab, the text;
// columns after that are left out. Name is what errors call the file.
func Read(r io.Reader, name string) ([]Row, error) {
	var rows []Row
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimRight(lines.Text(), "\r")
		if line == "" {
			continue
		}
		label, rest, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, social.Errorf(social.CodeInvalid, "%s:%d: no tab between label and text", name, n)
		}
		value, err := strconv.Atoi(strings.TrimSpace(label))
		if err != nil || value < -1 || value > 1 {
			return nil, social.Errorf(social.CodeInvalid, "%s:%d: label %q is not -1, 0 or 1", name, n, label)
		}
		text, _, _ := strings.Cut(rest, "\t")
		rows = append(rows, Row{Label: value, Text: unescape(text)})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("train: read %s after line %d: %w", name, n, err)
	}
	return rows, nil
}

// unescape undoes the "\u2019" that some collections left in their texts.
func unescape(text string) string {
	const size = len(`\u0000`)
	if !strings.Contains(text, `\u`) {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if strings.HasPrefix(text[i:], `\u`) && len(text) >= i+size {
			if v, err := strconv.ParseUint(text[i+2:i+size], 16, 16); err == nil {
				out.WriteRune(rune(v))
				i += size - 1
				continue
			}
		}
		out.WriteByte(text[i])
	}
	return out.String()
}

// alike is a text as it is compared to find copies across sets: lower case,
// without user names, links and spaces.
func alike(text string) string {
	var out strings.Builder
	for field := range strings.FieldsSeq(strings.ToLower(text)) {
		if field[0] == '@' || strings.HasPrefix(field, "http") {
			continue
		}
		out.WriteString(field)
	}
	return out.String()
}

// dropOverlap removes from the training rows every text that is also in a
// validation part, of whichever set, and every text seen before.
func dropOverlap(sets []Set) (kept []Set, dropped int) {
	held := make(map[string]bool)
	for _, s := range sets {
		for _, r := range s.Validation {
			held[alike(r.Text)] = true
		}
	}
	for _, s := range sets {
		rows := make([]Row, 0, len(s.Train))
		for _, r := range s.Train {
			k := alike(r.Text)
			if held[k] {
				dropped++
				continue
			}
			held[k] = true
			rows = append(rows, r)
		}
		s.Train = rows
		kept = append(kept, s)
	}
	return kept, dropped
}

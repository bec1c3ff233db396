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

// Dataset is labelled texts of one origin and one language.
type Dataset struct {
	Name string
	// Language is an ISO 639-1 code, or sentiment.Multilingual.
	Language string
	// Weight is the weight of a row beside those of other datasets; 0 means 1.
	Weight float32
	// Noisy marks labels that often disagree with a human reader's: the dataset
	// is not used to calibrate the probabilities.
	Noisy bool
	// Reviews marks texts that are reviews: a language with many of them gets a
	// table for reviews beside the one for all posts.
	Reviews bool
	// Shared marks texts that only teach the multilingual table, though their
	// language is known.
	Shared bool
	// Train is what the model is fitted to; Validation calibrates the
	// probabilities.
	Train, Validation []Row
	// Held is kept out for good: nothing is fitted to it, in no run.
	Held []Row
}

// binary reports whether the dataset has no neutral texts, as collections of
// reviews do; then its texts hold no evidence about neutral.
func (s Dataset) binary() bool {
	for _, rows := range [][]Row{s.Train, s.Validation, s.Held} {
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

// ReadRows reads labelled texts, one per line: the label (-1, 0 or 1), a tab,
// the text. Further columns are ignored. name is how errors call the file.
func ReadRows(r io.Reader, name string) ([]Row, error) {
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

// unescape decodes the "\u2019" escapes that some collections left in their
// texts.
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

// dedupKey is the form in which texts are compared to find duplicates across
// datasets: lower case, without user names, links and spaces.
func dedupKey(text string) string {
	var out strings.Builder
	for field := range strings.FieldsSeq(strings.ToLower(text)) {
		if field[0] == '@' || strings.HasPrefix(field, "http") {
			continue
		}
		out.WriteString(field)
	}
	return out.String()
}

// dropOverlap removes from the training rows every text that is also in the
// validation or held-out part of any dataset, and every duplicate, and from the
// validation parts every text that is held out.
func dropOverlap(sets []Dataset) (kept []Dataset, dropped int) {
	validation, held := make(map[string]bool), make(map[string]bool)
	for _, s := range sets {
		for _, r := range s.Held {
			validation[dedupKey(r.Text)], held[dedupKey(r.Text)] = true, true
		}
	}
	for _, s := range sets {
		for _, r := range s.Validation {
			validation[dedupKey(r.Text)] = true
		}
	}
	for _, s := range sets {
		apart := func(r Row) bool { return !held[dedupKey(r.Text)] }
		s.Validation = filterRows(s.Validation, apart)
		rows := make([]Row, 0, len(s.Train))
		for _, r := range s.Train {
			k := dedupKey(r.Text)
			if validation[k] {
				dropped++
				continue
			}
			validation[k] = true
			rows = append(rows, r)
		}
		s.Train = rows
		kept = append(kept, s)
	}
	return kept, dropped
}

// filterRows returns the rows that keep is true of.
func filterRows(rows []Row, keep func(Row) bool) []Row {
	var out []Row
	for _, r := range rows {
		if keep(r) {
			out = append(out, r)
		}
	}
	return out
}

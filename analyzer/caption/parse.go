package caption

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/llm"
	"earshot/internal/social"
)

const (
	maxAnswerBytes = 64 << 10
	maxTextRunes   = 500
	maxOCRRunes    = 4000
	maxTags        = 8
	maxTagRunes    = 40
)

// parse validates a model's answer. It tolerates what llm.ExtractJSON removes,
// too many tags, and too much text read; the surplus is dropped.
func parse(answer string) (Caption, error) {
	if len(answer) > maxAnswerBytes {
		return Caption{}, invalidAnswer("has %d bytes", len(answer))
	}
	var form struct {
		Caption *string  `json:"caption"`
		OCR     string   `json:"ocr"`
		Tags    []string `json:"tags"`
	}
	if err := json.Unmarshal([]byte(llm.ExtractJSON(answer)), &form); err != nil {
		return Caption{}, invalidAnswer("is not the JSON object asked for: %w", err)
	}
	if form.Caption == nil {
		return Caption{}, invalidAnswer("has no caption")
	}
	text := oneLine(*form.Caption)
	switch {
	case utf8.RuneCountInString(text) > maxTextRunes:
		return Caption{}, invalidAnswer("has a caption of more than %d characters", maxTextRunes)
	case !strings.ContainsFunc(text, unicode.IsLetter):
		return Caption{}, invalidAnswer("has a caption without words")
	case isRefusal(text):
		return Caption{}, social.Errorf(social.CodeBlocked, "caption: the model refused: %.120s", text)
	case isRepetitive(text), isRepetitive(form.OCR):
		return Caption{}, invalidAnswer("repeats itself")
	}
	return Caption{Text: text, OCR: cleanLines(form.OCR), Tags: cleanTags(form.Tags)}, nil
}

// invalidAnswer is the error of an answer that is not of the form.
func invalidAnswer(format string, args ...any) error {
	return social.Errorf(social.CodeBroken, "caption: the model's answer "+format, args...)
}

// isRefusal reports whether a caption begins as models do when they refuse
// within the form.
func isRefusal(text string) bool {
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	return slices.ContainsFunc([]string{
		"i'm sorry", "i am sorry", "sorry,", "i cannot", "i can't", "i can not", "i'm unable", "i am unable",
		"i'm not able", "i am not able", "unable to ", "cannot describe", "can't describe",
	}, func(start string) bool { return strings.HasPrefix(text, start) })
}

// isRepetitive reports whether a model got stuck in a loop: many words, of which
// fewer than one in six are different.
func isRepetitive(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	if len(words) < 24 {
		return false
	}
	different := map[string]bool{}
	for _, w := range words {
		different[w] = true
	}
	return len(different)*6 < len(words)
}

// oneLine removes control and bidi characters and joins lines.
func oneLine(s string) string { return strings.Join(strings.Fields(strings.Map(visible, s)), " ") }

// cleanLines does the same line by line, and truncates to maxOCRRunes.
func cleanLines(s string) string {
	var kept []string
	for line := range strings.Lines(s) {
		if line = oneLine(line); line != "" {
			kept = append(kept, line)
		}
	}
	runes := []rune(strings.Join(kept, "\n"))
	return strings.TrimSpace(string(runes[:min(len(runes), maxOCRRunes)]))
}

// visible maps white space to a space and removes characters that show nothing.
func visible(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufeff', r == utf8.RuneError:
		return -1
	default:
		return r
	}
}

// cleanTags returns at most maxTags tags: lower case, without '#' and
// duplicates.
func cleanTags(tags []string) []string {
	var kept []string
	for _, tag := range tags {
		tag = strings.TrimLeft(strings.ToLower(oneLine(tag)), "# ")
		if tag == "" || utf8.RuneCountInString(tag) > maxTagRunes || slices.Contains(kept, tag) {
			continue
		}
		if kept = append(kept, tag); len(kept) == maxTags {
			break
		}
	}
	return kept
}

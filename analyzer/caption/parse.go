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

// parse reads a model's answer. Tolerated are what models do with good will:
// a passage of thinking first, a code fence, too many tags, too much text read.
func parse(answer string) (Caption, error) {
	if len(answer) > maxAnswerBytes {
		return Caption{}, broken("has %d bytes", len(answer))
	}
	var form struct {
		Caption *string  `json:"caption"`
		OCR     string   `json:"ocr"`
		Tags    []string `json:"tags"`
	}
	if err := json.Unmarshal([]byte(llm.ExtractJSON(answer)), &form); err != nil {
		return Caption{}, broken("is not the JSON object asked for: %w", err)
	}
	if form.Caption == nil {
		return Caption{}, broken("has no caption")
	}
	text := oneLine(*form.Caption)
	switch {
	case utf8.RuneCountInString(text) > maxTextRunes:
		return Caption{}, broken("has a caption of more than %d characters", maxTextRunes)
	case !strings.ContainsFunc(text, unicode.IsLetter):
		return Caption{}, broken("has a caption without words")
	case refuses(text):
		return Caption{}, social.Errorf(social.CodeBlocked, "caption: the model refused: %.120s", text)
	case loops(text), loops(form.OCR):
		return Caption{}, broken("repeats itself")
	}
	return Caption{Text: text, OCR: lines(form.OCR), Tags: tags(form.Tags)}, nil
}

func broken(format string, args ...any) error {
	return social.Errorf(social.CodeBroken, "caption: the model's answer "+format, args...)
}

// refuses knows how models begin when they decline in the form asked for.
func refuses(text string) bool {
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	return slices.ContainsFunc([]string{
		"i'm sorry", "i am sorry", "sorry,", "i cannot", "i can't", "i can not", "i'm unable", "i am unable",
		"i'm not able", "i am not able", "unable to ", "cannot describe", "can't describe",
	}, func(start string) bool { return strings.HasPrefix(text, start) })
}

// loops tells whether a model got stuck: many words, hardly any of them new.
func loops(text string) bool {
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

// oneLine drops control and direction characters and joins lines.
func oneLine(s string) string { return strings.Join(strings.Fields(strings.Map(visible, s)), " ") }

// lines does the same but keeps the lines, and cuts what is too long.
func lines(s string) string {
	var kept []string
	for line := range strings.Lines(s) {
		if line = oneLine(line); line != "" {
			kept = append(kept, line)
		}
	}
	runes := []rune(strings.Join(kept, "\n"))
	return strings.TrimSpace(string(runes[:min(len(runes), maxOCRRunes)]))
}

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

func tags(said []string) []string {
	var kept []string
	for _, tag := range said {
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

package caption

import (
	"math"
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
	maxObjects     = 12
	maxActivities  = 6
	maxBrands      = 20
	maxTagRunes    = 40
	maxPhraseRunes = 120
	maxReasonRunes = 300
	maxPeople      = 1_000_000
)

// moods are the sentiments that a description may have.
var moods = []string{"positive", "neutral", "negative", "mixed"}

// parse validates a model's answer. It tolerates what llm.ExtractJSON removes, words around
// the object, lists that are too long, and too much text read; the surplus is dropped.
func parse(answer string) (Caption, error) {
	if len(answer) > maxAnswerBytes {
		return Caption{}, unusablef("has %d bytes", len(answer))
	}
	f, err := read(llm.ExtractJSON(answer))
	if err != nil {
		if isRefusal(oneLine(answer)) {
			return Caption{}, refused(oneLine(answer))
		}
		return Caption{}, unusablef("is not the JSON object asked for: %v", err)
	}
	if f.Caption == nil {
		return Caption{}, unusablef("has no caption")
	}
	text := oneLine(*f.Caption)
	if err := check(text); err != nil {
		return Caption{}, err
	}
	if f.Text == "" {
		f.Text = f.OCR
	}
	if isRepetitive(string(f.Text)) {
		return Caption{}, unusablef("repeats itself")
	}
	described, err := describe(f)
	if err != nil {
		return Caption{}, err
	}
	return Caption{Text: text, OCR: cleanLines(string(f.Text)), Tags: cleanList(f.Tags, maxTags, maxTagRunes), Description: described}, nil
}

// describe is what an answer says besides the caption, the text and the tags.
func describe(f form) (d social.Description, err error) {
	d.Objects, d.Activities = cleanList(f.Objects, maxObjects, maxTagRunes), cleanList(f.Activities, maxActivities, maxPhraseRunes)
	d.Scene, d.Unsafe = cut(oneLine(f.Scene), maxPhraseRunes), f.Unsafe
	if d.People, err = people(f); err != nil {
		return d, err
	}
	if d.Sentiment = strings.ToLower(oneLine(f.Sentiment)); d.Sentiment != "" && !slices.Contains(moods, d.Sentiment) {
		return d, unusablef("has a sentiment that is none of %s", strings.Join(moods, ", "))
	}
	if f.Reason == "" {
		f.Reason = f.Because
	}
	if d.Sentiment != "" {
		d.Reason = cut(oneLine(f.Reason), maxReasonRunes)
	}
	for _, b := range f.Brands {
		name := cut(oneLine(b.Name), maxPhraseRunes)
		certainty := 0.0 // it does not say
		if b.Confidence != nil {
			certainty = *b.Confidence
		}
		if !(certainty >= 0 && certainty <= 1) {
			return d, unusablef("has a brand whose confidence is not from 0 to 1")
		}
		// One that it says is certainly not there is none.
		if name == "" || len(d.Brands) == maxBrands || b.Confidence != nil && certainty == 0 {
			continue
		}
		d.Brands = append(d.Brands, social.SeenBrand{Name: name, Where: cut(oneLine(b.Where), maxPhraseRunes), Certainty: float32(certainty)})
	}
	return d, nil
}

// people is how many people an answer counts; nil where it does not say.
func people(f form) (*int, error) {
	n := f.People
	if n == nil {
		n = f.Persons
	}
	if n == nil {
		return nil, nil
	}
	if *n != math.Trunc(*n) || *n < 0 || *n > maxPeople {
		return nil, unusablef("has a number of people that cannot be")
	}
	count := int(*n)
	return &count, nil
}

// cut is the beginning of a text, at most so many characters.
func cut(s string, most int) string {
	runes := []rune(s)
	return strings.TrimSpace(string(runes[:min(len(runes), most)]))
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
	return cut(strings.Join(kept, "\n"), maxOCRRunes)
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

// cleanList returns at most so many entries: lower case, without '#' and duplicates.
func cleanList(entries []string, most, runes int) []string {
	var kept []string
	for _, entry := range entries {
		entry = strings.TrimLeft(strings.ToLower(oneLine(entry)), "# ")
		if entry == "" || utf8.RuneCountInString(entry) > runes || slices.Contains(kept, entry) {
			continue
		}
		if kept = append(kept, entry); len(kept) == most {
			break
		}
	}
	return kept
}

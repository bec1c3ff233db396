package caption

import (
	"strings"
	"unicode"

	"earshot/analyzer/language"
)

// tellingWords is from how many words on a sentence in Latin letters is judged.
const tellingWords = 4

// english tells whether captions are in English.
type english struct{ detector *language.Detector }

func newEnglish() english { return english{language.New()} }

// is tells whether a caption may be in English. Names in it, quoted texts and few words
// say nothing.
func (e english) is(caption string) bool {
	text := unquoted(caption)
	latin, others := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			others++
		}
	}
	if others > latin {
		return false
	}
	if len(strings.Fields(text)) < tellingWords {
		return true
	}
	is := e.detector.Detect(text, "en", nil)
	return is == "en" || is == language.Undetermined
}

// unquoted leaves out what stands between quotation marks: texts that the picture shows.
func unquoted(text string) string {
	var kept strings.Builder
	inside := false
	for _, r := range text {
		switch {
		case strings.ContainsRune("\"“”„«»「」『』", r):
			inside = !inside
		case !inside:
			kept.WriteRune(r)
		}
	}
	return kept.String()
}

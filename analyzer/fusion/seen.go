package fusion

import (
	"regexp"
	"strings"

	"earshot/internal/social"
)

// The kinds of pictures that the rules know.
const (
	receipt    = "receipt"
	screenshot = "screenshot"
)

// receiptWords are what vision models call a receipt, and what stands on one.
var (
	receiptWords = regexp.MustCompile(`(?i)\b(?:receipt|invoice|bill|sales slip|ticket stub|order confirmation)\b`)
	receiptText  = regexp.MustCompile(`(?im)^\W*(?:sub)?total\b.*\d|\b(?:vat|mwst|tva|iva)\b.*\d|\bcash\b.*\d`)
	screenWords  = regexp.MustCompile(`(?i)\b(?:screenshot|screen capture|chat|text message|web page|app screen|review page)\b`)
)

// seen is what the pictures say: how they present the brand, what the text in them says, and
// what kind they are. Of several pictures that say different things the negative one counts,
// then the positive one: a plain picture beside them says nothing against that.
func (f *Fuser) seen(media []social.Media) (picture, written social.Mood, kind string) {
	picture, written = social.Mood{Of: Picture}, social.Mood{Of: Written}
	for _, m := range media {
		if m.State != social.MediaReady {
			continue
		}
		if is := kindOf(m); is != "" && (kind == "" || is == screenshot) {
			kind = is
		}
		if mood := moodOf(m.Description.Sentiment); weight(mood) > weight(picture.Class) {
			picture.Class, picture.Why = mood, m.Description.Reason
		}
		if said := f.said(m.SureText()); weight(said) > weight(written.Class) {
			written.Class, written.Why = said, oneLine(m.SureText())
		}
	}
	return picture, written, kind
}

// said is what a text says, where it is long enough to say something.
func (f *Fuser) said(text string) social.Label {
	if len(strings.Fields(text)) < leastWords {
		return social.Unknown
	}
	return f.judge(text).Class()
}

// kindOf is what kind of picture one is, by what a model says, its measures and its text.
func kindOf(m social.Media) string {
	said := strings.Join(append(append([]string{m.Description.Scene}, m.Tags...), m.Description.Objects...), " ")
	switch {
	case receiptWords.MatchString(said), m.Look == "document" && receiptText.MatchString(m.OCR):
		return receipt
	case m.Look == "screenshot", screenWords.MatchString(said):
		return screenshot
	}
	return ""
}

// moodOf is the class of a vision model's sentiment. One that is mixed says nothing.
func moodOf(sentiment string) social.Label {
	switch label := social.Label(sentiment); label {
	case social.Positive, social.Neutral, social.Negative:
		return label
	default:
		return social.Unknown
	}
}

// weight is how much a class says against others of the same kind.
func weight(class social.Label) int {
	switch class {
	case social.Negative:
		return 4
	case social.Positive:
		return 3
	case social.Neutral:
		return 2
	case social.Unsure:
		return 1
	default:
		return 0
	}
}

// longestWhy bounds the text that is shown as a reason, in characters.
const longestWhy = 160

func oneLine(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > longestWhy {
		return string(runes[:longestWhy]) + "..."
	}
	return string(runes)
}

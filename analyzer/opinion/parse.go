package opinion

import (
	"encoding/json"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/llm"
	"earshot/internal/social"
)

const (
	// maxQuote is the longest quotation, in characters; it admits a whole short
	// post.
	maxQuote = 300
	// sumTolerance is how far the sum of the probabilities may differ from 1,
	// since models round.
	sumTolerance = 0.03
)

// parse validates a model's answer about text. It tolerates what llm.ExtractJSON
// removes, and differences in how the quotation was copied; see findQuote.
func parse(answer, text string) (social.Opinion, error) {
	var form struct {
		Quote                       *string
		Label                       *social.Label
		Negative, Neutral, Positive *float64
	}
	if err := json.Unmarshal([]byte(llm.ExtractJSON(answer)), &form); err != nil {
		return social.Opinion{}, invalidAnswer("is not the JSON object asked for: %w", err)
	}
	if form.Quote == nil || form.Label == nil || form.Negative == nil || form.Neutral == nil || form.Positive == nil {
		return social.Opinion{}, invalidAnswer("lacks a part of what was asked for")
	}
	sum := 0.0
	for _, p := range []float64{*form.Negative, *form.Neutral, *form.Positive} {
		if !(p >= 0 && p <= 1) {
			return social.Opinion{}, invalidAnswer("has a probability of %.4g", p)
		}
		sum += p
	}
	if math.Abs(sum-1) > sumTolerance {
		return social.Opinion{}, invalidAnswer("has probabilities that sum to %.4g", sum)
	}
	sentiment := social.Sentiment{
		Label: *form.Label, Negative: float32(*form.Negative / sum), Neutral: float32(*form.Neutral / sum), Positive: float32(*form.Positive / sum),
	}
	switch sentiment.Label {
	case social.Negative, social.Neutral, social.Positive:
	default:
		return social.Opinion{}, invalidAnswer("has a label that is none of the three")
	}
	if sentiment.Certainty() < max(sentiment.Negative, sentiment.Neutral, sentiment.Positive) {
		return social.Opinion{}, invalidAnswer("says %s and finds another class likelier", sentiment.Label)
	}
	quote, ok := findQuote(text, *form.Quote)
	switch {
	case !ok:
		return social.Opinion{}, invalidAnswer("quotes what the post does not say")
	case utf8.RuneCountInString(quote) > maxQuote:
		return social.Opinion{}, invalidAnswer("has a quotation of more than %d characters", maxQuote)
	}
	return social.Opinion{Sentiment: sentiment, Quote: quote}, nil
}

// invalidAnswer is the error of an answer that is not of the form.
func invalidAnswer(format string, args ...any) error {
	return social.Errorf(social.CodeBroken, "opinion: the model's answer "+format, args...)
}

// findQuote finds a quotation in a text and returns it as the text has it. It
// ignores differences in case, kind of quotation marks and line breaks, and
// marks or dots around the quotation.
func findQuote(text, quote string) (string, bool) {
	quote = strings.TrimFunc(quote, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`"'“”‘’«»「」…`, r)
	})
	quote = strings.TrimSpace(strings.Trim(quote, "."))
	if !strings.ContainsFunc(quote, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsSymbol(r) }) {
		return "", false
	}
	whole, part := fold(text), fold(quote)
	at := strings.Index(whole.text, part.text)
	if at < 0 {
		return "", false
	}
	return strings.TrimSpace(text[whole.from[at]:whole.to[at+len(part.text)-1]]), true
}

// folded is a text as quotations are compared. For each byte of it, from and to
// are the start and end of the original rune in the text.
type folded struct {
	text     string
	from, to []int
}

func fold(text string) folded {
	var (
		f     folded
		b     strings.Builder
		space = true
	)
	for i, r := range text {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case unicode.IsSpace(r):
			if space {
				continue
			}
			r = ' '
		case isInvisible(r):
			continue
		default:
			r = foldRune(r)
		}
		space = r == ' '
		n := b.Len()
		b.WriteRune(r)
		for range b.Len() - n {
			f.from, f.to = append(f.from, i), append(f.to, i+size)
		}
	}
	f.text = b.String()
	return f
}

// foldRune returns the lower case of a rune, and the ASCII form of a quotation
// mark or dash.
func foldRune(r rune) rune {
	switch r {
	case '‘', '’', '‚', 'ʼ', '´', '`':
		return '\''
	case '“', '”', '„', '«', '»':
		return '"'
	case '‐', '‑', '–', '—':
		return '-'
	default:
		return unicode.ToLower(r)
	}
}

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
	// maxQuote bounds a quotation, in characters: enough for a short post whole.
	maxQuote = 300
	// slack is how far the probabilities may sum from 1: models round.
	slack = 0.03
)

// parse reads a model's answer about text. Tolerated is what llm.ExtractJSON takes off,
// and how a quotation was copied; see passage.
func parse(answer, text string) (social.Opinion, error) {
	var form struct {
		Quote                       *string
		Label                       *social.Label
		Negative, Neutral, Positive *float64
	}
	if err := json.Unmarshal([]byte(llm.ExtractJSON(answer)), &form); err != nil {
		return social.Opinion{}, broken("is not the JSON object asked for: %w", err)
	}
	if form.Quote == nil || form.Label == nil || form.Negative == nil || form.Neutral == nil || form.Positive == nil {
		return social.Opinion{}, broken("lacks a part of what was asked for")
	}
	sum := 0.0
	for _, p := range []float64{*form.Negative, *form.Neutral, *form.Positive} {
		if !(p >= 0 && p <= 1) {
			return social.Opinion{}, broken("has a probability of %.4g", p)
		}
		sum += p
	}
	if math.Abs(sum-1) > slack {
		return social.Opinion{}, broken("has probabilities that sum to %.4g", sum)
	}
	said := social.Sentiment{
		Label: *form.Label, Negative: float32(*form.Negative / sum), Neutral: float32(*form.Neutral / sum), Positive: float32(*form.Positive / sum),
	}
	switch said.Label {
	case social.Negative, social.Neutral, social.Positive:
	default:
		return social.Opinion{}, broken("has a label that is none of the three")
	}
	if said.Certainty() < max(said.Negative, said.Neutral, said.Positive) {
		return social.Opinion{}, broken("says %s and finds another class likelier", said.Label)
	}
	quote, ok := passage(text, *form.Quote)
	switch {
	case !ok:
		return social.Opinion{}, broken("quotes what the post does not say")
	case utf8.RuneCountInString(quote) > maxQuote:
		return social.Opinion{}, broken("has a quotation of more than %d characters", maxQuote)
	}
	return social.Opinion{Said: said, Quote: quote}, nil
}

func broken(format string, args ...any) error {
	return social.Errorf(social.CodeBroken, "opinion: the model's answer "+format, args...)
}

// passage finds a quotation in a text and returns it as it stands there. How it
// was copied does not matter: the case of letters, the kind of quotation marks,
// line breaks, and marks or dots around it.
func passage(text, quote string) (string, bool) {
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

// folded is a text in the form in which passages are found; from and to are where
// the rune that each of its bytes stands for begins and ends in the text itself.
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
		case hidden(r):
			continue
		default:
			r = plain(r)
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

// plain is a rune in the lower case, and a quotation mark in its plainest form.
func plain(r rune) rune {
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

// Package intent says what the author of a post wants: an answer, help, to
// complain, to praise, to buy. It goes by phrases of small tables and by the
// sentiment of the post; what it was measured at is in the sentiment model's
// card.
package intent

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"earshot/analyzer/cue"
	"earshot/internal/social"
)

//go:embed cues.txt
var cues string

// enough is the weight from which phrases are believed alone, hint the one from
// which they are believed when the sentiment says the same.
const (
	enough = 3
	hint   = 2
)

// sure is the certainty of a sentiment from which a post that is addressed to
// somebody is a complaint or praise without a phrase that says so.
const sure = 0.5

// Reader tells intents. It is immutable and safe for concurrent use.
type Reader struct{ table *cue.Table }

// New reads the tables.
func New() (*Reader, error) {
	table, err := cue.Parse(cues)
	if err != nil {
		return nil, fmt.Errorf("intent: %w", err)
	}
	return &Reader{table}, nil
}

// Intents are those of a text in a language, an ISO 639-1 code or "und", with
// the sentiment it was judged to have; in the order of social.Intents.
func (r *Reader) Intents(text cue.Text, language string, s social.Sentiment) []social.Intent {
	weight := map[social.Intent]int{}
	r.table.Each(text, language, func(h cue.Hit) {
		if !h.Negated {
			weight[social.Intent(h.Class)] += h.Weight
		}
	})
	if asks(text) {
		weight[social.IntentQuestion] += enough
	}
	var out []social.Intent
	for _, i := range social.Intents() {
		w := weight[i]
		switch i {
		case social.IntentComplaint:
			if w > 0 && s.Label == social.Positive && s.Positive > sure {
				w = 0
			}
			if w >= hint && s.Label == social.Negative {
				w = enough
			}
		case social.IntentPraise:
			if w > 0 && (s.Label == social.Negative || s.Negative > s.Positive) {
				w = 0
			}
			if w >= hint && s.Label == social.Positive && s.Positive > sure {
				w = enough
			}
		}
		if w >= enough {
			out = append(out, i)
		}
	}
	// Who asks for help or a price asks a question; who complains in one
	// ("are you serious?") does not want an answer.
	if slices.Contains(out, social.IntentComplaint) && !slices.Contains(out, social.IntentSupport) {
		out = slices.DeleteFunc(out, func(i social.Intent) bool { return i == social.IntentQuestion && weight[i] <= enough })
	}
	return out
}

// asks tells whether a clause of two words or more, or of a few characters
// where words are not spaced, ends in a question mark.
func asks(text cue.Text) bool {
	if !strings.ContainsAny(string(text), "?？") {
		return false
	}
	for field := range strings.FieldsSeq(string(text)) {
		if strings.Contains(field, "://") {
			continue
		}
		if at := strings.IndexAny(field, "?？"); at >= 0 && strings.IndexFunc(field[:at], unicode.IsLetter) >= 0 {
			return true
		}
	}
	return false
}

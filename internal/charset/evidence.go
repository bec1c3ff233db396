package charset

import (
	"math"
	"unicode"
)

const (
	// doubted is the most that the ASCII of a text speaks against a language.
	doubted = 6
	// foreign is what a declared language speaks against the others.
	foreign = 5
)

// evidence says of each language how much speaks against it, whatever the
// encoding: the ASCII of the text, which all readings share, and the language that
// the document declares.
type evidence map[string]float64

// weigh reads the ASCII words of a text as each of the languages in Latin letters.
func weigh(text []byte, declared string) evidence {
	against := evidence{}
	least := math.Inf(1)
	for code, t := range tongues() {
		if t.script == latin {
			against[code] = t.ascii(text)
			least = min(least, against[code])
		}
	}
	for code := range tongues() {
		against[code] = min(max(0, against[code]-least), doubted)
		if !isLanguage(code, declared) {
			against[code] += foreign
		}
	}
	return against
}

// ascii is the cost of the words of a text that are all ASCII.
func (t *tongue) ascii(text []byte) float64 {
	cost := 0.0
	for word := range asciiWords(text) {
		prev := ' '
		for _, b := range word {
			c := unicode.ToLower(rune(b))
			if listed, ok := t.pairs[[2]rune{prev, c}]; ok {
				cost += listed
			} else {
				cost += rare
			}
			prev = c
		}
		if listed, ok := t.pairs[[2]rune{prev, ' '}]; ok {
			cost += listed
		} else {
			cost += rare
		}
	}
	return cost
}

// best reads text as each of some languages and returns the likeliest reading.
func (e evidence) best(codes []string, text []rune) score {
	least := score{cost: math.Inf(1)}
	for _, code := range codes {
		s := tongues()[code].score(text)
		if s.cost += e[code]; s.cost < least.cost {
			least = s
		}
	}
	return least
}

// isLanguage tells whether a model is of a declared language ("zh-tw").
func isLanguage(code, declared string) bool {
	switch {
	case declared == "":
		return false
	case len(declared) >= 2 && declared[:2] == "zh":
		traditional := declared == "zh-tw" || declared == "zh-hk" || declared == "zh-hant" || declared == "zh-mo"
		return code == "zh-hant" && traditional || code == "zh-hans" && !traditional
	default:
		return declared == code || len(declared) > 2 && declared[2] == '-' && declared[:2] == code
	}
}

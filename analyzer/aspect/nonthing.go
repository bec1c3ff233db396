package aspect

import (
	"strings"

	"earshot/analyzer/vocabulary"
)

// withoutName is where the words from start up to before end begin to be no name:
// "Acme battery" is a battery.
func (p *patternMatcher) withoutName(start, end int) int {
	if p.capitalised { // every noun has a capital: a name may be before the last one
		if end <= start {
			return start
		}
		last := p.words[end-1]
		hasArticle := end-start == 1 && start > 0 && p.words[start-1].class&article != 0
		if lower := strings.ToLower(p.text[last.start:last.end]); hasArticle && p.vocabulary.Class(lower) != vocabulary.Closed || p.vocabulary.Holds(lower) {
			return end - 1
		}
		return end
	}
	for start < end && p.isName(start) {
		start++
	}
	for i := start + 1; i < end; i++ {
		if p.isName(i) { // "Acme X2"
			return end
		}
	}
	return start
}

// isName reports whether the word at i has a capital that its place does not explain.
func (p *patternMatcher) isName(i int) bool {
	w := p.words[i]
	if !w.capitalised {
		return false
	}
	text := p.text[w.start:w.end]
	explained := w.afterBreak || i > 0 && p.words[i-1].class&article != 0 && p.words[i-1].afterBreak || strings.ToUpper(text) == text
	lower := strings.ToLower(text)
	return !explained || !p.vocabulary.IsEmpty() && !p.vocabulary.Holds(lower) && !p.vocabulary.IsFormed(lower)
}

// verbEndings are the endings of infinitives, gerunds and past forms of Romance
// languages, which are no things: "amo bailar". Nouns that end alike are listed.
var (
	verbEndings = map[string][]string{
		"es": {"mente", "ar", "er", "ir", "ando", "iendo", "arse", "erse", "irse", "aron", "ieron"}, "pt": {"mente", "ar", "er", "ir", "ando", "endo", "indo", "ou", "ei", "aram"},
		"it": {"mente", "are", "ere", "ire", "rsi", "ando", "endo"}, "fr": {"er", "oir", "ent"},
	}
	nounsLikeVerbs = setOf(`celular bar jantar taller alquiler mar par lugar mujer mulher placer prazer poder hogar altar azúcar azucar açúcar acucar paladar dólar radar olhar colher
		talher collar amanecer router scooter burger poster designer voucher dîner déjeuner cahier papier quartier panier dossier atelier escalier clavier chantier
		lei rei fer mer hiver hamburger supporter cuisinier serveur couloir miroir soir espoir trottoir tiroir carnet appartement rendement paiement abonnement emballage bâtiment
		médicament instrument accent vent argent talent client cantiere cameriere quartiere mestiere sedere bere piacere potere carattere genere bicchiere padre mercado
		chargeur agent parent président accident ingrediente`)
)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// isVerbal reports whether the word at i has the ending of a verb.
func (p *patternMatcher) isVerbal(i int) bool {
	w := p.words[i]
	text := p.text[w.start:w.end]
	if len(text) < 4 || w.class&noun != 0 {
		return false
	}
	for _, ending := range verbEndings[p.language] {
		if strings.HasSuffix(text, ending) {
			lower := strings.ToLower(text)
			return !nounsLikeVerbs[lower] && !(p.language == "fr" && (strings.HasSuffix(lower, "ment") || strings.HasSuffix(lower, "ier")))
		}
	}
	return false
}

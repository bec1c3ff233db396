package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// speller finds the names in the sentences of a text in a script with capitals.
type speller struct {
	*Finder
	language string
	text     string
	words    vocabulary
	c        *collector
	// headline: nearly every word of the sentence has a capital, so that only listed
	// names are believed.
	headline bool
}

// sentence finds the names of a sentence.
func (s *speller) sentence(of sentence) {
	s.c.words = tokenizer{s.language, s.c}.words(of.text, of.start, s.c.words[:0])
	words := s.c.words
	shouted, headline := s.capitals(words)
	if shouted {
		return
	}
	s.headline = headline
	for i := 0; i < len(words); {
		if n := s.phrases.length(s.text, words[i:]); n > 0 {
			s.c.add(s.text[words[i].at:words[i+n-1].end()], words[i].at)
			i += n
			continue
		}
		if !s.mayBegin(words[i]) {
			i++
			continue
		}
		n := s.runLength(words[i:])
		s.run(words, i, i+n)
		i += n
	}
}

// capitals reports whether a sentence is in capitals, and whether its words begin
// with them as in a headline: most of them, common ones among them.
func (s *speller) capitals(words []word) (shouted, headline bool) {
	letters, upper, long, begun, common := 0, 0, 0, 0, 0
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w.text)
		if !unicode.IsLetter(r) || len(w.text) < 2 {
			continue
		}
		letters++
		if isAcronym(w.text) {
			upper++
		}
		if utf8.RuneCountInString(w.text) >= 4 {
			long++
			if unicode.IsUpper(r) {
				begun++
			}
		}
		if i > 0 && unicode.IsUpper(r) && s.class(w.text) != unlisted {
			common++
		}
	}
	return upper >= 3 && 5*upper > 3*letters, s.language != "de" && long >= 3 && 4*begun >= 3*long && common >= 2
}

// mayBegin reports whether a name may begin with a word.
func (s *speller) mayBegin(w word) bool {
	if !w.isCapital() && !hasInnerCapital(w.text) {
		return false
	}
	if len(w.text) <= 2 && utf8.RuneCountInString(w.text) == 1 { // an initial, or a word
		return strings.HasPrefix(s.text[w.end():], ". ")
	}
	return s.class(w.text) != closed
}

// class is the class of a word in the language of the text.
func (s *speller) class(text string) class { return s.words.class(strings.ToLower(text)) }

// runLength counts the words at the start of words that may form one name.
func (s *speller) runLength(words []word) int {
	n := 1
	for i := 1; i < min(len(words), maxWords); i++ {
		w := words[i]
		if words[i-1].endsName || w.opens {
			break
		}
		switch {
		case connectors[s.language][w.text]:
			continue // counted with the word that follows it
		case isNumber(w.text), s.mayBegin(w):
			n = i + 1
			continue
		}
		break
	}
	for n > 1 && connectors[s.language][words[n-1].text] {
		n--
	}
	return n
}

// run adds the names among words from start up to before end, which have capitals.
func (s *speller) run(words []word, start, end int) {
	// A word that opens a sentence has its capital from there.
	for end-start > 1 && (honorifics[strings.ToLower(words[start].text)] || s.isOpener(words, start, end)) {
		start++
		for end-start > 1 && connectors[s.language][words[start].text] {
			start++
		}
	}
	for end-start > 2 && s.class(words[end-1].text) == common && s.isPerson(words[start:end-1]) {
		end-- // "Mario Rossi Premier"
	}
	// What a connector hangs on a common word is a phrase: "Head of Marketing".
	for i := start + 1; i < end-1; i++ {
		if connectors[s.language][words[i].text] && !s.mayConnect(words[i-1]) {
			s.run(words, start, i)
			for i < end-1 && connectors[s.language][words[i].text] {
				i++
			}
			s.run(words, i, end)
			return
		}
	}
	if s.isName(words, start, end) {
		s.c.add(s.text[words[start].at:words[end-1].end()], words[start].at)
		return
	}
	if end-start > 1 && (s.language == "de" || s.headline) {
		for i := start; i < end; i++ {
			if s.isSingle(words, i, end) {
				s.c.add(words[i].text, words[i].at)
			}
		}
	}
}

// isOpener reports whether the first word of a run is there only because it begins
// a sentence or was written with a capital by its author.
func (s *speller) isOpener(words []word, start, end int) bool {
	w := words[start]
	lower := strings.ToLower(w.text)
	next := words[start+1]
	for i := start + 2; i < end && connectors[s.language][next.text]; i++ {
		next = words[i]
	}
	if titled := peerage[lower] || s.class(w.text) == common && !heads[lower]; titled && !academicTitles[lower] && next == words[start+1] && s.given.contains(next.text) && s.class(next.text) == unlisted {
		return true // "Mayor Anna Berg"
	}
	if academicTitles[lower] || s.isListed(w.text) && s.class(w.text) == unlisted {
		return false
	}
	switch {
	case !w.opens && !s.headline:
		return false
	case heads[lower] && s.class(next.text) == unlisted:
		return false
	case s.class(w.text) != unlisted:
		return true
	case s.language == "ru": // inflected, and few words are listed
		return !isAcronym(w.text) && !s.given.contains(w.text) && !isNumber(next.text)
	}
	return isVerb(lower, s.language)
}

// isVerb guesses by its ending that an unlisted word is a verb.
func isVerb(lower, language string) bool {
	if utf8.RuneCountInString(lower) < 5 {
		return false
	}
	for _, ending := range verbEndings[language] {
		if strings.HasSuffix(lower, ending) {
			return true
		}
	}
	return false
}

// verbEndings are those of verbs that begin sentences.
var verbEndings = map[string][]string{
	"pt": {"ei", "ou", "ando", "endo", "indo", "aram", "eram", "iram", "amos", "emos", "imos", "ado", "ido"},
	"it": {"ando", "endo", "ato", "ata", "ati", "uto", "ito", "iamo", "ete", "isco", "ono"},
	"es": {"ando", "iendo", "amos", "emos", "imos", "aron", "ieron", "aré", "eré", "iré"},
	"fr": {"ons", "ez", "ant"}, "en": {"ing", "ed", "ly"}, "nl": {"end"},
}

// mayConnect reports whether a connector may follow a word within a name.
func (s *speller) mayConnect(w word) bool {
	lower := strings.ToLower(w.text)
	return heads[lower] || s.given.contains(w.text) || connectors[s.language][w.text]
}

// isListed reports a listed name of one word.
func (s *speller) isListed(text string) bool {
	return s.places.contains(text) || s.organisations.contains(text) || s.given.contains(text)
}

// isName reports whether the words of a run are one name.
func (s *speller) isName(words []word, start, end int) bool {
	if end-start == 1 {
		return s.isSingle(words, start, end)
	}
	run := words[start:end]
	last := strings.ToLower(run[len(run)-1].text)
	if legalForms[last] && last != run[len(run)-1].text && s.class(run[0].text) != closed {
		return true
	}
	first := s.class(run[0].text)
	if number := run[len(run)-1].text; len(run) == 2 && (isNumber(number) || isModel(number)) {
		return !s.given.contains(run[0].text) && !isYear(number) && (first == unlisted && !technical[strings.ToLower(run[0].text)] || s.organisations.contains(run[0].text)) && (!run[0].opens || !isNumber(number)) && s.isNumbered(run[0].text, number)
	}
	if s.headline || s.language == "de" || s.language == "und" {
		return s.isPerson(run) || !s.headline && isModel(run[len(run)-1].text) && first == unlisted
	}
	names, acronyms := 0, 0
	for _, w := range run {
		switch {
		case connectors[s.language][w.text] || isNumber(w.text):
		case isAcronym(w.text):
			acronyms++
			if s.class(w.text) == unlisted && !technical[strings.ToLower(w.text)] {
				names++
			}
		case s.class(w.text) == unlisted && s.english.class(strings.ToLower(w.text)) == unlisted, s.isListed(w.text):
			names++
		}
	}
	return names > 0 && acronyms < len(run)
}

// isNumbered reports whether a word with a number behind it is a product: "Pixel 8".
// In German the number of a noun is none.
func (s *speller) isNumbered(word, number string) bool {
	if s.language == "de" && !isModel(number) {
		return s.organisations.contains(word) || hasInnerCapital(word) || s.isForeign(word)
	}
	return utf8.RuneCountInString(word) >= 3
}

// isPerson reports a given name with a family name, both with capitals.
func (s *speller) isPerson(run []word) bool {
	for len(run) > 2 && academicTitles[strings.ToLower(run[0].text)] {
		run = run[1:]
	}
	if !s.given.contains(run[0].text) || s.class(run[0].text) != unlisted {
		return false
	}
	for _, w := range run[1:] {
		if !connectors[s.language][w.text] && (!w.isCapital() || s.class(w.text) != unlisted && !s.family.contains(w.text) && len(run) > 2) {
			return false
		}
	}
	last := run[len(run)-1].text
	return len(run) <= 4 && (!s.headline || s.family.contains(last) || s.isListed(last) || s.isForeign(last))
}

// academicTitles are part of a name.
var academicTitles = setOf("dr prof dr.-ing")

// isSingle reports whether a word with a capital is a name by itself.
func (s *speller) isSingle(words []word, i, end int) bool {
	w := words[i]
	lower := strings.ToLower(w.text)
	length := utf8.RuneCountInString(w.text)
	class := s.class(w.text)
	switch {
	case length < 2 || technical[lower] || class == closed || isNumber(w.text):
		return false
	case s.places.contains(w.text) || s.organisations.contains(w.text):
		return class == unlisted || !w.opens && !s.headline && s.language != "de"
	case s.given.contains(w.text):
		return class == unlisted && (s.language == "en" || s.english.class(lower) != closed) && (!w.opens || s.english.class(lower) == unlisted)
	case hasInnerCapital(w.text):
		return class == unlisted && s.english.class(lower) == unlisted
	case isAcronym(w.text):
		return length >= 3 && length <= 5 && class == unlisted && s.english.class(lower) != closed && (strings.IndexFunc(w.text, unicode.IsDigit) < 0 || isModel(w.text) && length >= 4)
	case class != unlisted || honorifics[lower] || s.headline || length < 3 || repeats(lower):
		return false
	case s.english.class(lower) == closed:
		return false
	case isNounLike(lower, s.language):
		return false
	case w.opens:
		return length >= 4 && s.isSubject(words, i) && s.isForeign(w.text)
	case s.language == "de" || s.language == "und":
		return s.isForeign(w.text) && s.isBare(words, i)
	}
	return !s.isInflected(lower)
}

// isSubject reports that a finite verb follows, as behind a name.
func (s *speller) isSubject(words []word, i int) bool {
	return i+1 < len(words) && !words[i].endsName && cues[s.language][words[i+1].text]
}

// repeats reports a character three times in a row, as in a word drawn out.
func repeats(lower string) bool {
	var last rune
	n := 0
	for _, r := range lower {
		if r == last {
			n++
		} else {
			last, n = r, 1
		}
		if n == 3 {
			return true
		}
	}
	return false
}

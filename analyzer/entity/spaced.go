package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/vocabulary"
)

// speller finds the names in the sentences of a text in a script with capitals.
type speller struct {
	*Finder
	language string
	text     string
	words    vocabulary.Vocabulary
	c        *collector
	// headline: nearly every word of the sentence has a capital, so that only listed
	// names are believed.
	headline bool
}

// sentence finds the names of a sentence.
func (s *speller) sentence(of sentence) {
	s.c.words = tokenizer{s.language, s.c}.words(of.text, of.start, s.c.words[:0])
	words := s.c.words
	for i := range words {
		if w := &words[i]; w.hasCapital {
			if w.lower = strings.ToLower(w.text); strings.IndexByte(w.lower, "’"[0]) >= 0 {
				w.lower = strings.ReplaceAll(w.lower, "’", "'")
			}
			w.class = s.words.Class(w.lower)
			w.english = w.class
			if s.language != "en" {
				w.english = s.english.Class(w.lower)
			}
		}
	}
	shouted, headline := s.capitals(words)
	if shouted {
		return
	}
	s.headline = headline
	for i := 0; i < len(words); {
		if !words[i].hasCapital {
			i++
			continue
		}
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
		if i > 0 && unicode.IsUpper(r) && w.class != vocabulary.Unlisted {
			common++
		}
	}
	return upper >= 3 && 5*upper > 3*letters, s.language != "de" && long >= 3 && 4*begun >= 3*long && common >= 2
}

// mayBegin reports whether a name may begin with a word.
func (s *speller) mayBegin(w word) bool {
	if !w.hasCapital || !w.isCapital() && !hasInnerCapital(w.text) {
		return false
	}
	if len(w.text) <= 2 && utf8.RuneCountInString(w.text) == 1 { // an initial, or a word
		return strings.HasPrefix(s.text[w.end():], ". ")
	}
	return w.class != vocabulary.Closed
}

// runLength counts the words at the start of words that may form one name.
func (s *speller) runLength(words []word) int {
	n := 1
	for i := 1; i < min(len(words), maxWords); i++ {
		w := words[i]
		if words[i-1].endsName || w.opens || s.isOther(words[i-1], w) {
			break
		}
		switch {
		case connectors[s.language][w.text]:
			continue // counted with the word that follows it
		case isNumber(w.text), isRoman(w.text), s.mayBegin(w), s.mayFollow(words[i-1], w):
			n = i + 1
			continue
		}
		break
	}
	for n > 1 && (connectors[s.language][words[n-1].text] || connectors[s.language][words[n-2].text] && isNumber(words[n-1].text)) {
		n--
	}
	return n
}

// run adds the names among words from start up to before end, which have capitals.
func (s *speller) run(words []word, start, end int) {
	// A word that opens a sentence has its capital from there.
	for end-start > 1 && (honorifics[words[start].lower] || words[start].opens && technical[words[start].lower] || s.isOpener(words, start, end)) {
		start++
		for end-start > 1 && connectors[s.language][words[start].text] {
			start++
		}
	}
	for end-start > 2 && words[end-1].class == vocabulary.Common && !connectors[s.language][words[end-2].text] && s.isPerson(words[start:end-1]) {
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
	if s.arePlaces(words[start:end]) {
		for _, w := range words[start:end] {
			s.c.add(w.text, w.at)
		}
		return
	}
	if s.isName(words, start, end) {
		s.c.add(s.text[words[start].at:words[end-1].end()], words[start].at)
		return
	}
	if end-start > 1 && (s.language == "de" || s.headline) {
		for i := start; i < end; i++ {
			// Half a person's name is none.
			if s.isSingle(words, i, end) && !(i+1 < end && s.given.Contains(words[i].text)) {
				s.c.add(words[i].text, words[i].at)
			}
		}
	}
}

// isOpener reports whether the first word of a run is there only because it begins
// a sentence or was written with a capital by its author.
func (s *speller) isOpener(words []word, start, end int) bool {
	w := words[start]
	lower := w.lower
	next := words[start+1]
	for i := start + 2; i < end && connectors[s.language][next.text]; i++ {
		next = words[i]
	}
	if titled := peerage[lower] || w.class == vocabulary.Common && !heads[lower] && !s.given.Contains(w.text); titled && !academicTitles[lower] && next == words[start+1] && s.given.Contains(next.text) && next.class == vocabulary.Unlisted {
		return true // "Mayor Anna Berg"
	}
	if academicTitles[lower] || s.isListed(w.text) && w.class == vocabulary.Unlisted {
		return false
	}
	switch {
	case !w.opens && !s.headline:
		return false
	case heads[lower] && next.class == vocabulary.Unlisted:
		return false
	case w.class != vocabulary.Unlisted:
		return true
	case s.language == "ru": // inflected, and few words are listed
		return !isAcronym(w.text) && !s.given.Contains(w.text) && !isNumber(next.text)
	}
	return isVerb(lower, s.language)
}

// mayConnect reports whether a connector may follow a word within a name.
func (s *speller) mayConnect(w word) bool {
	lower := w.lower
	return heads[lower] || s.given.Contains(w.text) || connectors[s.language][w.text]
}

// isListed reports a listed name of one word.
func (s *speller) isListed(text string) bool {
	return s.places.Contains(text) || s.organisations.Contains(text) || s.given.Contains(text)
}

// isName reports whether the words of a run are one name.
func (s *speller) isName(words []word, start, end int) bool {
	if end-start == 1 {
		return s.isSingle(words, start, end)
	}
	run := words[start:end]
	last := run[len(run)-1].lower
	if legalForms[last] && last != run[len(run)-1].text && run[0].class != vocabulary.Closed {
		return true
	}
	first := run[0].class
	if number := run[len(run)-1].text; len(run) == 2 && (isNumber(number) || isModel(number) || isRoman(number)) {
		return !s.given.Contains(run[0].text) && !isYear(number) && (first == vocabulary.Unlisted && !technical[run[0].lower] || s.organisations.Contains(run[0].text)) && (!run[0].opens || !isNumber(number)) && s.isNumbered(run[0].text, number)
	}
	if s.headline || s.language == "de" || s.language == "und" {
		return s.isPerson(run) || !s.headline && isModel(run[len(run)-1].text) && first == vocabulary.Unlisted
	}
	if s.isGuess(run) {
		return false
	}
	names, acronyms := 0, 0
	for _, w := range run {
		switch {
		case connectors[s.language][w.text] || isNumber(w.text) || isRoman(w.text):
		case isAcronym(w.text):
			acronyms++
			if w.class == vocabulary.Unlisted && !technical[w.lower] {
				names++
			}
		case w.class == vocabulary.Unlisted && w.english == vocabulary.Unlisted && !s.isWord(w.lower), s.isListed(w.text):
			names++
		}
	}
	return names > 0 && acronyms < len(run)
}

// isNumbered reports whether a word with a number behind it is a product: "Pixel 8".
// In German the number of a noun is none.
func (s *speller) isNumbered(word, number string) bool {
	if s.language == "de" && !isModel(number) {
		return s.organisations.Contains(word) || hasInnerCapital(word) || s.isForeign(word)
	}
	return utf8.RuneCountInString(word) >= 3
}

// isSingle reports whether a word with a capital is a name by itself.
func (s *speller) isSingle(words []word, i, end int) bool {
	w := words[i]
	lower := w.lower
	length := utf8.RuneCountInString(w.text)
	switch {
	case length < 2 || technical[lower] || w.class == vocabulary.Closed || isNumber(w.text):
		return false
	case s.places.Contains(w.text) || s.organisations.Contains(w.text):
		return w.class == vocabulary.Unlisted || !w.opens && !s.headline && s.language == "en"
	case s.given.Contains(w.text):
		return w.class == vocabulary.Unlisted && (s.language == "en" || w.english != vocabulary.Closed) && (!w.opens || w.english == vocabulary.Unlisted)
	case hasInnerCapital(w.text):
		return w.class == vocabulary.Unlisted && w.english == vocabulary.Unlisted
	case isAcronym(w.text):
		if s.language != "en" || i > 0 && isAcronym(words[i-1].text) || i+1 < len(words) && isAcronym(words[i+1].text) {
			return isModel(w.text) && length >= 4 // others are listed, or as often no name
		}
		return length >= 3 && length <= 5 && w.class == vocabulary.Unlisted && w.english != vocabulary.Closed && (strings.IndexFunc(w.text, unicode.IsDigit) < 0 || isModel(w.text) && length >= 4)
	case w.class != vocabulary.Unlisted || honorifics[lower] || s.headline || length < 3 || vocabulary.IsDrawnOut(lower) || isLaughter(lower):
		return false
	case w.english == vocabulary.Closed:
		return false
	case s.isWord(lower):
		return false
	case w.opens:
		return length >= 4 && s.isSubject(words, i) && s.isForeign(w.text)
	case s.language == "de" || s.language == "und":
		return s.isForeign(w.text) && s.isBare(words, i)
	}
	if s.language == "es" && i > 0 && spanishArticles[words[i-1].text] {
		return false // unlisted, and with an article as a noun
	}
	return !s.words.IsForm(lower)
}

// isSubject reports that a finite verb follows, as behind a name.
func (s *speller) isSubject(words []word, i int) bool {
	return i+1 < len(words) && !words[i].endsName && cues[s.language][words[i+1].text]
}

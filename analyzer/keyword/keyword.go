// Package keyword extracts the keywords of a post, its salient words and
// phrases, and its hashtags.
//
// A post is too short for term frequencies, so after stop words are removed
// (package stopword) candidates are scored by how authors write: names are
// capitalised, phrases stand alone between stop words or punctuation (as in
// RAKE, Rose et al. 2010), important words are repeated. Chinese is segmented
// with a dictionary; Japanese at changes of script, without the stems of verbs;
// Korean at spaces, without particles; Thai at stop words.
package keyword

import (
	"slices"
	"strings"
	"sync"

	"earshot/analyzer/normalize"
	"earshot/analyzer/stopword"
	"earshot/analyzer/vocabulary"
	"earshot/internal/query"
	"earshot/internal/social"
)

const (
	// MaxKeywords and MaxHashtags are the most returned for one post.
	MaxKeywords = 8
	MaxHashtags = 30
	// MaxBytes is how much of a text is read.
	MaxBytes = 16 << 10
	// maxPhrase is the most words of a phrase of names.
	maxPhrase = 3
	// maxPooledCandidates is the most candidates of a collector that is reused.
	maxPooledCandidates = 512
	// maxBytesWord is the longest keyword, in bytes.
	maxBytesWord = 60
)

// Extractor extracts keywords. It is safe for concurrent use.
type Extractor struct {
	stop    map[string]map[string]bool
	chinese func() *lexicon
	pool    sync.Pool // of *collector
}

// New loads the stop words. The Chinese dictionary (14 MB) is loaded with
// the first Chinese post.
func New() *Extractor {
	e := &Extractor{stop: map[string]map[string]bool{}, chinese: sync.OnceValue(loadLexicon)}
	e.pool.New = func() any { return &collector{e: e, index: map[string]int{}} }
	for language, words := range stopword.ByLanguage() {
		set := make(map[string]bool, len(words))
		for _, w := range words {
			set[w] = true
		}
		for _, w := range fillers {
			set[w] = true
		}
		if v, ok := vocabulary.Of(language); ok {
			v.EachClosed(func(w string) {
				if !telling[w] {
					set[w] = true
				}
			})
		}
		for written, meant := range normalize.Slang(language) {
			if !slices.ContainsFunc(strings.Fields(meant), func(w string) bool { return !set[w] }) {
				set[written] = true
			}
		}
		e.stop[language] = set
	}
	return e
}

// telling are closed words of vocabularies, which are no names, that still say what a
// post is about.
var telling = setOf(`break broke broken fail failed failing cancel cancelled canceled return returned deliver delivered order ordered ordering charge charged pay paid cost costs
	fix fixed die died kill killed win won winning lose lost losing beat book booked sleep love hate hates miss launch launched play sucks change changed changes buy bought buying
	sell selling sold visit vote voted open opens opened close closed live sound fan adoro amo odio adore déteste liebt hasst liebe kaputt
	horrible terrible excelente pésimo pésima genial perfecto maravilloso vergonzoso lamentable impresionante increíble ridículo caro barato gratis lento rápido bonito feo
	péssimo péssima ótimo ótima perfeito maravilhoso vergonha incrível ridículo horrível terrível excelente ruim lindo linda
	incredibile ridicolo vergogna vergognoso orribile terribile pessimo pessima ottimo ottima eccellente perfetto meraviglioso bellissimo bello bella brutto brutta
	incroyable ridicule pitoyable scandaleux honteux lamentable nul nulle superbe super génial parfait magnifique excellent cher
	verschrikkelijk vreselijk belachelijk schandalig fantastisch geweldig perfect lekker lekkere duur goedkoop
	ужас кошмар позор круто супер отлично вкусный вкусная люблю ненавижу обожаю нравится понравилось geil toll krass mies billig teuer`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// fillers are stop words of chats in every language.
var fillers = strings.Fields(`lol lmao rofl xd omg omfg wtf haha hahaha hahahaha hehe jaja jajaja jajajaja kkk kkkk kkkkk kkkkkk rsrs wkwk wkwkwk
	mdr ptdr ok okay wow yeah yes yep nope hey hi hello thx thanks pls plz please rt amp lmfao smh idk tbh imo btw ngl yaar bhai bro dude
	oh ah aww awww ugh hmm pfff yay via 哈哈 哈哈哈 哈哈哈哈 呵呵 嘻嘻 谢谢 啊啊啊 呜呜 555 5555`)

// Keywords returns the keywords of text in lower case, the most salient first.
// language is an ISO 639-1 code; where its stop words are unknown, the English
// ones are used. names are the places of brands' words in text, which are no
// keywords.
func (e *Extractor) Keywords(text, language string, names []social.TextSpan) []string {
	c := e.pool.Get().(*collector)
	defer func() {
		// Clearing a collector that a long text made large would slow down later
		// posts.
		if len(c.list) <= maxPooledCandidates {
			e.pool.Put(c)
		}
	}()
	c.reset(language)
	tokenize(query.CutText(text, MaxBytes), names, c.add)
	c.endPhrase()
	c.endNoun("")
	return c.top()
}

// Hashtags returns the hashtags of a post, folded, without '#', each once: those
// of the text in order, then those of listed, which only the platform gives.
func Hashtags(d *query.Document, listed []string) []string {
	var out []string
	seen := map[string]bool{}
	add := func(tag string) {
		if tag != "" && !seen[tag] && len(out) < MaxHashtags {
			seen[tag] = true
			out = append(out, tag)
		}
	}
	for _, tag := range d.Hashtags() {
		add(tag)
	}
	for _, tag := range listed {
		add(query.FoldTag(tag))
	}
	return out
}

// Package keyword finds what a post is about: its salient words and phrases,
// and its hashtags.
//
// A post is too short to count words in, so what is left after the function
// words of its language (package stopword) are taken out is weighed by what
// writers do: a name is written with capitals, a phrase stands alone between
// function words or punctuation (as in RAKE, Rose et al. 2010), a word that
// matters comes twice. Chinese is cut with a dictionary; Japanese by the change
// of script, without the stems of verbs; Korean by spaces, without particles; Thai between function words.
package keyword

import (
	"slices"
	"strings"
	"sync"

	"earshot/analyzer/normalize"
	"earshot/analyzer/stopword"
	"earshot/internal/query"
)

const (
	// MaxKeywords and MaxHashtags are the most returned of one post.
	MaxKeywords = 8
	MaxHashtags = 30
	// MaxBytes is how much of a text is read.
	MaxBytes = 16 << 10
	// maxPhrase is the most words in a phrase.
	maxPhrase = 3
	// maxKept is the most candidates of a post whose collector is used again.
	maxKept = 512
	// maxBytesWord is the longest word or phrase returned, in bytes.
	maxBytesWord = 60
)

// Extractor finds keywords. It is safe for concurrent use.
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
		for _, w := range chat {
			set[w] = true
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

// chat is said in every language and is about nothing.
var chat = strings.Fields(`lol lmao rofl xd omg omfg wtf haha hahaha hahahaha hehe jaja jajaja jajajaja kkk kkkk kkkkk kkkkkk rsrs wkwk wkwkwk
	mdr ptdr ok okay wow yeah yes yep nope hey hi hello thx thanks pls plz please rt amp lmfao smh idk tbh imo btw ngl yaar bhai bro dude
	oh ah aww awww ugh hmm pfff yay 哈哈 哈哈哈 哈哈哈哈 呵呵 嘻嘻 谢谢 啊啊啊 呜呜 555 5555`)

// Keywords returns the salient words and phrases of text in lower case, most
// salient first. language is an ISO 639-1 code; where it is unknown, English
// function words are left out.
func (e *Extractor) Keywords(text, language string) []string {
	c := e.pool.Get().(*collector)
	defer func() {
		// Emptying what a long text made large would cost every later post.
		if len(c.list) <= maxKept {
			e.pool.Put(c)
		}
	}()
	c.reset(language)
	scan(query.CutText(text, MaxBytes), c.add)
	c.endPhrase()
	c.endKanji("")
	return c.top()
}

// Hashtags returns the hashtags of a post, folded, without '#', each once: those
// of the text in their order, then those only the platform lists.
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

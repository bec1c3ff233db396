package structure

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"earshot/analyzer/sentiment/feature"
	"earshot/analyzer/sentiment/lexicon"
)

// A data file is the structure of one language. A line is what its words and phrases
// are, a colon, and these. "+2:" or "-1:" are words that praise or blame, by how much;
// "idiom+2:" are phrases that do so as a whole; the others are the names of kinds.
// "_" joins the words of a phrase, "*" at the end of a word stands for any ending, and
// "^" before it for the beginning of a word in a script written without spaces.
// "forms a: ,e,er" names endings, with which "gut/a" stands for three words, and
// "reach 5" says over how many words a negation reaches. "//" begins a comment.
//
//go:embed data/*.txt
var files embed.FS

// grammar is the structure of a language.
type grammar struct {
	table table
	// reach is over how many words, or characters of a script written without spaces, a
	// negation reaches forward, back how far one that stands after its word reaches back,
	// and backFar one that is raised.
	reach, back, backFar int
	// raisedBefore is how far before a negation a verb of thought may stand
	// ("glaube ich nicht, dass").
	raisedBefore int
	// letters is how many characters of a script written without spaces count as a word.
	letters int
	// finalNegation says that a negation at the end of a clause turns what is before it.
	finalNegation bool
	// askAnywhere says that words that ask do so wherever they stand in a sentence.
	askAnywhere bool
	// verbFinal says that the verb ends the clause: a verb of expectation tells of what
	// stands before it, and an adverb of negation only goes with a negation behind it
	// ("hiç fena değil").
	verbFinal bool
	// clitics says that the article and short words are joined to the next word (و ف ب ل ال).
	clitics bool
	// umlauts says that ä may be written ae, and ß ss.
	umlauts bool
	// insertions says that a clause may stand between a negation and what it negates
	// ("it is not, by any measure, good").
	insertions bool
	// elided says that an apostrophe ends a word.
	elided bool
	// While data is loaded, loading are the single words of praise and blame, and plain
	// the words with an accent as they are written without.
	loading, plain []wordEntry
}

type wordEntry struct {
	text  string
	entry entry
}

// languages are the ones that have a data file.
func languages() []string {
	entries := must(files.ReadDir("data"))
	out := make([]string, len(entries))
	for i, f := range entries {
		out[i] = strings.TrimSuffix(f.Name(), ".txt")
	}
	return out
}

func newGrammar() *grammar {
	return &grammar{table: *newTable(), reach: 5, back: 3, backFar: 8, letters: 2, insertions: true, loading: []wordEntry{}}
}

// load reads the structure of a language. It takes the words of package lexicon as
// weak praise and blame besides, and the signs of every language.
func load(language string, words map[string][]lexicon.Entry, neutral map[string][]string) (*grammar, error) {
	text, err := files.ReadFile("data/" + language + ".txt")
	if err != nil {
		return nil, fmt.Errorf("structure: %w", err)
	}
	g := newGrammar()
	if err := g.parse(string(text)); err != nil {
		return nil, fmt.Errorf("structure: data/%s.txt: %w", language, err)
	}
	for _, list := range []string{language, lexicon.Emoji} {
		for _, w := range words[list] {
			if g.isComposed(w.Text) || g.hasStem(w.Text) {
				continue
			}
			value := int8(-1)
			if w.Positive {
				value = 1
			}
			e := entry{kind: opinion, value: value}
			if list == lexicon.Emoji {
				e.kind = symbol
			}
			g.add(w.Text, e)
		}
	}
	g.silence(neutral)
	g.addTypos()
	for _, w := range g.plain {
		g.add(w.text, w.entry)
	}
	g.plain = nil
	return g, nil
}

// isComposed tells whether a phrase is a word of praise or blame behind a negation or a
// word of strength. What that comes to is for the rules to say.
func (g *grammar) isComposed(text string) bool {
	s := scanner{elided: g.elided}
	s.scan(strings.ReplaceAll(text, "_", " "), nil)
	if len(s.tokens) < 2 {
		return false
	}
	first, n := g.table.match(s.tokens)
	if n == 0 || n == len(s.tokens) {
		return false
	}
	switch first.kind {
	case negator, never, around, no, more, less:
		rest, _ := g.table.match(s.tokens[n:])
		return rest.kind == opinion || rest.kind == compared
	}
	return false
}

// hasStem tells whether a word begins with a stem of the data file, which knows better
// how much the word praises or blames.
func (g *grammar) hasStem(text string) bool {
	s := scanner{elided: g.elided, stems: &g.table}
	s.scan(text, nil)
	if len(s.tokens) != 1 {
		return false
	}
	_, n := g.table.match(s.tokens)
	return n > 0
}

func (g *grammar) parse(text string) error {
	forms := map[string][]string{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		head, words, ok := strings.Cut(line, ":")
		if !ok {
			if err := g.set(line); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
			continue
		}
		if name, ok := strings.CutPrefix(head, "forms "); ok {
			forms[name] = strings.Split(strings.TrimSpace(words), ",")
			continue
		}
		e, err := parseHead(head)
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		for _, w := range strings.Fields(words) {
			stem, form, ok := strings.Cut(w, "/")
			if !ok {
				g.add(w, e)
				continue
			}
			if forms[form] == nil {
				return fmt.Errorf("line %d: %q has endings that are not named", n, w)
			}
			for _, ending := range forms[form] {
				g.add(stem+ending, e)
			}
		}
	}
	return nil
}

// set reads a line of a setting.
func (g *grammar) set(line string) error {
	name, value, _ := strings.Cut(line, " ")
	switch name {
	case "elided":
		g.elided = true
		return nil
	case "askanywhere":
		g.askAnywhere = true
		return nil
	case "verbfinal":
		g.verbFinal = true
		return nil
	case "clitics":
		g.clitics = true
		return nil
	case "umlauts":
		g.umlauts = true
		return nil
	case "noinsertions":
		g.insertions = false
		return nil
	case "finalnegation":
		g.finalNegation = true
		return nil
	}
	places := map[string]*int{"reach": &g.reach, "back": &g.back, "backfar": &g.backFar, "raisedbefore": &g.raisedBefore, "letters": &g.letters}
	n, err := strconv.Atoi(value)
	if err != nil || places[name] == nil {
		return fmt.Errorf("%q is no setting", line)
	}
	*places[name] = n
	return nil
}

// parseHead reads what the words of a line are: "+2", "idiom-2", "more+1" or "but".
func parseHead(head string) (entry, error) {
	e := entry{kind: opinion}
	name, number := head, ""
	if at := strings.IndexAny(head, "+-"); at >= 0 {
		name, number = head[:at], head[at:]
		n, err := strconv.Atoi(number)
		if err != nil || n < -3 || n > 3 {
			return e, fmt.Errorf("%q: the number is from -3 to 3", head)
		}
		e.value = int8(n)
	}
	if name == "" {
		return e, nil
	}
	k, ok := kinds[name]
	if !ok {
		return e, fmt.Errorf("%q is no kind of word", head)
	}
	e.kind = k
	return e, nil
}

// withoutAccents is how words are written where accents are hard to come by.
var withoutAccents = strings.NewReplacer("á", "a", "à", "a", "â", "a", "ã", "a", "é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "ì", "i", "î", "i", "ï", "i",
	"ó", "o", "ò", "o", "ô", "o", "õ", "o", "ú", "u", "ù", "u", "û", "u", "ü", "u", "ö", "o", "ä", "a", "ç", "c", "ñ", "n", "œ", "oe", "ß", "ss",
	"ğ", "g", "ş", "s", "ı", "i", "İ", "i")

var umlautLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// add adds a word or phrase as a text would write it.
func (g *grammar) add(text string, e entry) {
	if plain := withoutAccents.Replace(text); plain != text && g.loading != nil {
		g.plain = append(g.plain, wordEntry{plain, e})
		if g.umlauts {
			g.plain = append(g.plain, wordEntry{umlautLetters.Replace(text), e})
		}
	}
	text, e.first = strings.CutPrefix(text, "^")
	hashes, stems := g.hashes(text)
	if len(hashes) == 0 {
		return
	}
	g.table.add(hashes, e)
	if e.kind == opinion && g.loading != nil && len(hashes) == 1 && !stems && len(text) >= minTypo {
		g.loading = append(g.loading, wordEntry{text, e})
	}
}

// hashes are those of the words of an entry, and whether stems are among them.
func (g *grammar) hashes(text string) (out []uint32, stems bool) {
	s := scanner{elided: g.elided}
	for _, word := range strings.Split(text, "_") {
		word, stem := strings.CutSuffix(word, "*")
		s.scan(word, nil)
		for _, t := range s.tokens {
			if t.kind == wordToken {
				out = append(out, t.hash)
			}
		}
		if stem && len(s.tokens) == 1 && !feature.IsUnspaced(word) {
			g.table.addStem(out[len(out)-1])
			out[len(out)-1] = stemHash(out[len(out)-1])
			stems = true
		}
	}
	return out, stems
}

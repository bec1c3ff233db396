package behaviour

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A file of a suite is read line by line:
//
//	# a comment
//	@place = café | hotel | bank
//	  | library
//	[negation] praise after not: MFT negative
//	The {place} is not {good|nice}.
//	[names] cities: INV
//	The {place} in {city*} is open.
//	[noise] links: INV
//	I like the {place}. => I like the {place}. https://example.org/1 => ~
//
// "@" names a list of words that stand in the place of {NAME}; a line that begins
// with "|" goes on with it. "[KIND] NAME: WANT" begins a test, and each line below it
// is a template: a text, or a base text and its variations after "=>". In a template
//
//	{NAME}    is a word of the list, the same one wherever it stands in the template
//	{NAME#2}  is another word of the list than that of {NAME}
//	{NAME.2}  is the second form of that word, of a list such as "der Mond/den Mond"
//	{a|b}     is one of these
//	{^NAME}   begins with a capital letter
//	{a NAME}  is the word with its indefinite article, in English
//	{NAME*}   makes a case of all words of the list: the first in the base text, each
//	          other one in a variation
//	~         as a variation is the base text with a typo: two neighbouring letters
//	          of a word have changed places
//
// The words of the list named brand are names of brands.

// brandSlot is the list whose words are names of brands.
const brandSlot = "brand"

// list is the beginning of a list; a text may begin with a handle.
var list = regexp.MustCompile(`^@([a-z_]+) *=([^>].*)$`)

var heading = regexp.MustCompile(`^\[([a-z]+)\] (.+): ((?:MFT|INV|DIR)\b.*)$`)

// parser holds what was read of a file so far.
type parser struct {
	language string
	lists    map[string][]string
	last     string // the list that a line may go on with
	tests    []Test
	template []template // of the last test
}

func parse(language, file string) ([]Test, error) {
	p := &parser{language: language, lists: map[string][]string{}}
	for i, line := range strings.Split(file, "\n") {
		if err := p.line(strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	if err := p.finish(); err != nil {
		return nil, err
	}
	return p.tests, nil
}

func (p *parser) line(line string) error {
	switch {
	case line == "" || line[0] == '#':
		return nil
	case list.MatchString(line):
		m := list.FindStringSubmatch(line)
		if p.last = m[1]; p.lists[p.last] != nil {
			return fmt.Errorf("two lists named %q", p.last)
		}
		return p.addWords(m[2])
	case line[0] == '|':
		return p.addWords(line[1:])
	case line[0] == '[':
		return p.begin(line)
	case len(p.tests) == 0:
		return fmt.Errorf("a template before the first test")
	}
	t, err := parseTemplate(line, p.lists)
	if err != nil {
		return err
	}
	want := p.tests[len(p.tests)-1].Want.Type
	if varies := len(t.texts) > 1 || t.star != ""; varies == (want == MFT) {
		return fmt.Errorf("%s with %d variations", want, len(t.texts)-1)
	}
	p.template = append(p.template, t)
	return nil
}

// addWords adds words to the list that was read last.
func (p *parser) addWords(words string) error {
	if p.last == "" {
		return fmt.Errorf("words of no list")
	}
	for word := range strings.SplitSeq(strings.TrimSuffix(strings.TrimSpace(words), "|"), "|") {
		word = strings.TrimSpace(word)
		if word == "" || slices.Contains(p.lists[p.last], word) {
			return fmt.Errorf("list %s: the word %q is empty or there already", p.last, word)
		}
		p.lists[p.last] = append(p.lists[p.last], word)
		if strings.Count(word, formMark) != strings.Count(p.lists[p.last][0], formMark) {
			return fmt.Errorf("list %s: %q has more or fewer forms than %q", p.last, word, p.lists[p.last][0])
		}
	}
	return nil
}

// begin begins a test.
func (p *parser) begin(line string) error {
	if err := p.finish(); err != nil {
		return err
	}
	p.last = ""
	m := heading.FindStringSubmatch(line)
	if m == nil {
		return fmt.Errorf("a test begins with [KIND] NAME: WANT")
	}
	kind, name := Kind(m[1]), m[2]
	if !slices.Contains(Kinds(), kind) {
		return fmt.Errorf("%q is no kind", kind)
	}
	if slices.ContainsFunc(p.tests, func(t Test) bool { return t.Name == name }) {
		return fmt.Errorf("two tests named %q", name)
	}
	want, err := parseWant(m[3])
	if err != nil {
		return err
	}
	p.tests = append(p.tests, Test{Language: p.language, Kind: kind, Name: name, Want: want})
	return nil
}

// finish makes the cases of the last test.
func (p *parser) finish() error {
	if len(p.tests) == 0 {
		return nil
	}
	t := &p.tests[len(p.tests)-1]
	t.Cases = expand(p.template, p.lists, p.language, t.Name)
	p.template = nil
	if len(t.Cases) == 0 {
		return fmt.Errorf("test %q has no case", t.Name)
	}
	return nil
}

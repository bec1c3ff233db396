package entity

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed words/*.txt
var wordFiles embed.FS

// wordList is a list of words, one a line in the order of their bytes. It is
// searched where it lies: loading it costs nothing.
type wordList string

// contains reports whether word is in the list.
func (l wordList) contains(word string) bool {
	low, high := 0, len(l)
	for low < high {
		middle := (low + high) / 2
		start := strings.LastIndexByte(string(l[low:middle]), '\n') + 1 + low
		end := len(l)
		if i := strings.IndexByte(string(l[start:]), '\n'); i >= 0 {
			end = start + i
		}
		switch line := string(l[start:end]); {
		case line == word:
			return true
		case line < word:
			low = end + 1
		default:
			high = start
		}
	}
	return false
}

// class is what a list of common words says of a word in lower case.
type class uint8

const (
	// unlisted words may be names.
	unlisted class = iota
	// common words are nouns, verbs and adjectives of the language: a capital alone
	// makes no name of them.
	common
	// closed words are function words, weekdays, interjections and the like: they
	// are no name and no part of one, except as connectors.
	closed
)

// vocabulary is the lists of common words of a language, closed ones marked with
// '*'.
type vocabulary struct{ words wordList }

// class returns the class of a word in lower case.
func (v vocabulary) class(lower string) class {
	switch {
	case v.words == "":
		return unlisted
	case v.words.contains(lower + "*"):
		return closed
	case v.words.contains(lower):
		return common
	default:
		return unlisted
	}
}

// languages are those with a list of common words.
var languages = strings.Fields("de en es fr it nl pt ru")

func loadWords(name string) wordList {
	data, err := wordFiles.ReadFile("words/" + name + ".txt")
	if err != nil {
		panic(fmt.Sprintf("entity: %v", err)) // the file is part of the program
	}
	return wordList(strings.TrimSpace(string(data)))
}

// phrases are listed names by their first word, longer before shorter.
type phrases map[string][]string

func newPhrases(lists ...wordList) phrases {
	p := phrases{}
	for _, list := range lists {
		for line := range strings.Lines(string(list)) {
			name := strings.TrimRight(line, "\n")
			if first, _, ok := strings.Cut(name, " "); ok {
				p[first] = append(p[first], name)
			}
		}
	}
	return p
}

// length is the number of words of the longest listed name that words begin with,
// two or more; 0 for none.
func (p phrases) length(text string, words []word) int {
	best := 0
	for _, name := range p[words[0].text] {
		if n := strings.Count(name, " ") + 1; n > best && n <= len(words) && text[words[0].at:words[n-1].end()] == name {
			best = n
		}
	}
	return best
}

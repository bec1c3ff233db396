package lexicon

import (
	"embed"
	"fmt"
	"strings"
)

// The lists of neutral words, one file per language: a line is a kind (people,
// place, name or word), endings that each follow a "+" where the words are stems, and
// the words. Countries and the cities of time zones are from the Unicode CLDR 45
// (Unicode-3.0), many first names from @faker-js/faker 10 (MIT); the rest, and the
// choice among them, is written for Earshot. Words that mostly say something else
// ("Nice") are left out.
//
//go:embed neutral/*.txt
var neutral embed.FS

// The kinds of neutral words.
const (
	// People are names of groups: nations, religions, orientations, peoples.
	People = "people"
	// Place are countries, regions and cities.
	Place = "place"
	// Name are names that people have.
	Name = "name"
	// Word are names that are words as well: they are names where they are written
	// as such.
	Word = "word"
)

// Neutral returns the words of each language that must not bear sentiment, by ISO
// 639-1 code and kind, in the order of the files.
func Neutral() (map[string]map[string][]string, error) {
	return readFolder(neutral, "neutral", parseNeutral)
}

func parseNeutral(text string) (map[string][]string, error) {
	out := make(map[string][]string)
	n := 0
	for line := range strings.Lines(text) {
		n++
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "//" {
			continue
		}
		kind, words := fields[0], fields[1:]
		if kind != People && kind != Place && kind != Name && kind != Word {
			return nil, fmt.Errorf("line %d begins with %q, want %s, %s, %s, %s or //", n, kind, People, Place, Name, Word)
		}
		var endings []string
		if len(words) > 0 && strings.HasPrefix(words[0], "+") {
			endings, words = strings.Split(words[0][1:], "+"), words[1:]
		}
		for _, word := range words {
			out[kind] = append(out[kind], word)
			for _, ending := range endings {
				out[kind] = append(out[kind], word+ending)
			}
		}
	}
	return out, nil
}

package sample

import (
	"bufio"
	"embed"
	"fmt"
	"path"
	"strings"
)

//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// A lexicon holds the sentences of one language. A section is named by topic
// and mood ("taste +"); a slot is a section named "slot X" whose lines take
// the place of {X} in a sentence. Lines of a slot may be separated by " | ".
type lexicon struct {
	sections map[string][]string
}

// loadLexicons reads every embedded language, keyed by its ISO 639-1 code.
func loadLexicons() (map[string]*lexicon, error) {
	files, err := lexiconFiles.ReadDir("lexicon")
	if err != nil {
		return nil, fmt.Errorf("sample: list lexicons: %w", err)
	}
	all := make(map[string]*lexicon, len(files))
	for _, f := range files {
		text, err := lexiconFiles.ReadFile(path.Join("lexicon", f.Name()))
		if err != nil {
			return nil, fmt.Errorf("sample: read lexicon %s: %w", f.Name(), err)
		}
		lex, err := parseLexicon(string(text))
		if err != nil {
			return nil, fmt.Errorf("sample: lexicon %s: %w", f.Name(), err)
		}
		all[strings.TrimSuffix(f.Name(), ".txt")] = lex
	}
	return all, nil
}

func parseLexicon(text string) (*lexicon, error) {
	lex := &lexicon{sections: make(map[string][]string)}
	section := ""
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || strings.HasPrefix(line, "//"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			section = line[1 : len(line)-1]
		case section == "":
			return nil, fmt.Errorf("line %d stands before any section", n)
		case strings.HasPrefix(section, "slot ") || strings.HasPrefix(section, "name "):
			lex.sections[section] = append(lex.sections[section], strings.Split(line, " | ")...)
		default:
			lex.sections[section] = append(lex.sections[section], line)
		}
	}
	return lex, lines.Err()
}

// has tells whether the language has sentences in the section.
func (l *lexicon) has(section string) bool { return len(l.sections[section]) > 0 }

// Package lexicon is a polarity lexicon: words and emoji that are known to be
// positive or negative.
package lexicon

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

// The word lists are written for Earshot, one file per language: a line is "+" or
// "-" and words of that polarity. signs.txt holds emoji, for every language. Two
// words joined by "_" are a bigram.
//
//go:embed words/*.txt
var files embed.FS

// Emoji is the name of the list of emoji, which belongs to every language.
const Emoji = "signs"

// Entry is a word, an emoji, or a bigram: two words joined by "_".
type Entry struct {
	Text     string
	Positive bool
}

// Read returns the lists by ISO 639-1 code, and the one of emoji under Emoji.
func Read() (map[string][]Entry, error) { return readFolder(files, "words", parse) }

// readFolder returns what the files of a folder hold, by their names without .txt.
func readFolder[T any](files embed.FS, folder string, parse func(text string) (T, error)) (map[string]T, error) {
	names, err := files.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("lexicon: list %s: %w", folder, err)
	}
	out := make(map[string]T)
	for _, f := range names {
		text, err := fs.ReadFile(files, folder+"/"+f.Name())
		if err != nil {
			return nil, fmt.Errorf("lexicon: read: %w", err)
		}
		if out[strings.TrimSuffix(f.Name(), ".txt")], err = parse(string(text)); err != nil {
			return nil, fmt.Errorf("lexicon: %s/%s: %w", folder, f.Name(), err)
		}
	}
	return out, nil
}

func parse(text string) ([]Entry, error) {
	var out []Entry
	n := 0
	for line := range strings.Lines(text) {
		n++
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "//" {
			continue
		}
		if fields[0] != "+" && fields[0] != "-" {
			return nil, fmt.Errorf("line %d begins with %q, want + or - or //", n, fields[0])
		}
		for _, word := range fields[1:] {
			out = append(out, Entry{Text: word, Positive: fields[0] == "+"})
		}
	}
	return out, nil
}

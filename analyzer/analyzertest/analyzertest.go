// Package analyzertest holds labelled posts on which the analyzers' names and
// aspects are measured. They were written for this purpose: brands are invented,
// and capitals, weekdays, job titles, headlines and German nouns stand where they
// mislead. The finders are mended with the mistakes in Dev; figures are those of
// Held, whose mistakes are not looked at.
package analyzertest

import (
	_ "embed"
	"fmt"
	"strings"
)

// Post is a labelled post.
type Post struct {
	// Language is an ISO 639-1 code.
	Language, Text string
	// Names are the names in the text as they are spelt there, without handles;
	// Aspects the things it judges, in lower case.
	Names, Aspects []Value
}

// Value is a value that a post holds.
type Value struct {
	Text string
	// Optional: whoever finds it is right, and whoever does not misses nothing.
	Optional bool
}

var (
	//go:embed dev.tsv
	dev string
	//go:embed held.tsv
	held string
)

// Dev returns the posts for development.
func Dev() ([]Post, error) { return parse("dev.tsv", dev) }

// Held returns the posts for measurement.
func Held() ([]Post, error) { return parse("held.tsv", held) }

// parse reads lines of language, text, names and aspects, separated by tabs.
// Values are separated by semicolons; '?' before one makes it optional.
func parse(file, lines string) ([]Post, error) {
	var out []Post
	n := 0
	for line := range strings.Lines(lines) {
		n++
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(fields) != 4 {
			return nil, fmt.Errorf("analyzertest: %s line %d: want four fields", file, n)
		}
		out = append(out, Post{Language: fields[0], Text: fields[1], Names: values(fields[2]), Aspects: values(fields[3])})
	}
	return out, nil
}

func values(list string) []Value {
	var out []Value
	for v := range strings.SplitSeq(list, ";") {
		if v != "" {
			text, optional := strings.CutPrefix(v, "?")
			out = append(out, Value{Text: text, Optional: optional})
		}
	}
	return out
}

// Count is how many values a finder found, how many of these are right, and how
// many of the values that are not optional it found of how many there are.
type Count struct{ Right, Found, Recalled, There int }

// Add counts what was found in a post that holds want.
func (c *Count) Add(want []Value, found []string) {
	for _, f := range found {
		c.Found++
		for _, w := range want {
			if w.Text == f {
				c.Right++
				if !w.Optional {
					c.Recalled++
				}
				break
			}
		}
	}
	for _, w := range want {
		if !w.Optional {
			c.There++
		}
	}
}

// Precision is the share of what was found that is right.
func (c Count) Precision() float64 { return float64(c.Right) / float64(max(c.Found, 1)) }

// Recall is the share of what there is that was found.
func (c Count) Recall() float64 { return float64(c.Recalled) / float64(max(c.There, 1)) }

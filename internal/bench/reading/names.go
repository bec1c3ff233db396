package main

import (
	"fmt"
	"io"
	"strings"

	"earshot/analyzer/ocr"
	"earshot/internal/query"
)

const (
	// nameLetters is how many letters a word has that is taken for a name.
	nameLetters = 5
	// steps are the certainties of lines from which names are counted.
	firstStep, steps = 50, 5
)

// names counts the names that are found in lines from each certainty on, and are shown.
type names struct {
	shown, judged int
	found, right  [steps]int
}

// add judges a reading for every name of its script, and for one that differs from each by a
// letter and so is seldom shown, as posts are matched: in a line, whatever its blanks and
// capitals.
func (n *names) add(s sheet, read ocr.Text) {
	for _, script := range scripts() {
		if script.name != s.script {
			continue
		}
		for i, word := range script.words {
			if name := []rune(solid(word)); len(name) >= nameLetters {
				n.look(string(name), s, read)
				other := []rune(solid(script.words[(i+1)%len(script.words)]))
				name[len(name)/2] = other[len(other)/2]
				n.look(string(name), s, read)
			}
		}
	}
}

func (n *names) look(name string, s sheet, read ocr.Text) {
	certainty := -1.0
	for _, line := range read.Lines {
		if strings.Contains(solid(line.Text), name) {
			certainty = max(certainty, float64(line.Certainty))
		}
	}
	n.judge(strings.Contains(solid(s.text), name), certainty)
}

func (n *names) judge(shown bool, certainty float64) {
	n.judged++
	if shown {
		n.shown++
	}
	for i := range steps {
		if certainty < from(i) {
			continue
		}
		n.found[i]++
		if shown {
			n.right[i]++
		}
	}
}

// from is the certainty of a step.
func from(i int) float64 { return float64(firstStep+10*i) / 100 }

func (n *names) print(out io.Writer) {
	fmt.Fprintf(out, "  names: %d judgements, %d of names that are shown\n  certainty   found  right  precision  recall\n", n.judged, n.shown)
	for i := range steps {
		fmt.Fprintf(out, "  from %.1f    %5d  %5d      %.3f   %.3f\n", from(i), n.found[i], n.right[i], float64(n.right[i])/float64(max(n.found[i], 1)), float64(n.right[i])/float64(max(n.shown, 1)))
	}
}

// solid is a text as names are looked for in it.
func solid(text string) string { return strings.ReplaceAll(query.FoldText(text), " ", "") }

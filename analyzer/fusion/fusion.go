// Package fusion judges the sentiment of a post by its words, its pictures, the text in these
// and what is said in recordings together. A table of rules (rules/, with versions) says
// which evidence wins, so that every judgement can be traced to one row. Where there is no
// evidence but the words, the words' judgement stands as it is.
package fusion

import (
	_ "embed" // the rules
	"strings"

	"earshot/internal/social"
)

// Version names the rules.
const Version = "1"

//go:embed rules/1.tsv
var table string

// The kinds of evidence, as the columns of the rules name them.
const (
	Words   = "words"
	Picture = "picture"
	Written = "written"
	Voice   = "voice"
)

// leastWords is how many words a text in a picture must have to be judged: fewer are names
// and prices.
const leastWords = 4

// Judge judges the sentiment of a text.
type Judge func(text string) social.Sentiment

// Fuser applies the rules. It is safe for concurrent use.
type Fuser struct {
	rules []rule
	judge Judge
}

// rule is a row of the table.
type rule struct {
	name string
	// when are the alternatives of words, picture, written, voice and kind; nil fits all.
	when [5][]string
	wins string
}

// New reads the rules. judge reads the texts in pictures and recordings.
func New(judge Judge) (*Fuser, error) {
	f := &Fuser{judge: judge}
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 7 {
			return nil, social.Errorf(social.CodeInternal, "fusion: rule %q has %d cells", line, len(cells))
		}
		r := rule{name: cells[0], wins: cells[6]}
		for i, cell := range cells[1:6] {
			if cell != "*" {
				r.when[i] = strings.Split(cell, "|")
			}
		}
		f.rules = append(f.rules, r)
	}
	return f, nil
}

// Fuse judges a post by the judgement of its words, what is known of its pictures, and what
// is said in its recordings. ok is false where there is no evidence but the words.
func (f *Fuser) Fuse(words social.Sentiment, media []social.Media, heard ...string) (out social.Fusion, ok bool) {
	picture, written, kind := f.seen(media)
	voice := social.Mood{Of: Voice, Class: f.said(strings.Join(heard, "\n"))}
	moods := []social.Mood{{Of: Words, Class: words.Class()}, picture, written, voice}
	if picture.Class == social.Unknown && written.Class == social.Unknown && voice.Class == social.Unknown {
		return out, false
	}
	at := [5]string{4: kind}
	for i, m := range moods {
		at[i] = cell(m.Class)
	}
	for _, r := range f.rules {
		if !r.fits(at) {
			continue
		}
		out = social.Fusion{Won: r.wins, Rule: r.name, Version: Version}
		break
	}
	for _, m := range moods {
		if m.Of == out.Won {
			out.Class = m.Class
		}
		if m.Class != social.Unknown {
			out.Moods = append(out.Moods, m)
		}
	}
	out.Disagree = disagree(out.Moods)
	return out, true
}

func (r rule) fits(at [5]string) bool {
	for i, alternatives := range r.when {
		fits := alternatives == nil
		for _, a := range alternatives {
			fits = fits || a == at[i]
		}
		if !fits {
			return false
		}
	}
	return true
}

// cell is how the rules write a class.
func cell(class social.Label) string {
	if class == social.Unknown {
		return "none"
	}
	return string(class)
}

// disagree tells whether two kinds of evidence say different things; one that is unsure says
// nothing.
func disagree(moods []social.Mood) bool {
	said := social.Unknown
	for _, m := range moods {
		switch {
		case m.Class == social.Unsure:
		case said == social.Unknown:
			said = m.Class
		case said != m.Class:
			return true
		}
	}
	return false
}

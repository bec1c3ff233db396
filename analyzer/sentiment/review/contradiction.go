package review

import (
	"fmt"
	"slices"
	"strings"

	"earshot/analyzer/normalize"
	"earshot/internal/query"
	"earshot/internal/social"
)

// shortest is the fewest letters of a text that is compared with a longer one that
// holds it.
const shortest = 24

// Contradiction is a text that was judged differently.
type Contradiction struct {
	// Text is that of the first judgement.
	Text string `json:"text"`
	// Given are the judgements, and those before them of the same posts.
	Given []Given `json:"given"`
	// Kept is the label that is learned; empty where none is.
	Kept social.Label `json:"kept,omitempty"`
}

// Given is a label that somebody gave to a post.
type Given struct {
	Platform string       `json:"platform"`
	ID       string       `json:"id"`
	Label    social.Label `json:"label"`
	By       string       `json:"by,omitempty"`
}

// String names who said what of which post.
func (g Given) String() string {
	return fmt.Sprintf("%s said %s of %s %s", Name(g.By), g.Label, g.Platform, g.ID)
}

// Name is the name of a corrector for readers.
func Name(by string) string {
	if by == "" {
		return "somebody without a name"
	}
	return by
}

// sameTexts groups judgements by text: those that are equal but for case, marks, links,
// handles and emoji, and those that hold one another, as a repost that is cut
// short. What differs in a word may differ in what it says. Groups hold indexes.
func sameTexts(list []Judgement) [][]int {
	plain := make([]string, len(list))
	members := map[string][]int{}
	var order []string
	for i, j := range list {
		plain[i] = bare(j.Text)
		if members[plain[i]] == nil {
			order = append(order, plain[i])
		}
		members[plain[i]] = append(members[plain[i]], i)
	}
	// A text begins a longer one: in the order of texts they are neighbours.
	slices.Sort(order)
	var groups [][]int
	for at := 0; at < len(order); {
		group := members[order[at]]
		end := at + 1
		for len(order[at]) >= shortest && end < len(order) && strings.HasPrefix(order[end], order[at]) {
			group = append(group, members[order[end]]...)
			end++
		}
		slices.Sort(group)
		groups = append(groups, group)
		at = end
	}
	slices.SortFunc(groups, func(a, b []int) int { return a[0] - b[0] })
	return groups
}

// bare is a text without what makes no other text of it.
func bare(text string) string {
	normal := normalize.Text(normalize.StripBoilerplate(text))
	var out strings.Builder
	for word := range strings.FieldsSeq(query.FoldText(normal)) {
		if word := strings.Trim(word, "@:"); word == "user" || word == "http" {
			continue // what normalize.Text makes of handles and links
		}
		for _, r := range word {
			if isLetter(r) {
				out.WriteRune(r)
			}
		}
		out.WriteByte(' ')
	}
	if bare := strings.Join(strings.Fields(strings.TrimPrefix(out.String(), "rt ")), " "); bare != "" {
		return bare
	}
	return text
}

// contradiction applies the rule to a group of judgements of one text: where they
// differ, the label that at least twice as many gave as any other together is learned,
// and else none. A post whose label was changed and changed back, or that two people
// judged differently, is not learned from. dropped marks what is left out.
func contradiction(list []Judgement, group []int, dropped []bool) (Contradiction, bool) {
	c := Contradiction{Text: list[group[0]].Text}
	votes, kept := map[social.Label]int{}, 0
	for _, i := range group {
		j := list[i]
		wavering := isWavering(j)
		for _, e := range j.Earlier {
			if e.Label != social.Unknown && wavering {
				c.Given = append(c.Given, given(e))
			}
		}
		c.Given = append(c.Given, given(j.Correction))
		switch {
		case dropped[i]:
		case wavering:
			dropped[i] = true
		default:
			votes[j.Label]++
			kept++
		}
	}
	labels := map[social.Label]bool{}
	for _, g := range c.Given {
		labels[g.Label] = true
	}
	if len(labels) < 2 {
		return c, false
	}
	for label, n := range votes {
		if n >= 2*(kept-n) {
			c.Kept = label
		}
	}
	for _, i := range group {
		dropped[i] = dropped[i] || list[i].Label != c.Kept
	}
	return c, true
}

// isWavering reports whether a post's label was changed back to an earlier one, or is
// another than somebody else gave it.
func isWavering(j Judgement) bool {
	var seen []social.Label
	for _, e := range append(slices.Clone(j.Earlier), j.Correction) {
		if e.Label == social.Unknown {
			continue
		}
		if e.By != j.By && e.Label != j.Label {
			return true
		}
		if n := len(seen); n > 0 && seen[n-1] != e.Label && slices.Contains(seen, e.Label) {
			return true
		}
		seen = append(seen, e.Label)
	}
	return false
}

func given(c social.Correction) Given {
	return Given{Platform: c.Key.Platform, ID: c.Key.ID, Label: c.Label, By: c.By}
}

package query

import (
	"regexp"
	"slices"
	"strings"
)

// SearchCondition is a condition on the search keys and text of a post: all of
// All, at least one of Any, not Not, a key equal to Key, Text, or Pattern. Only one
// of these is set; with none, the condition is always true.
type SearchCondition struct {
	All []SearchCondition
	Any []SearchCondition
	Not *SearchCondition
	Key string
	// Prefix: a key that begins with Key is enough.
	Prefix bool
	// Wild, if set, is a pattern that a key which begins with Key must match
	// besides: '*' stands for any characters and '?' for one. It has at most MaxKey bytes.
	Wild   string
	MaxKey int
	// Text must be part of the post's SearchText.
	Text string
	// Pattern is a regular expression (RE2 syntax) that must match in the post's
	// SearchText or, with Marked, in what MarkLong makes of it.
	Pattern string
	Marked  bool
}

// ReadsText tells whether the condition is on a post's SearchText as well.
func (s SearchCondition) ReadsText() bool {
	return s.Text != "" || s.Pattern != "" || s.Not != nil && s.Not.ReadsText() ||
		slices.ContainsFunc(s.All, SearchCondition.ReadsText) || slices.ContainsFunc(s.Any, SearchCondition.ReadsText)
}

// SearchCondition returns the condition on a post's SearchKeys and SearchText
// for q to match it. If exact, every post that meets the condition matches;
// otherwise it may match, and must be matched itself.
func (q *Query) SearchCondition() (s SearchCondition, exact bool) {
	if q.Root() == nil {
		return SearchCondition{Not: &SearchCondition{}}, true
	}
	return conditionFor(q.Root())
}

func conditionFor(n Node) (s SearchCondition, exact bool) {
	exact = true
	each := func(nodes []Node) []SearchCondition {
		out := make([]SearchCondition, len(nodes))
		for i, c := range nodes {
			part, whole := conditionFor(c)
			out[i], exact = part, exact && whole
		}
		return out
	}
	switch n := n.(type) {
	case And:
		return SearchCondition{All: each(n)}, exact
	case Or:
		return SearchCondition{Any: each(n)}, exact
	case Not:
		part, whole := conditionFor(n.Node)
		if !whole {
			// Where the condition is inexact, so is its negation.
			return SearchCondition{}, false
		}
		return SearchCondition{Not: &part}, true
	case Words:
		return conditionForWords(n)
	case Seen:
		return conditionForSeen(n)
	case Near:
		return conditionForNear(n)
	case Tag:
		return conditionForKey(tagSign, n.Name, n.Wild), true
	case Handle:
		return conditionForKey(handleSign, n.Name, n.Wild), true
	case Field:
		return conditionForKey(fieldKey(n.Name, ""), n.Value, n.Wild), true
	default:
		return SearchCondition{}, false
	}
}

// conditionForWords is exact where words and their order decide; signs that belong
// to a word are in neither keys nor SearchText.
func conditionForWords(words Words) (s SearchCondition, exact bool) {
	all := keysOf("", words)
	if len(words) == 1 || len(words) == 2 && words[1].Adjacent {
		return all[0], !words.signed()
	}
	if words.signed() {
		return SearchCondition{All: all}, false
	}
	if texts, ok := words.inSearchText(); ok {
		return SearchCondition{All: append(all, SearchCondition{Any: texts})}, true
	}
	pattern, marked, ok := words.pattern()
	if ok {
		all = append(all, SearchCondition{Pattern: pattern.whole(), Marked: marked})
	}
	return SearchCondition{All: all}, ok
}

// keysOf are the keys of a post in which a phrase stands. Where two adjacent
// characters are the phrase, or part of it, their pair says more than each.
// sign stands before each key.
func keysOf(sign string, words Words) []SearchCondition {
	all := make([]SearchCondition, 0, len(words)+1)
	for i, w := range words {
		switch {
		case w.Adjacent:
			all = append(all, SearchCondition{Key: sign + words.key(i).Text})
		case i+1 < len(words) && words[i+1].Adjacent:
		default:
			all = append(all, conditionForKey(sign, w.Text, w.Wild))
		}
	}
	return all
}

// conditionForNear is exact but where a side has symbols, signs or what else no
// pattern says.
func conditionForNear(n Near) (s SearchCondition, exact bool) {
	exact = true
	marked := false
	side := func(side []Words) (keys SearchCondition, patterns []phrasePattern) {
		for _, w := range side {
			keys.Any = append(keys.Any, SearchCondition{All: keysOf("", w)})
			p, long, ok := w.pattern()
			exact, marked = exact && ok && !w.signed(), marked || long
			patterns = append(patterns, p)
		}
		return keys, patterns
	}
	leftKeys, left := side(n.Left)
	rightKeys, right := side(n.Right)
	all := []SearchCondition{leftKeys, rightKeys}
	if exact {
		pattern := nearPattern(left, right, n.Within)
		if !n.Ordered {
			pattern += "|" + nearPattern(right, left, n.Within)
		}
		all = append(all, SearchCondition{Pattern: pattern, Marked: marked})
	}
	return SearchCondition{All: all}, exact
}

// conditionForKey requires a key, or one that matches a pattern, behind a sign.
func conditionForKey(sign, name string, wild bool) SearchCondition {
	if !wild {
		return SearchCondition{Key: sign + name}
	}
	first := strings.IndexAny(name, "*?")
	s := SearchCondition{Key: sign + name[:first], Prefix: true}
	if first < len(name)-1 || name[first] != '*' {
		s.Wild, s.MaxKey = sign+name, len(sign)+maxWildcardBytes
	}
	return s
}

// Matches reports whether a post's SearchKeys and SearchText meet the condition.
func (s SearchCondition) Matches(keys []string, text string) bool {
	switch {
	case s.Not != nil:
		return !s.Not.Matches(keys, text)
	case s.All != nil:
		return !slices.ContainsFunc(s.All, func(c SearchCondition) bool { return !c.Matches(keys, text) })
	case s.Any != nil:
		return slices.ContainsFunc(s.Any, func(c SearchCondition) bool { return c.Matches(keys, text) })
	case s.Text != "":
		return strings.Contains(text, s.Text)
	case s.Pattern != "":
		if s.Marked {
			text = MarkLong(text)
		}
		return regexp.MustCompile(s.Pattern).MatchString(text)
	case s.Key == "":
		return true
	case s.Wild != "":
		wild := regexp.MustCompile(WildcardPattern(s.Wild))
		return slices.ContainsFunc(keys, func(k string) bool { return len(k) <= s.MaxKey && wild.MatchString(k) })
	}
	i, found := slices.BinarySearch(keys, s.Key)
	return found || s.Prefix && i < len(keys) && strings.HasPrefix(keys[i], s.Key)
}

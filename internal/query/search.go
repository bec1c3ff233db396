package query

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// SearchKeyVersion numbers the way SearchKeys makes keys. It is raised whenever
// folding, cutting into tokens or SearchKeys itself changes what a post's keys
// are: keys stored under another number are not believed.
const SearchKeyVersion = 1

// What a search key begins with when it is no word: no word does.
const (
	tagSign    = "#"
	handleSign = "@"
	fieldSign  = ":"
)

// unknownSentiment is what sentiment: calls posts without a label.
const unknownSentiment = "unknown"

// maxHost is the longest host name there is, in bytes (RFC 1035, 2.3.4).
const maxHost = 253

// SearchKeys are what a search engine keeps of d to find it again: each word and
// symbol, each pair of characters of a dense script or of symbols that stand
// together, hashtags, handles, and what fields look at. Each is there once, in
// order. SearchCondition says which of them a query needs.
func (d *Document) SearchKeys() []string {
	keys := make([]string, 0, len(d.list)+8)
	for i, t := range d.list {
		keys = append(keys, d.text(i))
		if t.glued {
			keys = append(keys, d.text(i-1)+d.text(i))
		}
	}
	for _, name := range d.tagNames {
		keys = append(keys, tagSign+name)
	}
	for _, m := range d.handles {
		keys = append(keys, handleSign+m.name)
		if local, _, found := strings.Cut(m.name, "@"); found {
			keys = append(keys, handleSign+local)
		}
	}
	keys = append(keys, fieldKey(FieldLang, d.language), fieldKey(FieldPlatform, d.platform), fieldKey(FieldSentiment, sentimentValue(d.sentiment)))
	for _, name := range d.author {
		if name != "" {
			keys = append(keys, fieldKey(FieldAuthor, name))
		}
	}
	for _, u := range d.urls {
		for site := range sitesOf(u) {
			keys = append(keys, fieldKey(FieldSite, site))
		}
	}
	if d.hasImage {
		keys = append(keys, fieldKey(FieldHas, "image"))
	}
	if d.hasLink {
		keys = append(keys, fieldKey(FieldHas, "link"))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// SearchText is the text of d as phrases are looked for in it: its words folded
// and without symbols, with a space at either end of each, but none between
// characters of a dense script that stand together.
func (d *Document) SearchText() string {
	var b strings.Builder
	last := -1
	for i, t := range d.list {
		if t.class == classSymbol {
			continue
		}
		if !t.glued || last != i-1 {
			b.WriteByte(' ')
		}
		b.WriteString(d.text(i))
		last = i
	}
	b.WriteByte(' ')
	return b.String()
}

func fieldKey(name FieldName, value string) string {
	return fieldSign + string(name) + fieldSign + value
}

// sentimentValue is how the field names a label; a post without one is "unknown".
func sentimentValue(label string) string {
	if label == "" {
		return unknownSentiment
	}
	return label
}

// sitesOf yields the host of a URL and its parent domains. Longer names than
// there are have none, so that the whole is not longer than their square.
func sitesOf(url string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		host := hostOf(url)
		if host == "" || len(host) > maxHost {
			return
		}
		for more := true; more; _, host, more = strings.Cut(host, ".") {
			if !yield(host) {
				return
			}
		}
	}
}

// Search is what the search keys and text of a post must be like for a query to
// match it: like every one of All, at least one of Any, not like Not, with a key
// that is Key, or with Text. Only one of these is set; with none it asks for
// nothing.
type SearchCondition struct {
	All []SearchCondition
	Any []SearchCondition
	Not *SearchCondition
	Key string
	// Prefix: any key that begins with Key will do.
	Prefix bool
	// Text is to stand in the post's SearchText.
	Text string
}

// SearchCondition returns what a post's SearchKeys must be like for q to match it.
// Where exact, a post with such keys does match; else it only may, and is to be
// matched itself.
func (q *Query) SearchCondition() (s SearchCondition, exact bool) {
	if q.Root() == nil {
		return SearchCondition{Not: &SearchCondition{}}, true
	}
	return searchFor(q.Root())
}

func searchFor(n Node) (s SearchCondition, exact bool) {
	exact = true
	each := func(nodes []Node) []SearchCondition {
		out := make([]SearchCondition, len(nodes))
		for i, c := range nodes {
			part, whole := searchFor(c)
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
		part, whole := searchFor(n.Node)
		if !whole {
			// Of a post that may match, its opposite may as well.
			return SearchCondition{}, false
		}
		return SearchCondition{Not: &part}, true
	case Words:
		return searchForWords(n)
	case Near:
		side := func(side []Words) SearchCondition {
			any := make([]SearchCondition, len(side))
			for i, w := range side {
				any[i], _ = searchForWords(w)
			}
			return SearchCondition{Any: any}
		}
		return SearchCondition{All: []SearchCondition{side(n.Left), side(n.Right)}}, false
	case Tag:
		return searchForName(tagSign+n.Name, n.Wild)
	case Handle:
		return searchForName(handleSign+n.Name, n.Wild)
	case Field:
		return searchForName(fieldKey(n.Name, n.Value), n.Wild)
	default:
		return SearchCondition{}, false
	}
}

func searchForWords(words Words) (SearchCondition, bool) {
	if len(words) == 1 {
		return searchForName(words[0].Text, words[0].Wild)
	}
	if len(words) == 2 && words[1].Adjacent {
		return SearchCondition{Key: words.key(1).Text}, true
	}
	all := make([]SearchCondition, len(words), len(words)+1)
	for i, w := range words {
		if all[i], _ = searchForName(w.Text, w.Wild); w.Adjacent {
			all[i] = SearchCondition{Key: words.key(i).Text}
		}
	}
	texts, exact := words.inSearchText()
	if exact {
		all = append(all, SearchCondition{Any: texts})
	}
	return SearchCondition{All: all}, exact
}

// mostSpellings bounds the ways in which a phrase can stand in a SearchText.
const mostSpellings = 8

// inSearchText returns the ways in which a phrase stands in a SearchText: where
// two characters of a dense script need not stand together, they may. It is
// false for phrases that a part of a text does not tell: those with symbols or
// wildcards, and those with too many ways.
func (n Words) inSearchText() (texts []SearchCondition, exact bool) {
	ways := []string{""}
	dense := false // the word before
	for i, w := range n {
		if w.symbol || w.Wild {
			return nil, false
		}
		r, _ := utf8.DecodeRuneInString(w.Text)
		isDense := foldOf(r).class == classDense
		gaps := []string{" "}
		switch {
		case i == 0 && isDense || w.Adjacent:
			gaps = []string{""}
		case dense && isDense:
			gaps = []string{"", " "}
		}
		if len(ways)*len(gaps) > mostSpellings {
			return nil, false
		}
		var next []string
		for _, way := range ways {
			for _, gap := range gaps {
				next = append(next, way+gap+w.Text)
			}
		}
		ways, dense = next, isDense
	}
	for _, way := range ways {
		if !dense {
			way += " "
		}
		texts = append(texts, SearchCondition{Text: way})
	}
	return texts, true
}

// searchForName asks for a key, or for one that begins like a pattern; that is
// exact where the pattern says no more than how it begins.
func searchForName(name string, wild bool) (SearchCondition, bool) {
	if !wild {
		return SearchCondition{Key: name}, true
	}
	first := strings.IndexAny(name, "*?")
	return SearchCondition{Key: name[:first], Prefix: true}, first == len(name)-1 && name[first] == '*'
}

// Matches reports whether a post's SearchKeys and SearchText are as s asks.
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
	case s.Key == "":
		return true
	}
	i, found := slices.BinarySearch(keys, s.Key)
	return found || s.Prefix && i < len(keys) && strings.HasPrefix(keys[i], s.Key)
}

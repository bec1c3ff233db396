package query

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// SearchKeyVersion is the version of the keys that SearchKeys makes. It is
// raised whenever folding, tokenization or SearchKeys change the keys of a post:
// keys stored under another version are not used.
const SearchKeyVersion = 4

// The prefixes of search keys that are no words; no word begins with them.
const (
	tagSign    = "#"
	handleSign = "@"
	fieldSign  = ":"
)

// unknownSentiment is the value of sentiment: for posts without a label.
const unknownSentiment = "unknown"

// maxHost is the longest host name, in bytes (RFC 1035, 2.3.4).
const maxHost = 253

// SearchKeys returns the keys under which a search engine indexes d: each word
// and symbol, those of what was seen and heard also by where, what an Arabic word is without particles, each pair of adjacent characters of a script without spaces or of
// adjacent symbols, hashtags, handles, and the values of fields; sorted and
// without duplicates. SearchCondition returns the keys that a query needs.
func (d *Document) SearchKeys() []string {
	pairs := 0
	for _, t := range d.list {
		if t.adjacent {
			pairs++
		}
	}
	keys := make([]string, 0, len(d.list)+pairs+len(d.tagNames)+2*len(d.handles)+16)
	for i, t := range d.list {
		keys = append(keys, d.text(i))
		if t.adjacent {
			// Adjacent tokens stand next to one another in the folded text.
			keys = append(keys, d.folded[d.list[i-1].from:t.to])
		}
		eachStem(d.text(i), func(stem string) bool {
			keys = append(keys, stem)
			return true
		})
	}
	keys = d.appendSeenKeys(keys)
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
	if d.source != "" {
		keys = append(keys, fieldKey(FieldSource, d.source))
	}
	if d.dateFrom != "" {
		keys = append(keys, fieldKey(FieldDateFrom, d.dateFrom))
	}
	for _, name := range d.author {
		if name != "" {
			keys = append(keys, fieldKey(FieldAuthor, name))
		}
	}
	for _, u := range d.urls {
		for site := range domainsOf(u) {
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

// SearchText returns the text of d in which phrases are searched: its folded
// words without symbols, with a border between its parts, with a space at either end of each, but none between
// adjacent characters of a script without spaces.
func (d *Document) SearchText() string {
	var b strings.Builder
	last := -1
	for i, t := range d.list {
		if t.first {
			b.WriteString(" " + border)
		}
		if t.class == classSymbol {
			continue
		}
		if !t.adjacent || last != i-1 {
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

// sentimentValue is the value of the field for a label; "unknown" for none.
func sentimentValue(label string) string {
	if label == "" {
		return unknownSentiment
	}
	return label
}

// domainsOf yields the host of a URL and its parent domains. Names longer than a
// host can be have none, which bounds the length of all of them together.
func domainsOf(url string) func(yield func(string) bool) {
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

// maxSpellings is the most ways in which a phrase may be spaced in a SearchText.
const maxSpellings = 8

// inSearchText returns the ways in which a phrase is spaced in a SearchText: two
// characters of a script without spaces may be adjacent or not. exact is false
// for phrases that a search for text cannot decide: those with symbols or
// wildcards, and those with too many spacings.
func (n Words) inSearchText() (texts []SearchCondition, exact bool) {
	spellings := []string{""}
	wasUnspaced := false // the word before
	for i, w := range n {
		if w.symbol || w.Wild || isArabic(w.Text) {
			return nil, false // of Arabic words the text does not have what stands behind particles
		}
		r, _ := utf8.DecodeRuneInString(w.Text)
		unspaced := foldOf(r).class == classUnspaced
		gaps := []string{" "}
		switch {
		case i == 0 && unspaced || w.Adjacent:
			gaps = []string{""}
		case wasUnspaced && unspaced:
			gaps = []string{"", " "}
		}
		if len(spellings)*len(gaps) > maxSpellings {
			return nil, false
		}
		var next []string
		for _, spelling := range spellings {
			for _, gap := range gaps {
				next = append(next, spelling+gap+w.Text)
			}
		}
		spellings, wasUnspaced = next, unspaced
	}
	for _, spelling := range spellings {
		if !wasUnspaced {
			spelling += " "
		}
		texts = append(texts, SearchCondition{Text: spelling})
	}
	return texts, true
}

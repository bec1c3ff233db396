package query

import "strings"

// Limits of a query. A query beyond them is an error, so that matching a post
// stays cheap whoever wrote the query.
const (
	// MaxBytes is the length of the longest query.
	MaxBytes = 32 << 10
	// MaxTerms is the most terms, phrases, tags, handles and fields in a query.
	MaxTerms = 2000
	// MaxDepth is the deepest nesting of parentheses and NOT.
	MaxDepth = 64
	// MaxPhraseWords is the most words in a phrase; in scripts written without
	// spaces every character counts.
	MaxPhraseWords = 100
	// MaxNear is the widest distance of NEAR, in words.
	MaxNear = 100
)

// Query is a boolean query in the language of Parse. It is immutable and
// safe for concurrent use. The zero value matches nothing.
type Query struct {
	root Node
}

// Parse reads a query. The language, weakest binding first:
//
//	a OR b            either
//	a AND b, a b      both
//	NOT a, -a         not a; a query must also say what it looks for
//	a NEAR/5 b        at most 5 words apart, in either order; both sides are
//	                  terms, phrases or (a OR b)
//	a ONEAR/5 b       the same, a before b
//	(a OR b) c        parentheses
//
// and the things operators join:
//
//	coffee            a whole word; punctuation separates words, so coca-cola is
//	                  the phrase "coca cola"
//	C++ .NET R&D      signs that belong to a word are part of it; see sign.go
//	"north wind"      words in a row, across punctuation, emoji and line breaks
//	roast*  organi?e  the rest of a word, or one letter inside it, after at
//	                  least two letters; also in phrases
//	咖啡  ☕           scripts written without spaces, and emoji, are found
//	                  wherever these characters stand in a row
//	#espresso         a hashtag, in the text or as the platform lists it; a
//	                  plain term finds the word in the text with or without '#'
//	@ana  @ana@host   a mention of the handle in the text
//	lang:en           the language, ISO 639-1 or und
//	platform:mastodon the platform
//	source:forum      the name of the source that found the post, also source:"a b", source:for*
//	author:ana        the author's handle or name; author:"Ana Maria", author:ana*
//	site:example.com  the host or a parent domain of the post's URL or its links
//	has:image has:link
//	ocr:sale          the text in a picture, also ocr:"north wind", ocr:roast*; so
//	                  caption: what a model says is on it, alt: its author's own
//	                  description, logo: the name of a logo found in it, and
//	                  image: any of these; transcript: what is said in a recording.
//	                  A plain term is found in all of them as well
//	sentiment:negative, neutral, positive, unsure or unknown
//
// Operators are in upper case only. Everything else is compared folded: case,
// diacritics, full-width forms and unseen characters make no difference, and Arabic
// words are found behind particles (see arabic.go). What other
// tools write is understood where its meaning is certain, see foreign.go; Check
// says what is easily missed.
//
// The error is a *SyntaxError that names the place.
func Parse(expr string) (*Query, error) {
	q, _, err := Check(expr, Known{})
	return q, err
}

// MustParse is Parse for queries written in the source code; it
// panics where Parse returns an error.
func MustParse(expr string) *Query {
	q, err := Parse(expr)
	if err != nil {
		panic(err)
	}
	return q
}

// String returns the query's normal form: folded, with every operator written
// out and only the necessary parentheses. Parsing it gives an equal query.
func (q *Query) String() string {
	if q == nil || q.root == nil {
		return ""
	}
	var b strings.Builder
	q.root.write(&b, 0)
	return b.String()
}

// MarshalText returns the normal form.
func (q *Query) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText parses a query; see Parse.
func (q *Query) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*q = *parsed
	return nil
}

// Root returns the parsed expression, for translation into another search
// language; nil for the zero Query. It must not be changed.
func (q *Query) Root() Node {
	if q == nil {
		return nil
	}
	return q.root
}

// Terms returns the texts of the query's words and phrases, folded and with
// their wildcards, without those under NOT, in order, each once.
func (q *Query) Terms() []string {
	return q.collect(func(n Node) string {
		if w, ok := n.(Words); ok {
			return w.String()
		}
		return ""
	})
}

// Tags returns the hashtags of the query, as Terms does.
func (q *Query) Tags() []string {
	return q.collect(func(n Node) string {
		if t, ok := n.(Tag); ok {
			return t.Name
		}
		return ""
	})
}

// Handles returns the handles of the query, as Terms does.
func (q *Query) Handles() []string {
	return q.collect(func(n Node) string {
		if h, ok := n.(Handle); ok {
			return h.Name
		}
		return ""
	})
}

// Values returns the values of a field in the query, as Terms does.
func (q *Query) Values(field FieldName) []string {
	return q.collect(func(n Node) string {
		if f, ok := n.(Field); ok && f.Name == field {
			return f.Value
		}
		return ""
	})
}

func (q *Query) collect(pick func(Node) string) []string {
	var out []string
	seen := map[string]bool{}
	eachPositive(q.Root(), func(n Node) {
		if s := pick(n); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	})
	return out
}

// eachPositive visits every leaf of n that is not under a NOT.
func eachPositive(n Node, visit func(Node)) {
	switch n := n.(type) {
	case nil, Not:
	case And:
		for _, c := range n {
			eachPositive(c, visit)
		}
	case Or:
		for _, c := range n {
			eachPositive(c, visit)
		}
	case Near:
		for _, w := range n.Left {
			visit(w)
		}
		for _, w := range n.Right {
			visit(w)
		}
	default:
		visit(n)
	}
}

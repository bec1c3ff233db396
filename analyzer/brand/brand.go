// Package brand finds the brands that a post mentions. The queries of all brands
// are indexed by the words, hashtags and handles of which a post must have at
// least one to match (an inverted index of queries, or percolator); only the
// queries that the post's own keys lead to are evaluated. The result is the same
// as that of evaluating each query.
package brand

import (
	"slices"
	"strings"
	"sync"

	"earshot/internal/query"
	"earshot/internal/social"
)

// Matcher matches posts against the queries of many brands at once. It is
// immutable and safe for concurrent use.
type Matcher struct {
	brands []social.Brand
	// keys and prefixes lead from a key to the brands that it may belong to.
	// Prefixes are indexed by their first two letters, see query.PrefixKey.
	keys     map[query.Key][]int32
	prefixes map[string][]prefix
	// always are the brands whose query has no key.
	always []int32
	// byName leads from a brand's name to the brand: its logo makes a mention.
	byName map[string]int32
	work   sync.Pool
	words  wordFinder
	glued  gluedTerms
}

// prefix is the beginning of a word, from a wildcard of a brand's query.
type prefix struct {
	text  string
	brand int32
}

// workspace holds the buffers of one match, reused from post to post.
type workspace struct {
	found []int32
	seen  []bool
}

// New indexes the queries of brands. Brands without a query match nothing.
func New(brands []social.Brand) *Matcher {
	m := &Matcher{
		brands:   slices.Clone(brands),
		keys:     map[query.Key][]int32{},
		prefixes: map[string][]prefix{},
		words:    newWordFinder(brands),
		byName:   make(map[string]int32, len(brands)),
		glued:    newGluedTerms(brands),
	}
	m.work.New = func() any { return &workspace{seen: make([]bool, len(brands))} }
	uses := map[query.Key]int{}
	for _, b := range brands {
		b.Query.EachWordKey(func(k query.Key) { uses[k]++ })
	}
	for i, b := range brands {
		m.byName[b.Name] = int32(i)
		if b.Query.Root() != nil {
			m.add(int32(i), b.Query, uses)
		}
	}
	return m
}

// add indexes a query under those of its keys that the fewest queries use, so
// that a word that all brands share leads to none of them.
func (m *Matcher) add(brand int32, q *query.Query, uses map[query.Key]int) {
	keys, ok := q.Keys(func(k query.Key) int { return uses[k] })
	if !ok {
		m.always = append(m.always, brand)
		return
	}
	for _, k := range keys {
		if k.Kind != query.KeyPrefix {
			m.keys[k] = append(m.keys[k], brand)
			continue
		}
		// The language asks for two letters before a wildcard, so there are two here.
		start, _ := query.PrefixKey(k.Text)
		m.prefixes[start] = append(m.prefixes[start], prefix{text: k.Text, brand: brand})
	}
}

// Match returns the names of the brands whose query matches d, and of those whose logo is
// in its pictures and whose query leaves nothing out that is there, in the order the brands
// were given; nil when there are none.
func (m *Matcher) Match(d *query.Document) []string {
	w := m.work.Get().(*workspace)
	defer m.work.Put(w)
	m.candidates(d, w)
	slices.Sort(w.found)
	var names []string
	for _, i := range w.found {
		w.seen[i] = false
		if q := m.brands[i].Query; q.Match(d) || slices.Contains(d.Logos(), m.brands[i].Name) && q.Permits(d) {
			names = append(names, m.brands[i].Name)
		}
	}
	w.found = w.found[:0]
	return names
}

// MayMatch reports whether a brand's query may match d, by its texts and logos alone. It is
// true whenever Match finds a brand, also for a document of the same post with
// more of its fields known; not with more known of its pictures.
func (m *Matcher) MayMatch(d *query.Document) bool {
	w := m.work.Get().(*workspace)
	defer m.work.Put(w)
	m.candidates(d, w)
	may := len(w.found) > 0
	for _, i := range w.found {
		w.seen[i] = false
	}
	w.found = w.found[:0]
	return may
}

// candidates collects in w the brands that d may match, each once.
func (m *Matcher) candidates(d *query.Document, w *workspace) {
	add := func(brand int32) {
		if !w.seen[brand] {
			w.seen[brand] = true
			w.found = append(w.found, brand)
		}
	}
	for _, b := range m.always {
		add(b)
	}
	for _, name := range d.Logos() {
		if b, known := m.byName[name]; known {
			add(b)
		}
	}
	d.EachKey(func(k query.Key) {
		for _, b := range m.keys[k] {
			add(b)
		}
		if k.Kind != query.KeyWord || len(m.prefixes) == 0 {
			return
		}
		start, ok := query.PrefixKey(k.Text)
		if !ok {
			return
		}
		for _, p := range m.prefixes[start] {
			if strings.HasPrefix(k.Text, p.text) {
				add(p.brand)
			}
		}
	})
}

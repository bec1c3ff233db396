// Package brand finds the brands a post mentions. Every brand's query is
// indexed by the words, hashtags and handles of which a post must hold at
// least one to match; only the queries that the post's own words lead to are
// then tried. The answer is the same as that of trying each query.
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
	// keys and prefixes lead from a key to the brands it may belong to.
	// Prefixes are kept under their first two letters, see social.PrefixKey.
	keys     map[query.Key][]int32
	prefixes map[string][]prefix
	// always are the brands whose query has no key.
	always []int32
	work   sync.Pool
}

// prefix is the beginning of a word that a brand's query asks for.
type prefix struct {
	text  string
	brand int32
}

// workspace is what matching one post needs; it is used again for the next.
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
	}
	m.work.New = func() any { return &workspace{seen: make([]bool, len(brands))} }
	uses := map[query.Key]int{}
	for _, b := range brands {
		b.Query.EachWordKey(func(k query.Key) { uses[k]++ })
	}
	for i, b := range brands {
		if b.Query.Root() != nil {
			m.add(int32(i), b.Query, uses)
		}
	}
	return m
}

// add indexes a query under its keys that the fewest queries use, so that a
// word which all brands share leads to none of them.
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

// Match returns the names of the brands whose query matches d, in the order
// the brands were given; nil when there are none.
func (m *Matcher) Match(d *query.Document) []string {
	w := m.work.Get().(*workspace)
	defer m.work.Put(w)
	m.candidates(d, w)
	slices.Sort(w.found)
	var names []string
	for _, i := range w.found {
		w.seen[i] = false
		if m.brands[i].Query.Match(d) {
			names = append(names, m.brands[i].Name)
		}
	}
	w.found = w.found[:0]
	return names
}

// May tells whether a brand's query may match d, by the words of its text alone.
// It is true whenever Match finds a brand, also once more is known of the post.
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

// candidates collects the brands that d may match, each once, in w.
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

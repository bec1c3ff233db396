package query

import "unicode/utf8"

// KeyKind is what a Key matches.
type KeyKind uint8

const (
	// KeyWord is a whole word, a pair of adjacent characters of a script without
	// spaces, a single such character, or a symbol.
	KeyWord KeyKind = iota
	// KeyPrefix is the beginning of a word.
	KeyPrefix
	// KeyTag is a hashtag, folded without '#'.
	KeyTag
	// KeyHandle is a handle's name without its server, folded without '@'.
	KeyHandle
)

// Key is a necessary condition of a query, for an inverted index of queries: a
// post without any of a query's keys does not match it.
type Key struct {
	Kind KeyKind
	Text string
}

// Keys returns keys of which a post must contain at least one to match, choosing
// the rarest set. ok is false where there is no such set, because the query also
// matches posts by other fields alone; it must then be evaluated for every post.
// frequency says how frequent a key is; among equally frequent keys, and where
// it is nil, longer keys are taken to be rarer.
func (q *Query) Keys(frequency func(Key) int) ([]Key, bool) {
	if frequency == nil {
		frequency = func(Key) int { return 0 }
	}
	return keySelector{frequency}.keys(q.Root())
}

// EachWordKey yields the key of every word of the query, with repetitions.
// Counted over many queries, they give the frequency for Keys.
func (q *Query) EachWordKey(yield func(Key)) {
	eachPositive(q.Root(), func(n Node) {
		words, ok := n.(Words)
		if seen, is := n.(Seen); is {
			words, ok = seen.Words, true
		}
		if ok {
			for i := range words {
				yield(words.key(i))
			}
		}
	})
}

// keySelector selects keys by their frequency.
type keySelector struct {
	frequency func(Key) int
}

func (c keySelector) keys(n Node) ([]Key, bool) {
	switch n := n.(type) {
	case And:
		var best []Key
		for _, part := range n {
			if keys, ok := c.keys(part); ok && (best == nil || c.rarer(keys, best)) {
				best = keys
			}
		}
		return best, best != nil
	case Or:
		var all []Key
		for _, part := range n {
			keys, ok := c.keys(part)
			if !ok {
				return nil, false
			}
			all = append(all, keys...)
		}
		return all, true
	case Words:
		return []Key{c.rarest(n)}, true
	case Seen:
		return []Key{c.rarest(n.Words)}, true
	case Near:
		left, right := c.keysOfSide(n.Left), c.keysOfSide(n.Right)
		if c.rarer(right, left) {
			return right, true
		}
		return left, true
	case Tag:
		return nameKey(KeyTag, n.Name, n.Wild)
	case Handle:
		local := n.Name
		for i := range len(local) {
			if local[i] == '@' {
				local = local[:i]
				break
			}
		}
		return nameKey(KeyHandle, local, n.Wild)
	default:
		return nil, false
	}
}

func nameKey(kind KeyKind, name string, wild bool) ([]Key, bool) {
	if wild || name == "" {
		return nil, false
	}
	return []Key{{Kind: kind, Text: name}}, true
}

func (c keySelector) keysOfSide(side []Words) []Key {
	keys := make([]Key, len(side))
	for i, w := range side {
		keys[i] = c.rarest(w)
	}
	return keys
}

// rarer estimates whether fewer posts contain one of a than one of b, by the
// most frequent key of each.
func (c keySelector) rarer(a, b []Key) bool {
	x, y := c.mostFrequent(a), c.mostFrequent(b)
	if x == y {
		return len(a) < len(b)
	}
	return c.less(x, y)
}

func (c keySelector) mostFrequent(keys []Key) Key {
	most := keys[0]
	for _, k := range keys[1:] {
		if c.less(most, k) {
			most = k
		}
	}
	return most
}

// rarest is the rarest key of a phrase.
func (c keySelector) rarest(n Words) Key {
	least := n.key(0)
	for i := range n[1:] {
		if k := n.key(i + 1); c.less(k, least) {
			least = k
		}
	}
	return least
}

// less reports whether a is taken to be rarer than b.
func (c keySelector) less(a, b Key) bool {
	x, y := c.frequency(a), c.frequency(b)
	return x < y || x == y && a.length() > b.length()
}

// length is the key's length in bytes; that of a prefix counts half, as many
// words begin with it.
func (k Key) length() int {
	if k.Kind == KeyPrefix {
		return len(k.Text) / 2
	}
	return len(k.Text)
}

// key is the key of word i of n.
func (n Words) key(i int) Key {
	switch w := n[i]; {
	case w.Wild:
		return Key{Kind: KeyPrefix, Text: w.prefix()}
	case w.Adjacent:
		return Key{Text: n[i-1].Text + w.Text}
	default:
		return Key{Text: w.Text}
	}
}

// prefix is the text before the first wildcard.
func (w Word) prefix() string {
	for i := range len(w.Text) {
		if w.Text[i] == '*' || w.Text[i] == '?' {
			return w.Text[:i]
		}
	}
	return w.Text
}

// EachKey yields every key that d contains, except prefixes: d contains a
// KeyPrefix if a yielded KeyWord begins with it. A key may be yielded more than
// once.
func (d *Document) EachKey(yield func(Key)) {
	for i, t := range d.list {
		yield(Key{Text: d.text(i)})
		if t.adjacent {
			yield(Key{Text: d.folded[d.list[i-1].from:t.to]})
		}
		eachStem(d.text(i), func(stem string) bool {
			yield(Key{Text: stem})
			return true
		})
	}
	for _, name := range d.tagNames {
		yield(Key{Kind: KeyTag, Text: name})
	}
	for _, m := range d.handles {
		local := m.name
		for i, r := range local {
			if r == '@' && i > 0 {
				local = local[:i]
				break
			}
		}
		yield(Key{Kind: KeyHandle, Text: local})
	}
}

// PrefixKey returns the first two letters of a word, the shortest KeyPrefix that
// it can match; false for shorter words.
func PrefixKey(word string) (string, bool) {
	n := 0
	for i := range word {
		if n++; n > 2 {
			return word[:i], true
		}
	}
	return word, utf8.RuneCountInString(word) == 2
}

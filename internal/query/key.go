package query

import "unicode/utf8"

// KeyKind says what a Key is found in.
type KeyKind uint8

const (
	// KeyWord is a whole word, a pair of characters of a dense script that
	// stand together, a lone dense character, or a symbol.
	KeyWord KeyKind = iota
	// KeyPrefix is how a word begins.
	KeyPrefix
	// KeyTag is a hashtag, folded without '#'.
	KeyTag
	// KeyHandle is a handle's name without its server, folded without '@'.
	KeyHandle
)

// Key is something a post must hold for a query to match it.
type Key struct {
	Kind KeyKind
	Text string
}

// Keys returns the keys of which a post must hold at least one to match, the
// rarest that will do. It is false where there are none, because the query
// also matches posts by their properties alone; such a query must be tried on
// every post. An index of the keys of many queries finds the few that may
// match. commonness says how common a key is; of equally common ones, and where
// it is nil, longer keys are thought to be rarer.
func (q *Query) Keys(commonness func(Key) int) ([]Key, bool) {
	if commonness == nil {
		commonness = func(Key) int { return 0 }
	}
	return keyChooser{commonness}.keys(q.Root())
}

// EachWordKey yields the key of every word the query looks for, each as often
// as it is written: the counts over many queries say which keys are common.
func (q *Query) EachWordKey(yield func(Key)) {
	eachPositive(q.Root(), func(n Node) {
		if words, ok := n.(Words); ok {
			for i := range words {
				yield(words.key(i))
			}
		}
	})
}

// keyChooser picks keys by their commonness.
type keyChooser struct {
	commonness func(Key) int
}

func (c keyChooser) keys(n Node) ([]Key, bool) {
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

func (c keyChooser) keysOfSide(side []Words) []Key {
	keys := make([]Key, len(side))
	for i, w := range side {
		keys[i] = c.rarest(w)
	}
	return keys
}

// rarer guesses whether posts with one of a are rarer than posts with one of
// b, by the commonest key of each.
func (c keyChooser) rarer(a, b []Key) bool {
	x, y := c.commonest(a), c.commonest(b)
	if x == y {
		return len(a) < len(b)
	}
	return c.less(x, y)
}

func (c keyChooser) commonest(keys []Key) Key {
	most := keys[0]
	for _, k := range keys[1:] {
		if c.less(most, k) {
			most = k
		}
	}
	return most
}

// rarest is the rarest key of a phrase.
func (c keyChooser) rarest(n Words) Key {
	least := n.key(0)
	for i := range n[1:] {
		if k := n.key(i + 1); c.less(k, least) {
			least = k
		}
	}
	return least
}

// less tells whether a is thought rarer than b.
func (c keyChooser) less(a, b Key) bool {
	x, y := c.commonness(a), c.commonness(b)
	return x < y || x == y && a.length() > b.length()
}

// length is the key's length in bytes; a prefix counts half, as many words
// begin with it.
func (k Key) length() int {
	if k.Kind == KeyPrefix {
		return len(k.Text) / 2
	}
	return len(k.Text)
}

// key is the key of the word i of n.
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

// prefix is what stands before the first wildcard.
func (w Word) prefix() string {
	for i := range len(w.Text) {
		if w.Text[i] == '*' || w.Text[i] == '?' {
			return w.Text[:i]
		}
	}
	return w.Text
}

// EachKey yields every key a query may have that d holds, except prefixes: a
// KeyPrefix is held when a KeyWord yielded begins with it. A key may come more
// than once.
func (d *Document) EachKey(yield func(Key)) {
	for i, t := range d.list {
		yield(Key{Text: d.text(i)})
		if t.glued {
			yield(Key{Text: d.folded[d.list[i-1].from:t.to]})
		}
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

// PrefixKey is the shortest beginning of a KeyWord's text that a KeyPrefix can
// have, two letters; false for words shorter than that.
func PrefixKey(word string) (string, bool) {
	n := 0
	for i := range word {
		if n++; n > 2 {
			return word[:i], true
		}
	}
	return word, utf8.RuneCountInString(word) == 2
}

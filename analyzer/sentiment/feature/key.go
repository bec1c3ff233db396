package feature

// Initial hash states, one per kind of feature, so that the word "a" and the
// character n-gram "a" have different keys.
const (
	kindWord uint64 = 0x8f1bbcdcbfa53e0b + iota*0x5bd1e995
	kindBigram
	kindNegated
	kindGram
	kindUnspaced
	kindSymbol
	kindValence
)

// multiplier is 2^64 divided by the golden ratio (Knuth, TAOCP vol. 3, 6.4).
const multiplier = 0x9e3779b97f4a7c15

// step mixes one value into a hash state.
func step(state, value uint64) uint64 {
	state = (state ^ value) * multiplier
	return state ^ state>>29
}

// key returns the feature key of a hash state. 0 is reserved for "no feature".
func key(state uint64) uint32 {
	k := uint32((state * multiplier) >> 32)
	if k == 0 {
		return 1
	}
	return k
}

func hashWord(word []rune) uint64 {
	state := kindWord
	for _, r := range word {
		state = step(state, uint64(r))
	}
	return state
}

// bigramKey is the key of two words in a row, given their hashes.
func bigramKey(a, b uint64) uint32 { return key(step(step(kindBigram, a), b)) }

// negatedKey is the key of a word in the scope of a negation, given its hash.
func negatedKey(word uint64) uint32 { return key(step(kindNegated, word)) }

// SymbolKey is the key of an emoji, of the emoji of an emoticon, or of a
// punctuation token.
func SymbolKey(r rune) uint32 { return key(step(kindSymbol, uint64(r))) }

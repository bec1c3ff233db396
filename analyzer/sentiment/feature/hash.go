package feature

// Starting states, one a kind of feature, so that the word "a" and the
// character n-gram "a" are told apart.
const (
	kindWord uint64 = 0x8f1bbcdcbfa53e0b + iota*0x5bd1e995
	kindPair
	kindNot
	kindGram
	kindDense
	kindSign
	kindValence
)

// multiplier is 2^64 divided by the golden ratio (Knuth, TAOCP vol. 3, 6.4).
const multiplier = 0x9e3779b97f4a7c15

// step adds one value to a running hash.
func step(state, value uint64) uint64 {
	state = (state ^ value) * multiplier
	return state ^ state>>29
}

// key ends a running hash. 0 is kept free to mean "no feature".
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

// pair joins two words in order.
func pair(a, b uint64) uint32 { return key(step(step(kindPair, a), b)) }

// not is a word under negation.
func not(word uint64) uint32 { return key(step(kindNot, word)) }

// Sign is the key of an emoji, a mark or an emoticon's emoji.
func Sign(r rune) uint32 { return key(step(kindSign, uint64(r))) }

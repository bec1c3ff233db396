package phrase

// firstWords tells of most words that they are not among a few, without a look at these.
type firstWords [1 << 10]uint64

// bit is where a word stands, which has at least a letter.
func (f *firstWords) bit(word string) (at *uint64, bit uint64) {
	last := len(word) - 1
	n := uint32(last) ^ uint32(word[0])<<3 ^ uint32(word[last/2])<<7 ^ uint32(word[last])<<10
	n = n * 0x9e3779b1 >> 16 // the golden ratio spreads what is alike
	return &f[n/64], 1 << (n % 64)
}

func (f *firstWords) add(word string) {
	at, bit := f.bit(word)
	*at |= bit
}

func (f *firstWords) mayHave(word string) bool {
	at, bit := f.bit(word)
	return *at&bit != 0
}

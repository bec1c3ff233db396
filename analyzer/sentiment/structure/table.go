package structure

// entry is what a word or phrase does.
type entry struct {
	kind kind
	// value is the polarity of an opinion, from -3 to 3; of an intensifier that is
	// also an opinion ("incredibly"), that one.
	value int8
	// first says that the entry begins a word, in scripts written without spaces.
	first bool
}

// slot holds what is known of a sequence of tokens, in eight bytes.
type slot struct {
	key   uint32 // its hash; 0 for a free slot
	kind  kind
	value int8
	marks slotMarks
}

type slotMarks uint8

const (
	slotHas    slotMarks = 1 << iota // it is an entry
	slotPrefix                       // it begins a longer one
	slotFirst                        // it is an entry that begins a word
)

func (s *slot) is(m slotMarks) bool { return s.marks&m != 0 }

// table finds words and phrases by the hash of their tokens. It is an open-addressing
// hash table, less than half full, behind a Bloom filter that nearly all words of a text
// stop at.
type table struct {
	slots  []slot
	filter []uint64
	// stemFilter is the Bloom filter of stems.
	stemFilter []uint64
	stems      bool
	count      int
}

// filterWords is the size of a filter: 32 KB, of which nearly all of what is read of a
// text is in the cache of the processor.
const filterWords = 1 << 12

// minStem is the least number of letters of a stem.
const minStem = 3

// stemHash keeps a stem apart from the word that is written alike.
func stemHash(h uint32) uint32 { return h ^ 0x5bd1e995 }

func newTable() *table {
	return &table{slots: make([]slot, 1<<8), filter: make([]uint64, filterWords), stemFilter: make([]uint64, filterWords)}
}

// bit is the word of a filter that h has two bits in, and these.
func bit(h uint32) (word uint32, mask uint64) {
	h = (h ^ h>>15) * 0x2c1b3c6d
	return h >> 20 % filterWords, 1<<(h>>14&63) | 1<<(h>>8&63)
}

// put returns the slot for a sequence, a new one where there is none. It may move the
// slots that it returned before.
func (t *table) put(h uint32) *slot {
	if h == 0 {
		h = 1
	}
	if 2*(t.count+1) > len(t.slots) {
		old := t.slots
		t.slots = make([]slot, 2*len(old))
		for _, s := range old {
			if s.key != 0 {
				*t.place(s.key) = s
			}
		}
	}
	s := t.place(h)
	if s.key == 0 {
		s.key = h
		t.count++
	}
	return s
}

func (t *table) place(h uint32) *slot {
	mask := uint32(len(t.slots) - 1)
	at := (h * 2654435761) & mask
	for t.slots[at].key != 0 && t.slots[at].key != h {
		at = (at + 1) & mask
	}
	return &t.slots[at]
}

// find returns the slot of a sequence, nil for none.
func (t *table) find(h uint32) *slot {
	if h == 0 {
		h = 1
	}
	if s := t.place(h); s.key == h {
		return s
	}
	return nil
}

// starts tells whether an entry may begin with a token.
func (t *table) starts(h uint32) bool {
	word, mask := bit(h)
	return t.filter[word]&mask == mask && t.find(h) != nil
}

// hasStem tells whether letters are a stem.
func (t *table) hasStem(h uint32) bool {
	word, mask := bit(h)
	return t.stemFilter[word]&mask == mask && t.find(stemHash(h)) != nil
}

// add adds an entry of one token or more. Of two entries of the same tokens the first
// stays.
func (t *table) add(hashes []uint32, e entry) {
	h := hashes[0]
	word, mask := bit(h)
	t.filter[word] |= mask
	for _, next := range hashes[1:] {
		t.put(h).marks |= slotPrefix
		h = hashSequence(h, next)
	}
	if s := t.put(h); !s.is(slotHas) {
		s.kind, s.value, s.marks = e.kind, e.value, s.marks|slotHas
		if e.first {
			s.marks |= slotFirst
		}
	}
}

// addStem makes words that begin with letters of hash h known; they are looked up under
// stemHash(h) then.
func (t *table) addStem(h uint32) {
	word, mask := bit(h)
	t.stemFilter[word] |= mask
	t.stems = true
}

// match returns the longest entry that tokens begin with and how many tokens it has,
// 0 for none. Words as they are written go before their stems.
func (t *table) match(tokens []token) (e entry, n int) {
	if e, n = t.matchFrom(tokens[0].hash, tokens); n == 0 && tokens[0].stem != 0 {
		e, n = t.matchFrom(tokens[0].stem, tokens)
	}
	return e, n
}

// matchFrom is match where h stands for the first token.
func (t *table) matchFrom(h uint32, tokens []token) (e entry, n int) {
	word, mask := bit(h)
	if t.filter[word]&mask != mask {
		return e, 0
	}
	s := t.find(h)
	for i := 1; s != nil; i++ {
		if s.is(slotHas) && (!s.is(slotFirst) || tokens[0].first) {
			e, n = entry{s.kind, s.value, s.is(slotFirst)}, i
		}
		if !s.is(slotPrefix) || i >= len(tokens) || tokens[i].kind != wordToken {
			break
		}
		next := hashSequence(h, tokens[i].hash)
		if s = t.find(next); s == nil && tokens[i].stem != 0 {
			next = hashSequence(h, tokens[i].stem)
			s = t.find(next)
		}
		h = next
	}
	return e, n
}

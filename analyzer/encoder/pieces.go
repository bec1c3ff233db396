package encoder

import (
	"math"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// piece is a sentence piece with its log probability.
type piece struct {
	text  string
	score float32
}

const (
	// reserved pieces stand for control symbols and are never found in a text.
	reserved = 6
	// unknown is the number of whatever the vocabulary has no piece for.
	unknown = 0
	// wordStart stands for the blank before a word.
	wordStart = '▁'
	// maxBytes is how much of a text is read. 128 pieces are seldom more than 600.
	maxBytes = 4096
)

// vocabulary cuts texts into the sentence pieces that are together most probable.
type vocabulary struct {
	// next is a trie: from a node by a letter to the next node, 1-based.
	next map[edge]int32
	// ends holds for each node the piece that ends there, or unknown.
	ends   []int32
	scores []float32
}

type edge struct {
	node   int32
	letter rune
}

func newVocabulary(pieces []piece) *vocabulary {
	v := &vocabulary{next: map[edge]int32{}, ends: make([]int32, 1), scores: make([]float32, len(pieces))}
	for id, p := range pieces {
		v.scores[id] = p.score
		if id < reserved {
			continue
		}
		node := int32(0)
		for _, letter := range p.text {
			to, ok := v.next[edge{node, letter}]
			if !ok {
				to = int32(len(v.ends))
				v.ends = append(v.ends, unknown)
				v.next[edge{node, letter}] = to
			}
			node = to
		}
		v.ends[node] = int32(id)
	}
	return v
}

// lattice holds the buffers of cutting, reused from text to text.
type lattice struct {
	normal  []byte
	letters []rune
	// best is the log probability of the best cut up to a letter; id and length are
	// the last piece of that cut.
	best   []float32
	id     []int32
	length []int32
	pieces []int32
}

// cut returns the numbers of at most maxPieces pieces of text. They are valid until
// the lattice is used again.
func (v *vocabulary) cut(l *lattice, text string) []int32 {
	l.read(text)
	n := len(l.letters)
	l.best = resize(l.best, n+1)
	l.id, l.length = resize(l.id, n+1), resize(l.length, n+1)
	l.best[0] = 0
	for i := 1; i <= n; i++ {
		l.best[i] = float32(math.Inf(-1))
	}
	for start := range n {
		v.extend(l, start)
	}
	l.pieces = l.pieces[:0]
	for end := n; end > 0; end -= int(l.length[end]) {
		// Letters that follow one another and have no piece are one.
		if id := l.id[end]; id != unknown || len(l.pieces) == 0 || l.pieces[len(l.pieces)-1] != unknown {
			l.pieces = append(l.pieces, id)
		}
	}
	for i, j := 0, len(l.pieces)-1; i < j; i, j = i+1, j-1 {
		l.pieces[i], l.pieces[j] = l.pieces[j], l.pieces[i]
	}
	return l.pieces[:min(len(l.pieces), maxPieces)]
}

// extend continues the best cut up to start by every piece that begins there. A
// letter at which no piece begins is unknown; every letter within a piece is a piece
// itself, so that there is always a way on.
func (v *vocabulary) extend(l *lattice, start int) {
	found := false
	node := int32(0)
	for end := start + 1; end <= len(l.letters); end++ {
		next, ok := v.next[edge{node, l.letters[end-1]}]
		if !ok {
			break
		}
		node = next
		if id := v.ends[node]; id != unknown {
			found = true
			l.reach(end, l.best[start]+v.scores[id], id, int32(end-start))
		}
	}
	if !found {
		l.reach(start+1, l.best[start], unknown, 1)
	}
}

func (l *lattice) reach(end int, score float32, id, length int32) {
	if score >= l.best[end] {
		l.best[end], l.id[end], l.length[end] = score, id, length
	}
}

// read writes text in the form in which the vocabulary was learned: compatibility
// forms folded (NFKC), one sign before each word for the white space there, no
// control characters.
func (l *lattice) read(text string) {
	if len(text) > maxBytes {
		end := maxBytes
		for end > maxBytes-utf8.UTFMax && !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end]
	}
	l.normal = norm.NFKC.AppendString(l.normal[:0], text)
	l.letters = l.letters[:0]
	blank := true
	for rest := l.normal; len(rest) > 0; {
		letter, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		switch {
		case unicode.IsSpace(letter) || letter == wordStart:
			blank = true
			continue
		case unicode.IsControl(letter):
			continue
		}
		if blank {
			l.letters = append(l.letters, wordStart)
			blank = false
		}
		l.letters = append(l.letters, letter)
	}
}

// resize returns a slice of n elements of any content, in the room of s if it fits.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

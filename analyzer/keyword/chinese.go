package keyword

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"earshot/internal/query"
)

// lexicon is a Chinese dictionary: of each word, in how few documents of a
// large collection it occurs, as idf = ln(documents / documents with the word).
//
// The words are those of gse's idf list. gse's own segmenter was measured beside
// it, with gse's simplified dictionary: 2.1 s to load, 140 MB, 14,000 posts of
// 35 characters a second; the idf list in a map: 0.5 s, 14 MB, 29,000 posts a
// second on the same core.
type lexicon struct {
	idf map[string]float32
	// lengths has a bit for every number of characters of the words that begin
	// with a pair of characters, by the hash of the pair: most stretches of a text
	// need not be looked up.
	lengths [1 << 19]uint8
}

const (
	// maxWord is the longest word tried, in characters.
	maxWord = 6
	// unknownIDF is the cost of a character that is no word of the lexicon.
	unknownIDF = 14
)

func loadLexicon() *lexicon {
	l := &lexicon{idf: make(map[string]float32, strings.Count(gse.ZhIdf, "\n"))}
	for line := range strings.Lines(gse.ZhIdf) {
		word, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		n := utf8.RuneCountInString(word)
		if n < 1 || n > maxWord {
			continue
		}
		if idf, err := strconv.ParseFloat(strings.TrimSpace(number), 32); err == nil {
			l.idf[word] = float32(idf)
			if lengths := l.from(word); lengths != nil {
				*lengths |= 1 << n
			}
		}
	}
	return l
}

// from is the place of lengths for the pair of characters that text begins with,
// nil where there are not two.
func (l *lexicon) from(text string) *uint8 {
	_, first := utf8.DecodeRuneInString(text)
	_, second := utf8.DecodeRuneInString(text[first:])
	if second == 0 {
		return nil
	}
	hash := uint32(2166136261) // FNV-1a
	for _, b := range []byte(text[:first+second]) {
		hash = (hash ^ uint32(b)) * 16777619
	}
	return &l.lengths[hash%uint32(len(l.lengths))]
}

// piece is a word cut out of a text as it was written and in simplified
// characters, with its idf.
type piece struct {
	text, plain string
	idf         float32
}

// cut parts a run of Han characters into words such that the sum of their idf
// is least, that is, their joint probability is greatest (a unigram model, by
// dynamic programming from the left). The dictionary is in simplified
// characters; the words stay as they were written.
func (l *lexicon) cut(run string) []piece {
	plain := query.Simplified(run)
	ends := make([]int, 0, len(run)/3+1) // ends[i] is where character i begins
	for i := range run {
		ends = append(ends, i)
	}
	ends = append(ends, len(run))
	n := len(ends) - 1
	cost := make([]float32, n+1)
	from := make([]int, n+1)
	lengths := make([]uint8, n) // of the words that begin at each character
	for start := range lengths {
		if known := l.from(plain[ends[start]:]); known != nil {
			lengths[start] = *known
		}
		lengths[start] |= 1 << 1 // a character is tried always
	}
	for end := 1; end <= n; end++ {
		cost[end] = float32(math.Inf(1))
		for start := max(0, end-maxWord); start < end; start++ {
			if lengths[start]>>(end-start)&1 == 0 {
				continue
			}
			idf, known := l.idf[plain[ends[start]:ends[end]]]
			if !known {
				if end-start > 1 {
					continue
				}
				idf = unknownIDF
			}
			if c := cost[start] + idf; c <= cost[end] {
				cost[end], from[end] = c, start
			}
		}
	}
	var out []piece
	for end := n; end > 0; end = from[end] {
		start := ends[from[end]]
		out = append(out, piece{text: run[start:ends[end]], plain: plain[start:ends[end]], idf: cost[end] - cost[from[end]]})
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// Words parts a run of Chinese characters into words by the dictionary.
func (e *Extractor) SegmentChinese(run string) []string {
	pieces := e.chinese().cut(run)
	out := make([]string, len(pieces))
	for i, p := range pieces {
		out[i] = p.text
	}
	return out
}

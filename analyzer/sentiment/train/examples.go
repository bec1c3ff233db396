package train

import (
	"math"

	"earshot/analyzer/sentiment/feature"
)

// row is a labelled text with what training needs to know of it.
type row struct {
	text string
	// language selects the lexicon of the feature extraction.
	language string
	class    int // 0 negative, 1 neutral, 2 positive
	set      int
	binary   bool
	noisy    bool
	review   bool
	weight   float32
}

// example is a row as feature ids; the ids of all examples share one arena.
type example struct {
	words, grams         []uint32
	wordShare, gramShare float32
	dense                []float32 // the sum of the words' pretrained vectors, times wordShare
	class, set           int
	binary               bool
	weight               float32
}

// rowsOf returns the rows of a dataset with their weights. A row's weight is the
// dataset's times (n / (k * n_c)) to the power of balance, where n is the number
// of rows, k the number of classes and n_c the number of rows of its class: with
// balance 1 all classes weigh the same, with 0 all rows do.
func rowsOf(s Dataset, number int, rows []Row, balance float64) []row {
	var count [3]int
	for _, r := range rows {
		count[r.Label+1]++
	}
	classes := 0
	for _, n := range count {
		if n > 0 {
			classes++
		}
	}
	base := s.Weight
	if base == 0 {
		base = 1
	}
	if s.Reviews {
		balance = 0 // the class frequencies of reviews are kept
	}
	binary := s.binary()
	out := make([]row, 0, len(rows))
	for _, r := range rows {
		class := r.Label + 1
		fair := float64(len(rows)) / float64(classes*count[class])
		out = append(out, row{
			text: r.Text, language: s.Language, class: class, set: number, binary: binary, noisy: s.Noisy, review: s.Reviews,
			weight: base * float32(math.Pow(fair, balance)),
		})
	}
	return out
}

// examplesOf maps the features of rows to ids. Features not in v are left out,
// but count in the length norm, as they do when a text is classified.
func examplesOf(rows []row, v *vocabulary, vectors *Vectors) []example {
	var x feature.Extractor
	var arena []uint32
	known := func(keys []uint32) []uint32 {
		if cap(arena)-len(arena) < len(keys) {
			const block = 1 << 20
			arena = make([]uint32, 0, max(block, len(keys)))
		}
		start := len(arena)
		for _, k := range keys {
			if id, ok := v.id[k]; ok {
				arena = append(arena, id)
			}
		}
		return arena[start:len(arena):len(arena)]
	}
	out := make([]example, 0, len(rows))
	for _, r := range rows {
		x.Extract(r.text, r.language, nil, false)
		out = append(out, example{
			words: known(x.Words), grams: known(x.Grams),
			wordShare: feature.LengthNorm(len(x.Words)), gramShare: feature.LengthNorm(len(x.Grams)),
			dense: vectors.sum(x.Words), class: r.class, set: r.set, binary: r.binary, weight: r.weight,
		})
	}
	return out
}

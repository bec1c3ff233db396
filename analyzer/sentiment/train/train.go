// Package train fits a sentiment model on labelled texts: first one table on
// all languages together, then from there one table a language. With the same
// sets, options and processor architecture the model file is the same to the
// byte.
package train

import (
	"fmt"
	"hash/fnv"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"

	"earshot/analyzer/sentiment"
)

// Options of a training run; Defaults has those of the shipped model.
type Options struct {
	// Seed draws the order in which texts are learned.
	Seed uint64
	// Epochs is how often all texts are gone over.
	Epochs int
	// Rate is the length of a step.
	Rate float32
	// Decay pulls a weight back to where it began: the word lists for the
	// multilingual table, that table for the others. A language of more than
	// manyRows texts is pulled back less, the more the less.
	Decay float32
	// Dropout is the share of features left out each time a text is learned.
	Dropout float32
	// Balance says how far classes of a set count alike however many texts
	// they have: 0 not at all, 1 fully.
	Balance float64
	// Features are kept for a language, Shared for the multilingual table.
	Features, Shared int
	// Least is how often a feature must occur to be learned.
	Least uint8
	// PerLanguage bounds the rows of a language in the multilingual table.
	PerLanguage int
	// NetFrom is from how many texts on a language gets a network beside its
	// weights, and its reviews a table of their own; with fewer a network says
	// less than the weights do.
	NetFrom int
	// Dim is how many numbers a feature has in the network, Hidden how many
	// units that has; Dim 0 leaves networks out.
	Dim, Hidden int
	// NetEpochs and NetRate are to the network as Epochs and Rate to the weights.
	NetEpochs int
	NetRate   float32
	// Workers is how many languages are learned at a time; it does not change
	// the result.
	Workers int
	// Log receives what is done; nil is silence.
	Log *slog.Logger
}

// Defaults are the options of the shipped model.
func Defaults() Options {
	return Options{
		Seed: 1, Epochs: 6, Rate: 0.15, Decay: 0.02, Dropout: 0.4, Balance: 0.5,
		Features: 60_000, Shared: 100_000, Least: 2, PerLanguage: 25_000,
		NetFrom: 15_000, Dim: 16, Hidden: 24, NetEpochs: 5, NetRate: 0.1, Workers: 2,
		Log: slog.New(slog.DiscardHandler),
	}
}

// Train fits a model and returns its file; sentiment.Parse reads it.
func Train(sets []Set, opts Options) ([]byte, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if err := opts.check(); err != nil {
		return nil, err
	}
	if err := checkSets(sets); err != nil {
		return nil, err
	}
	sets, dropped := dropOverlap(sets)
	if dropped > 0 {
		opts.Log.Info("left out training texts that are also elsewhere", "texts", dropped)
	}
	words, err := readLexicons()
	if err != nil {
		return nil, err
	}
	languages := byLanguage(sets, opts.Balance)
	shared, table := trainShared(languages, words, withoutNet(opts))
	// Texts of an undetermined language teach the multilingual table alone.
	languages = slices.DeleteFunc(languages, func(l language) bool { return l.code == sentiment.Multilingual })
	tables := make([][]sentiment.Table, len(languages))
	var group sync.WaitGroup
	slots := make(chan struct{}, max(opts.Workers, 1))
	for i, l := range languages {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			tables[i] = trainLanguage(l, shared, words[l.code], opts)
		})
	}
	group.Wait()
	data, err := sentiment.Encode(append(slices.Concat(tables...), table))
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	return data, nil
}

func withoutNet(opts Options) Options {
	opts.Dim = 0
	return opts
}

// language is the rows of all sets of one language.
type language struct {
	code        string
	train, held []row
	sets        int // how many sets there are in all
}

// heldBalance is Options.Balance for the rows that calibrate: between honest
// probabilities for texts as a set has them (0) and the best recall over all
// classes alike (1).
const heldBalance = 0.85

func byLanguage(sets []Set, balance float64) []language {
	place := make(map[string]int)
	var out []language
	for number, s := range sets {
		i, ok := place[s.Language]
		if !ok {
			i = len(out)
			place[s.Language] = i
			out = append(out, language{code: s.Language, sets: len(sets)})
		}
		l := &out[i]
		l.train = append(l.train, rowsOf(s, number, s.Train, balance)...)
		l.held = append(l.held, rowsOf(s, number, s.Validation, heldBalance)...)
	}
	slices.SortFunc(out, func(a, b language) int {
		if a.code < b.code {
			return -1
		}
		return 1
	})
	return out
}

// random draws for one table, so that the tables do not depend on one
// another's order.
func random(seed uint64, name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

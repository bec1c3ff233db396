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
	// Caution is by how much the scores of a language are shrunk once they are
	// calibrated, 0 and 1 meaning not at all. It changes no label; see laterTexts.
	Caution map[string]float64
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

// Train fits a model and returns its file; sentiment.Parse reads it. The
// validation parts calibrate it and are not learned from.
func Train(sets []Set, opts Options) ([]byte, error) {
	data, _, err := fit(sets, nil, opts)
	return data, err
}

// TrainWhole fits two models with the same options. The first is that of Train:
// what it does on the validation parts can be measured. The second learned from
// these parts too and takes its calibration from the first; it is the better
// one, but nothing is left to measure it on.
func TrainWhole(sets []Set, opts Options) (measured, whole []byte, err error) {
	measured, known, err := fit(sets, nil, opts)
	if err != nil {
		return nil, nil, err
	}
	if whole, _, err = fit(joined(sets), known, opts); err != nil {
		return nil, nil, err
	}
	return measured, whole, nil
}

// joined are sets that have nothing held out. Those that are learned from not
// at all stay out.
func joined(sets []Set) []Set {
	out := slices.Clone(sets)
	for i := range out {
		s := &out[i]
		s.Train, s.Validation = slices.Concat(s.Train, s.Validation), nil
	}
	return out
}

// fit learns the tables, with the calibrations known of tables of these names,
// if any, else with those that the validation parts give; it returns the file
// and the calibrations.
func fit(sets []Set, known calibrations, opts Options) ([]byte, calibrations, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if err := opts.check(); err != nil {
		return nil, nil, err
	}
	if err := checkSets(sets); err != nil {
		return nil, nil, err
	}
	sets, dropped := dropOverlap(sets)
	if dropped > 0 {
		opts.Log.Info("left out training texts that are also elsewhere", "texts", dropped)
	}
	words, err := readLexicons()
	if err != nil {
		return nil, nil, err
	}
	languages := byLanguage(sets, known, opts)
	shared, multilingual := trainShared(languages, words, withoutNet(opts))
	// Texts of an undetermined language teach the multilingual table alone.
	languages = slices.DeleteFunc(languages, func(l language) bool { return l.code == sentiment.Multilingual })
	parts := make([][]made, len(languages))
	var group sync.WaitGroup
	slots := make(chan struct{}, max(opts.Workers, 1))
	for i, l := range languages {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			parts[i] = trainLanguage(l, shared, words[l.code], opts)
		})
	}
	group.Wait()
	var tables []sentiment.Table
	found := calibrations{}
	for _, m := range append(slices.Concat(parts...), multilingual) {
		tables = append(tables, m.calibration.shrunk(opts.Caution[m.table.Language]).apply(m.table))
		found[m.table.Language] = m.calibration
	}
	data, err := sentiment.Encode(tables)
	if err != nil {
		return nil, nil, fmt.Errorf("train: %w", err)
	}
	return data, found, nil
}

// made is a table and what calibrates it.
type made struct {
	table       sentiment.Table
	calibration calibration
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
	known       calibrations
}

// heldBalance is Options.Balance for the rows that calibrate: between honest
// probabilities for texts as a set has them (0) and the best recall over all
// classes alike (1).
const heldBalance = 0.85

func byLanguage(sets []Set, known calibrations, opts Options) []language {
	place := make(map[string]int)
	var out []language
	for number, s := range sets {
		i, ok := place[s.Language]
		if !ok {
			i = len(out)
			place[s.Language] = i
			out = append(out, language{code: s.Language, sets: len(sets), known: known})
		}
		l := &out[i]
		l.train = append(l.train, rowsOf(s, number, s.Train, opts.Balance)...)
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

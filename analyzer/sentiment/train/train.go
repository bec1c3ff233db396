// Package train fits a sentiment model to labelled texts: first one table to all
// languages together, then from there one table per language. With the same
// datasets, options and processor architecture the model file is the same to the
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

// Options configure a training run; Defaults has those of the shipped model.
type Options struct {
	// Seed seeds the order in which texts are learned.
	Seed uint64
	// Epochs is the number of passes over the texts.
	Epochs int
	// LearningRate is the initial learning rate.
	LearningRate float32
	// WeightDecay is the strength of the regularisation, which pulls a weight towards
	// its initial value: the lexicon's in the multilingual table, that table's
	// in the others. A language of more than manyRows texts is regularised less,
	// in inverse proportion to their number.
	WeightDecay float32
	// Dropout is the share of features dropped each time a text is learned.
	Dropout float32
	// ClassBalance is how far the classes of a dataset are weighted equally, whatever
	// their number of texts: 0 not at all, 1 fully.
	ClassBalance float64
	// Features is the size of a language's table, SharedFeatures that of the
	// multilingual one, ReviewFeatures that of a table of reviews.
	Features, SharedFeatures, ReviewFeatures int
	// NaiveBayes scales the features of reviews; see naiveBayesScales.
	NaiveBayes bool
	// MinCount is the least count of a feature that is learned.
	MinCount uint8
	// MaxRowsPerLanguage is the most rows of one language in the multilingual table.
	MaxRowsPerLanguage int
	// MinNetTexts is the number of texts from which a language gets a network
	// beside its weights, and its reviews a table of their own; with fewer the
	// network is worse than the weights alone.
	MinNetTexts int
	// Dim is the dimension of the network's embeddings, Hidden the number of its
	// hidden units; Dim 0 trains no networks.
	Dim, Hidden int
	// NetEpochs and NetLearningRate are Epochs and LearningRate of the network.
	NetEpochs       int
	NetLearningRate float32
	// Vectors are pretrained word vectors; nil for none.
	Vectors *Vectors
	// Shrinkage is the factor by which the scores of a language are multiplied
	// after calibration; 0 and 1 leave them as they are. It changes no label;
	// see shrinkage.
	Shrinkage map[string]float64
	// Workers is the number of languages trained at a time; it does not change
	// the result.
	Workers int
	// Log receives the progress; nil discards it.
	Log *slog.Logger
}

// Defaults are the options of the shipped model.
func Defaults() Options {
	return Options{
		Seed: 1, Epochs: 6, LearningRate: 0.15, WeightDecay: 0.02, Dropout: 0.4, ClassBalance: 0.5,
		Features: 60_000, SharedFeatures: 100_000, ReviewFeatures: 200_000, MinCount: 2, MaxRowsPerLanguage: 25_000,
		MinNetTexts: 15_000, Dim: 16, Hidden: 24, NetEpochs: 5, NetLearningRate: 0.1, NaiveBayes: true, Workers: 2,
		Log: slog.New(slog.DiscardHandler),
	}
}

// Train fits a model and returns its file; sentiment.Parse reads it. The
// validation parts calibrate it and are not fitted to. Errors have
// social.CodeInvalid for unusable datasets or options.
func Train(sets []Dataset, opts Options) ([]byte, error) {
	data, _, err := fit(sets, nil, opts)
	return data, err
}

// TrainOnAll fits two models with the same options. The first is that of Train,
// which can be measured on the validation parts. The second is fitted to the
// validation parts too and takes its calibration from the first; it is the
// better one, but no texts are left to measure it on.
func TrainOnAll(sets []Dataset, opts Options) (measured, whole []byte, err error) {
	measured, known, err := fit(sets, nil, opts)
	if err != nil {
		return nil, nil, err
	}
	if whole, _, err = fit(withoutValidation(sets), known, opts); err != nil {
		return nil, nil, err
	}
	return measured, whole, nil
}

// withoutValidation returns the datasets with their validation parts moved to
// the training parts.
func withoutValidation(sets []Dataset) []Dataset {
	out := slices.Clone(sets)
	for i := range out {
		s := &out[i]
		s.Train, s.Validation = slices.Concat(s.Train, s.Validation), nil
	}
	return out
}

// fit trains all tables. Tables that known has a calibration for get it; the
// others are calibrated on the validation parts. It returns the model file and
// the calibrations.
func fit(sets []Dataset, known calibrations, opts Options) ([]byte, calibrations, error) {
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
	parts := make([][]fittedTable, len(languages))
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
		tables = append(tables, m.calibration.scaledBy(opts.Shrinkage[m.table.Language]).apply(m.table))
		found[m.table.Language] = m.calibration
	}
	data, err := sentiment.Encode(tables)
	if err != nil {
		return nil, nil, fmt.Errorf("train: %w", err)
	}
	return data, found, nil
}

// fittedTable is a table and its calibration.
type fittedTable struct {
	table       sentiment.Table
	calibration calibration
}

func withoutNet(opts Options) Options {
	opts.Dim, opts.Vectors, opts.NaiveBayes = 0, nil, false
	return opts
}

// language holds the rows of all datasets of one language.
type language struct {
	code              string
	train, validation []row
	sets              int // how many sets there are in all
	known             calibrations
}

// validationBalance is Options.ClassBalance for the validation rows, between
// probabilities calibrated to the class frequencies of the datasets (0) and the
// best macro-recall (1).
const validationBalance = 0.85

func byLanguage(sets []Dataset, known calibrations, opts Options) []language {
	place := make(map[string]int)
	var out []language
	for number, s := range sets {
		code := s.Language
		if s.Shared {
			code = sentiment.Multilingual
		}
		i, ok := place[code]
		if !ok {
			i = len(out)
			place[code] = i
			out = append(out, language{code: code, sets: len(sets), known: known})
		}
		l := &out[i]
		l.train = append(l.train, rowsOf(s, number, s.Train, opts.ClassBalance)...)
		l.validation = append(l.validation, rowsOf(s, number, s.Validation, validationBalance)...)
	}
	slices.SortFunc(out, func(a, b language) int {
		if a.code < b.code {
			return -1
		}
		return 1
	})
	return out
}

// newRand returns a generator for one table, so that the tables do not depend on
// one another's order.
func newRand(seed uint64, name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

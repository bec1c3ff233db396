package train

import (
	"maps"
	"math/rand/v2"
	"slices"

	"earshot/analyzer/sentiment"
)

// learned is a vocabulary with its weights and their calibration.
type learned struct {
	v *vocabulary
	w []weights
	c calibration
}

// trainShared fits the multilingual table on a bounded part of every language,
// so that the largest do not drown the others.
func trainShared(languages []language, words map[string]lexicon, opts Options) (learned, sentiment.Table) {
	draw := random(opts.Seed, sentiment.Multilingual)
	var rows, held []row
	sets := 0
	for _, l := range languages {
		part := slices.Clone(l.train)
		draw.Shuffle(len(part), func(i, j int) { part[i], part[j] = part[j], part[i] })
		rows = append(rows, part[:min(len(part), opts.PerLanguage)]...)
		held = append(held, l.held...)
		sets = l.sets
	}
	all := lexicon{}
	for _, code := range slices.Sorted(maps.Keys(words)) {
		all.merge(words[code])
	}
	v := newVocabulary()
	v.countAll(rows, opts.Least)
	l := fitTable(rows, v, all, nil, opts.Shared, sets, opts, draw)
	table := quantise(sentiment.Multilingual, l.v, l.w)
	l.c = calibrate(table, held, calibration{factor: 1})
	table = l.c.apply(table)
	opts.Log.Info("learned the multilingual table", "texts", len(rows), "features", len(table.Keys))
	return l, table
}

// manyRows is from how many texts on a language stands more on its own.
const manyRows = 20_000

// fewRows is up to how many texts a language borrows features from the
// multilingual table that its own texts do not have.
const fewRows = 20_000

// trainLanguage fits the table of one language, beginning with the
// multilingual weights of the features it has in common with the others.
func trainLanguage(l language, shared learned, words lexicon, opts Options) sentiment.Table {
	v := newVocabulary()
	v.countAll(l.train, opts.Least)
	if len(l.train) < fewRows {
		for id, k := range shared.v.keys {
			v.add(k, borrowed*shared.v.count[id])
		}
	}
	if n := len(l.train); n > manyRows {
		opts.Decay *= manyRows / float32(n)
	}
	fit := fitTable(l.train, v, words, &shared, opts.Features, l.sets, opts, random(opts.Seed, l.code))
	table := quantise(l.code, fit.v, fit.w)
	table = calibrate(table, l.held, shared.c).apply(table)
	opts.Log.Info("learned a language", "language", l.code, "texts", len(l.train), "features", len(table.Keys))
	return table
}

// borrowed is how much an occurrence in another language says of how often a
// feature will be met in this one.
const borrowed = 0.02

// wordsAt is how often a word of the lexicon is taken to occur at the least.
const wordsAt = 30

// fitTable learns all features of v, keeps the limit most useful ones and
// learns those again.
func fitTable(rows []row, v *vocabulary, words lexicon, from *learned, limit, sets int, opts Options, draw *rand.Rand) learned {
	for _, k := range slices.Sorted(maps.Keys(words)) {
		id := v.add(k, 0)
		v.count[id] = max(v.count[id], wordsAt)
	}
	start := startWeights(v, words, from)
	first := newLearner(start, sets, opts)
	first.fit(examplesOf(rows, v), opts.Epochs, draw)
	kept, ids := v.keep(limit, func(id uint32) float32 {
		w := first.w[id]
		spread := max(w[0], w[1], w[2]) - min(w[0], w[1], w[2])
		return spread * sqrt(v.count[id])
	})
	again := make([]weights, len(ids))
	for i, id := range ids {
		again[i] = start[id]
	}
	second := newLearner(again, sets, opts)
	second.fit(examplesOf(rows, kept), opts.Epochs, draw)
	return learned{v: kept, w: second.w}
}

// startWeights are where learning begins: the weights of another table, and
// where that is silent the lexicon's.
func startWeights(v *vocabulary, words lexicon, from *learned) []weights {
	start := make([]weights, len(v.keys))
	for id, k := range v.keys {
		if from != nil {
			if other, ok := from.v.id[k]; ok {
				start[id] = from.w[other]
				continue
			}
		}
		if polarity, ok := words[k]; ok {
			start[id] = weights{-polarity, 0, polarity}
		}
	}
	return start
}

package train

import (
	"maps"
	"math/rand/v2"
	"slices"

	"earshot/analyzer/sentiment"
)

// learned is a vocabulary with its weights, the network beside them, if any,
// and the calibration of both.
type learned struct {
	v   *vocabulary
	w   []weights
	net *network
	c   calibration
}

// trainShared fits the multilingual table on a bounded part of every language,
// so that the largest do not drown the others.
func trainShared(languages []language, words map[string]weighed, opts Options) (learned, made) {
	draw := random(opts.Seed, sentiment.Multilingual)
	var rows, held []row
	var sets int
	var known calibrations
	for _, l := range languages {
		part := slices.Clone(l.train)
		draw.Shuffle(len(part), func(i, j int) { part[i], part[j] = part[j], part[i] })
		rows = append(rows, part[:min(len(part), opts.PerLanguage)]...)
		held = append(held, l.held...)
		sets, known = l.sets, l.known
	}
	all := weighed{}
	for _, code := range slices.Sorted(maps.Keys(words)) {
		all.merge(words[code])
	}
	v := newVocabulary()
	v.countAll(rows, opts.Least)
	l := fitTable(rows, v, all, nil, opts.Shared, sets, opts, draw)
	table := quantise(sentiment.Multilingual, l, false)
	l.c = known.of(table, held, false, calibration{weights: 1})
	opts.Log.Info("learned the multilingual table", "texts", len(rows), "features", len(table.Keys))
	return l, made{table, l.c}
}

// manyRows is from how many texts on a language stands on its own.
const manyRows = 20_000

// perRow is how many features a text pays for, between half of Options.Features
// and all of them.
const perRow = 2

// fewRows is up to how many texts a language borrows features from the
// multilingual table that its own texts do not have.
const fewRows = 20_000

// trainLanguage fits the tables of one language, beginning, where it has not
// many texts, with the multilingual weights of the features it shares.
func trainLanguage(l language, shared learned, words weighed, opts Options) []made {
	reviews := only(l.train, true)
	parted := l.hasReviews(len(reviews), opts)
	rows := l.train
	if parted {
		rows = postsFirst(l.train)
	}
	v := newVocabulary()
	v.countAll(rows, opts.Least)
	if len(l.train) < fewRows {
		for id, k := range shared.v.keys {
			v.add(k, borrowed*shared.v.count[id])
		}
	}
	own, from := opts, &shared
	if n := len(rows); n > manyRows {
		own.Decay *= manyRows / float32(n)
		from = nil
	}
	if !l.hasNet(opts) {
		own.Dim = 0
	}
	limit := min(max(perRow*len(rows), opts.Features/2), opts.Features)
	fit := fitTable(rows, v, words, from, limit, l.sets, own, random(opts.Seed, l.code))
	table := quantise(l.code, fit, false)
	otherwise := shared.c
	otherwise.net = otherwise.weights
	out := []made{{table, l.known.of(table, l.held, false, otherwise)}}
	opts.Log.Info("learned a language", "language", l.code, "texts", len(rows), "features", len(table.Keys), "network", table.Net.Dim > 0)
	if parted {
		out = append(out, trainReviews(l, reviews, words, opts), trainKind(l, opts))
	}
	return out
}

// hasNet tells whether the language gets a network, as it did when its
// calibration was found.
func (l language) hasNet(opts Options) bool {
	if c, ok := l.known[l.code]; ok {
		return c.net > 0
	}
	return len(l.train) >= opts.NetFrom
}

// hasReviews tells whether the language gets a table for its reviews, of which
// there are n, likewise.
func (l language) hasReviews(n int, opts Options) bool {
	if len(l.known) > 0 {
		_, ok := l.known[l.code+sentiment.Reviews]
		return ok
	}
	return n >= opts.NetFrom && n < len(l.train)
}

// only are the rows that are reviews, or those that are not.
func only(rows []row, reviews bool) []row {
	var out []row
	for _, r := range rows {
		if r.review == reviews {
			out = append(out, r)
		}
	}
	return out
}

// reviewsAmongPosts is the weight of a review where posts are learned from, for
// those reviews that are taken for posts.
const reviewsAmongPosts = 0.1

// postsFirst are rows with the reviews among them counting little.
func postsFirst(rows []row) []row {
	rows = slices.Clone(rows)
	for i := range rows {
		if rows[i].review {
			rows[i].weight *= reviewsAmongPosts
		}
	}
	return rows
}

// Reviews are long and of one mind: their weights are held back less than
// those of posts and learned faster, with more left out each time.
const (
	reviewDecay     = 0.001
	reviewRate      = 0.3
	reviewDropout   = 0.6
	reviewNetEpochs = 8
)

// trainReviews fits the table for the reviews of a language.
func trainReviews(l language, rows []row, words weighed, opts Options) made {
	opts.Decay, opts.Rate, opts.Dropout, opts.NetEpochs = reviewDecay, reviewRate, reviewDropout, reviewNetEpochs
	v := newVocabulary()
	v.countAll(rows, opts.Least)
	fit := fitTable(rows, v, words, nil, opts.Features, l.sets, opts, random(opts.Seed, l.code+sentiment.Reviews))
	table := quantise(l.code+sentiment.Reviews, fit, true)
	c := l.known.of(table, only(l.held, true), true, calibration{weights: 1, net: 1, bias: [2]float64{rareNeutral, rareNeutral}})
	opts.Log.Info("learned the reviews of a language", "language", l.code, "texts", len(rows), "features", len(table.Keys))
	return made{table, c}
}

// kindShare is how many features tell reviews from other posts, as a share of
// those of a language.
const kindShare = 0.25

// trainKind fits the table that tells the reviews of a language from its other
// posts: reviews take positive's place.
func trainKind(l language, opts Options) made {
	opts.Decay, opts.Rate = reviewDecay, reviewRate
	relabelled := func(rows []row) []row {
		rows = slices.Clone(rows)
		var reviews float32
		for _, r := range rows {
			if r.review {
				reviews++
			}
		}
		for i := range rows {
			r := &rows[i]
			r.binary = true
			if r.review {
				r.class, r.weight = 2, float32(len(rows))/(2*reviews)
			} else {
				r.class, r.weight = 0, float32(len(rows))/(2*(float32(len(rows))-reviews))
			}
		}
		return rows
	}
	train, held := relabelled(l.train), relabelled(l.held)
	v := newVocabulary()
	v.countAll(train, opts.Least)
	fit := fitTable(train, v, nil, nil, int(kindShare*float64(opts.Features)), l.sets, opts, random(opts.Seed, l.code+sentiment.Kind))
	table := quantise(l.code+sentiment.Kind, fit, true)
	return made{table, l.known.of(table, held, true, calibration{weights: 1, net: 1})}
}

// borrowed is how much an occurrence in another language says of how often a
// feature will be met in this one.
const borrowed = 0.02

// wordsAt is how often a word of the lexicon is taken to occur at the least.
const wordsAt = 30

// fitTable learns all features of v, keeps the limit most useful ones and
// learns those again, with a network beside them where opts asks for one.
func fitTable(rows []row, v *vocabulary, words weighed, from *learned, limit, sets int, opts Options, draw *rand.Rand) learned {
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
	examples := examplesOf(rows, kept)
	second := newLearner(again, sets, opts)
	second.fit(examples, opts.Epochs, draw)
	out := learned{v: kept, w: second.w}
	if opts.Dim > 0 {
		out.net = newNetwork(len(kept.keys), sets, opts, draw)
		out.net.fit(examples, draw)
	}
	return out
}

// startWeights are where learning begins: the weights of another table, and
// where that is silent the lexicon's.
func startWeights(v *vocabulary, words weighed, from *learned) []weights {
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

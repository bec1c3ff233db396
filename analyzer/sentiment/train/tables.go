package train

import (
	"maps"
	"math/rand/v2"
	"slices"

	"earshot/analyzer/sentiment"
)

// fitted is a vocabulary with its weights, its network, if any, and the
// calibration of both.
type fitted struct {
	v   *vocabulary
	w   []weights
	net *network
	c   calibration
}

// trainShared fits the multilingual table to a bounded number of rows per
// language, so that the largest languages do not drown the others.
func trainShared(languages []language, words map[string]prior, opts Options) (fitted, fittedTable) {
	draw := newRand(opts.Seed, sentiment.Multilingual)
	var rows, validation []row
	var sets int
	var known calibrations
	for _, l := range languages {
		part := slices.Clone(l.train)
		draw.Shuffle(len(part), func(i, j int) { part[i], part[j] = part[j], part[i] })
		rows = append(rows, part[:min(len(part), opts.MaxRowsPerLanguage)]...)
		validation = append(validation, l.validation...)
		sets, known = l.sets, l.known
	}
	all := prior{}
	for _, code := range slices.Sorted(maps.Keys(words)) {
		all.merge(words[code])
	}
	v := newVocabulary()
	v.countAll(rows, opts.MinCount)
	l := fitTable(rows, v, all, nil, opts.SharedFeatures, sets, opts, draw)
	table := quantise(sentiment.Multilingual, l, false)
	l.c = known.of(table, validation, false, 0, calibration{weights: 1})
	opts.Log.Info("learned the multilingual table", "texts", len(rows), "features", len(table.Keys))
	return l, fittedTable{table, l.c}
}

// manyRows is the number of texts above which a language does not start from the
// multilingual weights.
const manyRows = 20_000

// featuresPerRow is the number of features kept per training text, between half
// of Options.Features and all of them.
const featuresPerRow = 2

// fewRows is the number of texts below which a language also gets the features
// of the multilingual table that its own texts do not have.
const fewRows = 20_000

// trainLanguage fits the tables of one language. A language with few texts
// starts from the multilingual weights of the features it shares (transfer
// learning).
func trainLanguage(l language, shared fitted, words prior, opts Options) []fittedTable {
	reviews := filterReviews(l.train, true)
	splitReviews := l.hasReviews(len(reviews), opts)
	rows := l.train
	if splitReviews {
		rows = downweightReviews(l.train)
	}
	v := newVocabulary()
	v.countAll(rows, opts.MinCount)
	if len(l.train) < fewRows {
		for id, k := range shared.v.keys {
			v.add(k, borrowedCount*shared.v.count[id])
		}
	}
	own, from := opts, &shared
	if n := len(rows); n > manyRows {
		own.WeightDecay *= manyRows / float32(n)
		from = nil
	}
	own.NaiveBayes = false
	if !l.hasNet(opts) {
		own.Dim = 0
	}
	if opts.Vectors != nil && opts.Vectors.Language != l.code {
		own.Vectors = nil
	}
	limit := min(max(featuresPerRow*len(rows), opts.Features/2), opts.Features)
	fit := fitTable(rows, v, words, from, limit, l.sets, own, newRand(opts.Seed, l.code))
	table := quantise(l.code, fit, false)
	otherwise := shared.c
	otherwise.net = otherwise.weights
	out := []fittedTable{{table, l.known.of(table, l.validation, false, opts.Shrinkage[l.code], otherwise)}}
	opts.Log.Info("learned a language", "language", l.code, "texts", len(rows), "features", len(table.Keys), "network", table.Net.Dim > 0)
	if splitReviews {
		out = append(out, trainReviews(l, reviews, words, opts), trainReviewDetector(l, opts))
	}
	return out
}

// hasNet reports whether the language gets a network: as in the run that found
// its calibration, if there was one, else by its number of texts.
func (l language) hasNet(opts Options) bool {
	if c, ok := l.known[l.code]; ok {
		return c.net > 0
	}
	labelled := 0
	for _, r := range l.train {
		if !r.noisy {
			labelled++
		}
	}
	return labelled >= opts.MinNetTexts
}

// hasReviews reports, by the same rule, whether the language gets a table for
// its n reviews.
func (l language) hasReviews(n int, opts Options) bool {
	if len(l.known) > 0 {
		_, ok := l.known[l.code+sentiment.Reviews]
		return ok
	}
	return n >= opts.MinNetTexts && n < len(l.train)
}

// filterReviews returns the rows that are reviews, or those that are not.
func filterReviews(rows []row, reviews bool) []row {
	var out []row
	for _, r := range rows {
		if r.review == reviews {
			out = append(out, r)
		}
	}
	return out
}

// reviewsAmongPosts is the factor on the weight of reviews in the table for
// posts, which still has to classify those reviews that are taken for posts.
const reviewsAmongPosts = 0.06

// downweightReviews returns rows with the weight of reviews reduced.
func downweightReviews(rows []row) []row {
	rows = slices.Clone(rows)
	for i := range rows {
		if rows[i].review {
			rows[i].weight *= reviewsAmongPosts
		}
	}
	return rows
}

// Reviews are long and have one consistent sentiment, so their table is trained
// with less regularisation, a higher learning rate and more dropout than posts.
const (
	reviewDecay     = 0.001
	reviewRate      = 0.3
	reviewDropout   = 0.6
	reviewNetEpochs = 8
)

// trainReviews fits the table for the reviews of a language.
func trainReviews(l language, rows []row, words prior, opts Options) fittedTable {
	opts.WeightDecay, opts.LearningRate, opts.Dropout, opts.NetEpochs = reviewDecay, reviewRate, reviewDropout, reviewNetEpochs
	opts.Vectors = nil
	v := newVocabulary()
	v.countAll(rows, opts.MinCount)
	fit := fitTable(rows, v, words, nil, opts.ReviewFeatures, l.sets, opts, newRand(opts.Seed, l.code+sentiment.Reviews))
	table := quantise(l.code+sentiment.Reviews, fit, true)
	c := l.known.of(table, filterReviews(l.validation, true), true, 0, calibration{weights: 1, net: 1, bias: [2]float64{polarBias, polarBias}})
	opts.Log.Info("learned the reviews of a language", "language", l.code, "texts", len(rows), "features", len(table.Keys))
	return fittedTable{table, c}
}

// detectorShare is the size of the review detector as a share of
// Options.Features.
const detectorShare = 1

// trainReviewDetector fits the table that separates the reviews of a language
// from its other posts: reviews are trained as positive, other posts as
// negative.
func trainReviewDetector(l language, opts Options) fittedTable {
	opts.WeightDecay, opts.LearningRate, opts.Vectors, opts.NaiveBayes = reviewDecay, reviewRate, nil, false
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
	train, validation := relabelled(l.train), relabelled(l.validation)
	v := newVocabulary()
	v.countAll(train, opts.MinCount)
	fit := fitTable(train, v, nil, nil, int(detectorShare*float64(opts.Features)), l.sets, opts, newRand(opts.Seed, l.code+sentiment.ReviewDetector))
	table := quantise(l.code+sentiment.ReviewDetector, fit, true)
	return fittedTable{table, l.known.of(table, validation, true, 0, calibration{weights: 1, net: 1})}
}

// borrowedCount is the factor from a feature's count in the other languages to
// its assumed count in this one.
const borrowedCount = 0.02

// minLexiconCount is the least assumed count of a lexicon word.
const minLexiconCount = 30

// fitTable fits all features of v, keeps the limit most useful ones and fits
// those again, with a network beside them where opts asks for one.
func fitTable(rows []row, v *vocabulary, words prior, from *fitted, limit, sets int, opts Options, draw *rand.Rand) fitted {
	for _, k := range slices.Sorted(maps.Keys(words)) {
		id := v.add(k, 0)
		v.count[id] = max(v.count[id], minLexiconCount)
	}
	start := startWeights(v, words, from)
	all := examplesOf(rows, v, opts.Vectors)
	first := newLearner(start, sets, opts)
	if opts.NaiveBayes {
		first.scale = naiveBayesScales(all, len(start))
	}
	first.fit(all, opts.Epochs, draw)
	kept, ids := v.keep(limit, func(id uint32) float32 {
		w := first.w[id]
		spread := max(w[0], w[1], w[2]) - min(w[0], w[1], w[2])
		return spread * sqrt(v.count[id])
	})
	again := make([]weights, len(ids))
	for i, id := range ids {
		again[i] = start[id]
	}
	examples := examplesOf(rows, kept, opts.Vectors)
	second := newLearner(again, sets, opts)
	if opts.NaiveBayes {
		second.scale = naiveBayesScales(examples, len(again))
	}
	second.fit(examples, opts.Epochs, draw)
	out := fitted{v: kept, w: second.w}
	if opts.Dim > 0 {
		out.net = newNetwork(len(kept.keys), sets, opts, draw)
		out.net.fit(examples, draw)
	}
	out.fold(opts.Vectors, second.dense)
	return out
}

// fold adds to each word what its pretrained vector weighs, and adds the words
// that only have a vector.
func (f *fitted) fold(vectors *Vectors, learned dense) {
	if vectors == nil {
		return
	}
	for _, k := range vectors.keys {
		id, known := f.v.id[k]
		if !known {
			id = f.v.add(k, 0)
			f.w = append(f.w, weights{})
			if f.net != nil {
				f.net.embeddings = append(f.net.embeddings, make([]float32, f.net.dim)...)
			}
		}
		vector := vectors.of(k)
		for c := range f.w[id] {
			f.w[id][c] += learned.dot(c, vector)
		}
		if f.net == nil {
			continue
		}
		embedding := f.net.embeddings[int(id)*f.net.dim:][:f.net.dim]
		for d := range embedding {
			embedding[d] += f.net.project.dot(d, vector)
		}
	}
}

// startWeights returns the initial weights: those of another table, and for
// features it does not have those of the lexicon.
func startWeights(v *vocabulary, words prior, from *fitted) []weights {
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

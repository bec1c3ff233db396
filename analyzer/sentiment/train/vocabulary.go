package train

import (
	"slices"

	"earshot/analyzer/sentiment/feature"
)

// vocabulary numbers the features that are learned.
type vocabulary struct {
	id    map[uint32]uint32
	keys  []uint32
	count []float32 // occurrences, by id
}

func newVocabulary() *vocabulary { return &vocabulary{id: make(map[uint32]uint32)} }

// add returns the id of a feature, a new one if needed, and adds n to its count.
func (v *vocabulary) add(key uint32, n float32) uint32 {
	id, ok := v.id[key]
	if !ok {
		id = uint32(len(v.keys))
		v.id[key] = id
		v.keys = append(v.keys, key)
		v.count = append(v.count, 0)
	}
	v.count[id] += n
	return id
}

// sketchBits is the size of the approximate first count (a count-min sketch with
// one row), which keeps the rarest features out of the exact one.
const sketchBits = 26

// countAll adds the features with at least that count in the rows.
func (v *vocabulary) countAll(rows []row, least uint8) {
	sketch := make([]uint8, 1<<sketchBits)
	var x feature.Extractor
	for _, r := range rows {
		x.Extract(r.text, r.language, nil, false)
		for _, keys := range [][]uint32{x.Words, x.Grams} {
			for _, k := range keys {
				if c := &sketch[k>>(32-sketchBits)]; *c < least {
					*c++
				}
			}
		}
	}
	for _, r := range rows {
		x.Extract(r.text, r.language, nil, false)
		for _, keys := range [][]uint32{x.Words, x.Grams} {
			for _, k := range keys {
				if sketch[k>>(32-sketchBits)] >= least {
					v.add(k, 1)
				}
			}
		}
	}
}

// keep returns a vocabulary of the n features with the highest scores, and for
// each of them its id in v.
func (v *vocabulary) keep(n int, score func(id uint32) float32) (*vocabulary, []uint32) {
	type scored struct {
		id    uint32
		score float32
	}
	all := make([]scored, 0, len(v.keys))
	for id := range v.keys {
		if s := score(uint32(id)); s > 0 {
			all = append(all, scored{uint32(id), s})
		}
	}
	slices.SortFunc(all, func(a, b scored) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		case v.keys[a.id] < v.keys[b.id]:
			return -1
		default:
			return 1
		}
	})
	all = all[:min(n, len(all))]
	out := newVocabulary()
	from := make([]uint32, len(all))
	for i, s := range all {
		out.add(v.keys[s.id], v.count[s.id])
		from[i] = s.id
	}
	return out, from
}

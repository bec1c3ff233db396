package train

import (
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
)

// Split holds out a share of rows for validation, from 0 to 1, drawn with seed.
// The same rows, share and seed give the same parts.
func Split(rows []Row, held float64, seed uint64) (train, validation []Row) {
	shuffled := slices.Clone(rows)
	draw := rand.New(rand.NewPCG(seed, uint64(len(rows))))
	draw.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	n := int(held * float64(len(shuffled)))
	n = min(max(n, 0), len(shuffled))
	return shuffled[n:], shuffled[:n]
}

// heldOutParts is the divisor of HeldOut.
const heldOutParts = 3

// HeldOut reports whether a text of a validation part belongs to the third that
// nothing is ever fitted to: the FNV-1a hash of the text, in lower case and without
// user names, links and spaces, is divisible by three. A copy of a text is thus in
// the same part, in whichever file it stands.
func HeldOut(text string) bool {
	h := fnv.New32a()
	h.Write([]byte(dedupKey(text)))
	return h.Sum32()%heldOutParts == 0
}

// Fold is one fold of a cross-validation: the rows held out, and the rest.
type Fold struct{ Held, Rest []Row }

// Folds splits rows into n folds drawn with seed. Rows with the same text but
// for names and links stay in one fold.
func Folds(rows []Row, n int, seed uint64) []Fold {
	groups := make(map[string][]Row)
	var order []string
	for _, r := range rows {
		key := dedupKey(r.Text)
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], r)
	}
	draw := rand.New(rand.NewPCG(seed, uint64(len(rows))))
	draw.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	folds := make([]Fold, n)
	for i, key := range order {
		for f := range folds {
			if f == i%n {
				folds[f].Held = append(folds[f].Held, groups[key]...)
			} else {
				folds[f].Rest = append(folds[f].Rest, groups[key]...)
			}
		}
	}
	return folds
}

// ByLanguage groups rows of mixed languages into one dataset per language, in
// the order of their codes. The function language detects the language of a
// text, an ISO 639-1 code.
func ByLanguage(name string, rows []Row, language func(text string) string) []Dataset {
	parts := make(map[string][]Row)
	for _, r := range rows {
		code := language(r.Text)
		if table, ok := tableOf[code]; ok {
			code = table
		}
		parts[code] = append(parts[code], r)
	}
	var sets []Dataset
	for _, code := range slices.Sorted(maps.Keys(parts)) {
		sets = append(sets, Dataset{Name: name, Language: code, Train: parts[code]})
	}
	return sets
}

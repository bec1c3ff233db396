package tune

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"earshot/analyzer/neardup"
	"earshot/internal/social"
)

// groupFolds deals the indexes of groups into n folds of about the same number of
// groups, shuffled with seed. A group is never split across folds.
func groupFolds(groups []int, n int, seed uint64) [][]int {
	members := map[int][]int{}
	var order []int
	for at, g := range groups {
		if members[g] == nil {
			order = append(order, g)
		}
		members[g] = append(members[g], at)
	}
	draw := rand.New(rand.NewPCG(seed, uint64(len(groups))))
	draw.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	out := make([][]int, n)
	for i, g := range order {
		out[i%n] = append(out[i%n], members[g]...)
	}
	return out
}

// duplicateGroups returns a group number for each text; equal texts and near
// copies share one.
func duplicateGroups(texts []Example) []int {
	x := neardup.NewIndex()
	key := func(i int) social.Key { return social.Key{ID: strconv.Itoa(i)} }
	for i, t := range texts {
		x.Upsert(neardup.Post{Key: key(i), Created: time.Unix(int64(i), 0), Fingerprint: neardup.Fingerprint(t.Text)})
	}
	x.Resolve()
	groups, first := make([]int, len(texts)), map[string]int{}
	for i, t := range texts {
		groups[i] = i
		if original := x.Original(key(i)); original != (social.Key{}) {
			groups[i], _ = strconv.Atoi(original.ID)
		} else if same, known := first[t.Text]; known {
			groups[i] = groups[same]
		} else {
			first[t.Text] = i
		}
	}
	return groups
}

// WithoutDuplicates returns the texts that are neither equal to nor near copies of
// any of others.
func WithoutDuplicates(texts, others []Example) []Example {
	groups := duplicateGroups(slices.Concat(others, texts))
	taken := map[int]bool{}
	for _, g := range groups[:len(others)] {
		taken[g] = true
	}
	var out []Example
	for i, t := range texts {
		if !taken[groups[len(others)+i]] {
			out = append(out, t)
		}
	}
	return out
}

// CrossValidate classifies every text with a model tuned on the other of n folds
// and on those of more that are no duplicates of the fold, and calls do with the
// text and its sentiment. That estimates a tuned model on texts it has not seen.
func CrossValidate(base Classifier, texts, more []Example, n int, seed uint64, do func(Example, social.Sentiment)) error {
	all := slices.Concat(texts, more)
	groups := duplicateGroups(all)
	for _, held := range groupFolds(groups[:len(texts)], n, seed) {
		isHeld := map[int]bool{}
		for _, at := range held {
			isHeld[groups[at]] = true
		}
		var rest []Example
		for at, t := range all {
			if !isHeld[groups[at]] {
				rest = append(rest, t)
			}
		}
		if len(held) == 0 || len(rest) == 0 {
			continue
		}
		m, err := Fit(base, rest, seed)
		if err != nil {
			return err
		}
		for _, at := range held {
			do(texts[at], m.Classify(texts[at].Text, texts[at].Language, texts[at].Names))
		}
	}
	return nil
}

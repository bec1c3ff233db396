package tune

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"earshot/analyzer/neardup"
	"earshot/internal/social"
)

// parts cuts places into n parts of about the same number of groups, drawn with
// seed; those of one group fall into the same.
func parts(groups []int, n int, seed uint64) [][]int {
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

// twins numbers texts so that equal ones and near copies have one number.
func twins(texts []Text) []int {
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
		} else if twin, known := first[t.Text]; known {
			groups[i] = groups[twin]
		} else {
			first[t.Text] = i
		}
	}
	return groups
}

// Apart leaves those of texts that are neither equal to nor near copies of one
// of others.
func Apart(texts, others []Text) []Text {
	groups := twins(slices.Concat(others, texts))
	taken := map[int]bool{}
	for _, g := range groups[:len(others)] {
		taken[g] = true
	}
	var out []Text
	for i, t := range texts {
		if !taken[groups[len(others)+i]] {
			out = append(out, t)
		}
	}
	return out
}

// HeldOut judges every text by a model that was tuned on the other folds, and on
// those of more that are no twins of it, and hands text and judgement to do. It
// is what a tuned model would do with texts it has not seen.
func HeldOut(base Judge, texts, more []Text, n int, seed uint64, do func(Text, social.Sentiment)) error {
	all := slices.Concat(texts, more)
	groups := twins(all)
	for _, held := range parts(groups[:len(texts)], n, seed) {
		isHeld := map[int]bool{}
		for _, at := range held {
			isHeld[groups[at]] = true
		}
		var rest []Text
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
			do(texts[at], m.Judge(texts[at].Text, texts[at].Language))
		}
	}
	return nil
}

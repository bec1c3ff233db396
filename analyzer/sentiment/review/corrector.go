package review

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"earshot/internal/social"
)

// The rules by which somebody's judgements are left out. Everybody errs in a tenth of
// them (usual).
const (
	usual = 0.10
	// Plain words: at least fewestPlain judgements, by as many different words, are the
	// opposite of what plain words say, and so many would be had by chance in less than a
	// tenth of cases (plainLevel).
	fewestPlain, plainLevel = 5, 0.10
	// Others: at least fewestContradicted judgements contradict others, more often than
	// those of the rest; chance: contradictedLevel.
	fewestContradicted, contradictedLevel = 3, 0.01
	// The guard set: a model that learns from these judgements alone, at least
	// fewestGuarded, does worse on the guard texts; chance: guardLevel.
	fewestGuarded, guardLevel = 10, 0.01
)

// Corrector is somebody who judged posts, and how the judgements agree with others.
type Corrector struct {
	// By is empty for all who gave no name.
	By string `json:"by"`
	// Judgements is how many there are, Confirmed how many of them call the model's
	// label right, Learned how many are learned from.
	Judgements int `json:"judgements"`
	Confirmed  int `json:"confirmed"`
	Learned    int `json:"learned"`
	// Contradicted are contradicted by others' or by one's own.
	Contradicted int `json:"contradicted"`
	// AgainstPlain are not what plain words say; Words are such words.
	AgainstPlain int      `json:"against_plain"`
	Words        []string `json:"words,omitempty"`
	// GuardBroken and GuardMended count the guard texts that a model which learned from
	// these alone breaks and mends.
	GuardBroken int `json:"guard_broken"`
	GuardMended int `json:"guard_mended"`
	// LeftOut says that none is learned from; Why is the reason.
	LeftOut bool   `json:"left_out"`
	Why     string `json:"why,omitempty"`
}

// correctors looks at each person's judgements, in the order of their names.
func correctors(list []Judgement, groups [][]int, plain *plainWords, guard Guard) ([]Corrector, error) {
	by := map[string][]Judgement{}
	for _, j := range list {
		by[j.By] = append(by[j.By], j)
	}
	contradicted := contradictedBy(list, groups)
	var out []Corrector
	all := 0
	for name, own := range by {
		c := Corrector{By: name, Judgements: len(own), Contradicted: contradicted[name]}
		c.readPlain(own, plain)
		for _, j := range own {
			if j.Confirmed {
				c.Confirmed++
			}
		}
		all += c.Contradicted
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Corrector) int { return strings.Compare(a.By, b.By) })
	for i := range out {
		c := &out[i]
		rest := usual
		if n := len(list) - c.Judgements; n > 0 {
			rest = max(rest, float64(all-c.Contradicted)/float64(n))
		}
		if err := c.decide(by[c.By], min(rest, 0.9), guard); err != nil {
			return nil, err
		}
	}
	decideTogether(out)
	return out, nil
}

// readPlain counts the judgements that are not what plain words say.
func (c *Corrector) readPlain(own []Judgement, plain *plainWords) {
	for _, j := range own {
		side, words := plain.side(j.Text, j.Language, j.Names)
		if side == social.Unknown || j.Label == side {
			continue
		}
		c.AgainstPlain++
		for _, w := range words {
			if !slices.Contains(c.Words, w) {
				c.Words = append(c.Words, w)
			}
		}
	}
	slices.Sort(c.Words)
}

// decide applies the rules.
func (c *Corrector) decide(own []Judgement, rest float64, guard Guard) error {
	var why []string
	if c.isAgainstPlain() {
		why = append(why, c.whyPlain())
	}
	if c.Contradicted >= fewestContradicted && atLeast(c.Contradicted, c.Judgements, rest) < contradictedLevel {
		why = append(why, fmt.Sprintf("%d of %d are contradicted", c.Contradicted, c.Judgements))
	}
	if guard != nil && c.Judgements >= fewestGuarded {
		broken, mended, p, err := guard(own)
		if err != nil {
			return err
		}
		c.GuardBroken, c.GuardMended = broken, mended
		if broken > mended && p < guardLevel {
			why = append(why, fmt.Sprintf("what they teach breaks %d guard texts and mends %d", broken, mended))
		}
	}
	c.LeftOut, c.Why = len(why) > 0, strings.Join(why, "; ")
	return nil
}

// countKept counts the judgements that are learned from.
func (c *Corrector) countKept(list []Judgement, dropped []bool) {
	for i, j := range list {
		if j.By == c.By && !dropped[i] {
			c.Learned++
		}
	}
}

// contradictedBy counts each person's judgements that others of the same text
// contradict: those of fewer than half of it, and of just half all. Of a post that was
// judged to and fro each that was overruled counts for who gave it.
func contradictedBy(list []Judgement, groups [][]int) map[string]int {
	out := map[string]int{}
	for _, g := range groups {
		votes := map[social.Label]int{}
		for _, i := range g {
			votes[list[i].Label]++
		}
		for _, i := range g {
			j := list[i]
			if 2*votes[j.Label] <= len(g) {
				out[j.By]++
				continue
			}
			if isWavering(j) {
				out[j.By]++
			}
		}
	}
	for _, j := range list {
		for _, e := range j.Earlier {
			if e.By != j.By && e.Label != social.Unknown && e.Label != j.Label {
				out[e.By]++
			}
		}
	}
	return out
}

// atLeast is the probability of k or more of n where each has the probability p.
func atLeast(k, n int, p float64) float64 {
	if k <= 0 {
		return 1
	}
	var sum float64
	all, _ := math.Lgamma(float64(n + 1))
	for i := k; i <= n; i++ {
		x, _ := math.Lgamma(float64(i + 1))
		y, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(all - x - y + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return min(sum, 1)
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }

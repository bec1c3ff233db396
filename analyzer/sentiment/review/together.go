package review

import (
	"fmt"
	"slices"
	"strings"
)

// fewestTrusted is how many judgements somebody must have given to be judged by them
// alone: of fewer, none against plain words says little.
const fewestTrusted = 10

// decideTogether applies the rule of plain words to all whom their own judgements
// neither clear nor convict, as if they were one: wrong judgements are not right
// because they came under several names, or under none that is used twice.
func decideTogether(list []Corrector) {
	var doubtful []int
	together := Corrector{}
	for i := range list {
		c := &list[i]
		if c.LeftOut || c.Judgements >= fewestTrusted && float64(c.AgainstPlain) <= usual*float64(c.Judgements) {
			continue
		}
		doubtful = append(doubtful, i)
		together.Judgements += c.Judgements
		together.AgainstPlain += c.AgainstPlain
		for _, w := range c.Words {
			if !slices.Contains(together.Words, w) {
				together.Words = append(together.Words, w)
			}
		}
	}
	slices.Sort(together.Words)
	if len(doubtful) < 2 || !together.isAgainstPlain() {
		return
	}
	why := fmt.Sprintf("together with %d others: %s", len(doubtful)-1, together.whyPlain())
	if len(doubtful) == 2 {
		why = "together with one other: " + together.whyPlain()
	}
	for _, i := range doubtful {
		list[i].LeftOut, list[i].Why = true, why
	}
}

// isAgainstPlain is the rule of plain words.
func (c *Corrector) isAgainstPlain() bool {
	return c.AgainstPlain >= fewestPlain && len(c.Words) >= fewestPlain && atLeast(c.AgainstPlain, c.Judgements, usual) < plainLevel
}

func (c *Corrector) whyPlain() string {
	return fmt.Sprintf("%d of %d are not what plain words say (%s)", c.AgainstPlain, c.Judgements, strings.Join(c.Words[:min(len(c.Words), 5)], ", "))
}

package evaluate

import (
	"maps"
	"slices"

	"earshot/internal/social"
)

// Tally adds up the predictions of several models text by text, over all texts
// and over groups of them.
type Tally struct {
	name   string
	models int
	rows   map[string]*partialRow
}

// partialRow is a Row whose texts are still being added.
type partialRow struct {
	Row
	onlyFirst, onlyOther []int
}

// NewTally begins a tally of that many models; name is the group of all texts.
func NewTally(name string, models int) *Tally {
	return &Tally{name: name, models: models, rows: map[string]*partialRow{}}
}

// Add counts each model's prediction for a text that is labelled truth and belongs
// to groups.
func (t *Tally) Add(truth social.Label, groups []string, predictions ...social.Sentiment) {
	t.row(t.name).add(truth, predictions)
	for _, g := range groups {
		t.row(t.name+", "+g).add(truth, predictions)
	}
}

func (t *Tally) row(name string) *partialRow {
	r := t.rows[name]
	if r == nil {
		r = &partialRow{Row: Row{Group: name}, onlyFirst: make([]int, t.models), onlyOther: make([]int, t.models)}
		for range t.models {
			r.Results = append(r.Results, new(Result))
		}
		t.rows[name] = r
	}
	return r
}

func (r *partialRow) add(truth social.Label, predictions []social.Sentiment) {
	for i, s := range predictions {
		r.Results[i].Add(truth, s)
		switch first, other := predictions[0].Label == truth, s.Label == truth; {
		case first && !other:
			r.onlyFirst[i]++
		case other && !first:
			r.onlyOther[i]++
		}
	}
}

// Rows returns a row for all texts, then one for each group by name.
func (t *Tally) Rows() []Row {
	var rows []Row
	for _, name := range slices.Sorted(maps.Keys(t.rows)) {
		r := t.rows[name]
		for i := 1; i < t.models; i++ {
			r.Differences = append(r.Differences, NewDifference(r.onlyFirst[i], r.onlyOther[i]))
		}
		rows = append(rows, r.Row)
	}
	return rows
}

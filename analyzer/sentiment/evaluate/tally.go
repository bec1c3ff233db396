package evaluate

import (
	"maps"
	"slices"

	"earshot/internal/social"
)

// Tally adds up the judgements of several models text by text, over all texts
// and over groups of them.
type Tally struct {
	name   string
	models int
	rows   map[string]*tallied
}

// tallied is a row under way.
type tallied struct {
	Row
	onlyFirst, onlyOther []int
}

// NewTally begins a tally; name is that of all texts together.
func NewTally(name string, models int) *Tally {
	return &Tally{name: name, models: models, rows: map[string]*tallied{}}
}

// Add counts what each of the models says of a text that belongs to groups.
func (t *Tally) Add(truth social.Label, groups []string, said ...social.Sentiment) {
	t.row(t.name).add(truth, said)
	for _, g := range groups {
		t.row(t.name+", "+g).add(truth, said)
	}
}

func (t *Tally) row(name string) *tallied {
	r := t.rows[name]
	if r == nil {
		r = &tallied{Row: Row{Group: name}, onlyFirst: make([]int, t.models), onlyOther: make([]int, t.models)}
		for range t.models {
			r.Results = append(r.Results, new(Result))
		}
		t.rows[name] = r
	}
	return r
}

func (r *tallied) add(truth social.Label, said []social.Sentiment) {
	for i, s := range said {
		r.Results[i].Add(truth, s)
		switch first, other := said[0].Label == truth, s.Label == truth; {
		case first && !other:
			r.onlyFirst[i]++
		case other && !first:
			r.onlyOther[i]++
		}
	}
}

// Rows are what was added, all texts first, then the groups by name.
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

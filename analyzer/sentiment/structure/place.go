package structure

import "earshot/internal/social"

// saidBy is the value of the opinion at an item, 0 for none.
func (r *Reader) saidBy(it *item) float32 {
	for k := range r.opinions {
		if r.opinions[k].last == it.last {
			return r.opinions[k].value
		}
	}
	return 0
}

// within tells whether items a and b, in order, stand in one clause.
func (r *Reader) within(a, b int) bool {
	return r.clauseAt(r.items[a].first) == r.clauseAt(r.items[b].first) && r.clauseAt(r.items[a].first) >= 0
}

// sameSentence tells whether items a and b, in order, stand in one sentence.
func (r *Reader) sameSentence(a, b int) bool {
	x, y := r.clauseAt(r.items[a].first), r.clauseAt(r.items[b].first)
	return x < 0 || y < 0 || r.clauses[x].sentence == r.clauses[y].sentence
}

// clauseAt is the clause that a token stands in, -1 for a mark between two.
func (r *Reader) clauseAt(token int32) int {
	for i := range r.clauses {
		if c := &r.clauses[i]; token >= c.first && token < c.last {
			return i
		}
	}
	return -1
}

// OwnClauses appends where the clauses stand that name the thing at own and no other, where
// other clauses name others.
func (r *Reader) OwnClauses(own []social.TextSpan, out []social.TextSpan) []social.TextSpan {
	t := towardReading{r: r, own: own}
	others := false
	for c := range r.clauses {
		mine, another := false, false
		for i := range r.items {
			if it := &r.items[i]; it.kind == name && r.clauseAt(it.first) == c {
				mine, another = mine || t.isOwn(i), another || !t.isOwn(i)
			}
		}
		others = others || another
		if mine && !another && !r.inQuestion(c) { // what is asked says nothing by itself
			at := r.span(&r.clauses[c])
			out = append(out, social.TextSpan{Start: int(at.Start), End: int(at.End)})
		}
	}
	if !others {
		return out[:0]
	}
	return out
}

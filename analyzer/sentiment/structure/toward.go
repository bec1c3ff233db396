package structure

import (
	"earshot/analyzer/sentiment/feature"
	"earshot/internal/social"
)

// Toward is what the text read last comes to of the thing named at own, places among the
// names that it was read with. It is false where the text says nothing of that thing
// apart from the whole: a comparison with it, a change from or to it, or, where other
// things are named as well, a judgement in a clause of its own. The pieces of the text
// that say it are appended to why.
func (r *Reader) Toward(own []social.TextSpan, why []Part) (value float32, parts []Part, ok bool) {
	t := towardReading{r: r, own: own, why: why}
	for i := range r.items {
		switch it := &r.items[i]; it.kind {
		case better, worse:
			t.compared(i)
		case than:
			t.measured(i)
		case from:
			t.changed(i, -1)
		case to:
			t.changed(i, 1)
		case switched:
			t.piece = feature.Span{Start: it.start, End: it.end}
			if n := i + 1; it.value < 0 && n < len(r.items) && r.items[n].first <= it.last+2 {
				t.of(n, -comparedValue)
			}
		}
	}
	if !t.found {
		t.judged()
	}
	return t.value, t.why, t.found && t.value != 0
}

// comparedValue is how good the better of two things is, and how bad the other.
const comparedValue = 2

// towardReading looks for what is said of one thing.
type towardReading struct {
	r     *Reader
	own   []social.TextSpan
	value float32
	found bool
	piece feature.Span // what compares
	why   []Part
}

// of adds what is said of the name at item i where that is the thing.
func (t *towardReading) of(i int, value float32) {
	c := t.r.clauseAt(t.r.items[i].first)
	if t.isOwn(i) && value != 0 && c >= 0 && t.r.clauses[c].weight != 0 { // what is asked is not said
		t.add(t.piece, t.r.clauses[c].meant(value, value))
	}
}

func (t *towardReading) add(piece feature.Span, value float32) {
	t.value += value
	t.found = true
	t.why = append(t.why, Part{piece, value})
}

func (t *towardReading) isOwn(i int) bool {
	it := &t.r.items[i]
	if it.kind != name {
		return false
	}
	for _, s := range t.own {
		if int(it.start) < s.End && s.Start < int(it.end) {
			return true
		}
	}
	return false
}

// compared reads "A beats B" and "A is better than B": what stands before is the one, what
// stands after the other. "I prefer A to B" has both after it.
func (t *towardReading) compared(i int) {
	r := t.r
	it := &r.items[i]
	t.piece = feature.Span{Start: it.start, End: it.end}
	if k := i + 1; k < len(r.items) && r.items[k].kind == than && r.within(i, k) {
		t.piece.End = r.items[k].end
	}
	for k := i - 1; k >= 0 && r.within(k, i); k-- {
		if r.items[k].kind == than { // "A 比 B 好多了"
			return
		}
	}
	value := r.saidBy(it)
	if value == 0 { // prefer
		left := float32(comparedValue)
		for k := i + 1; k < len(r.items) && r.within(i, k); k++ {
			switch r.items[k].kind {
			case than, to, from:
				left = -comparedValue
			case name:
				t.of(k, left)
			}
		}
		return
	}
	left, right := float32(comparedValue), float32(-comparedValue)
	if value < 0 {
		left, right = right, left
	}
	for k := i - 1; k >= 0 && r.sameSentence(k, i); k-- {
		if r.items[k].kind == name {
			t.of(k, left)
			break
		}
	}
	if k := r.nameBehind(i); k >= 0 {
		t.of(k, right)
	}
}

// measured reads "A is tastier than B", "A 比 B 好喝", where the judgement comes last, and
// "B より A が良い", where what is measured with stands before.
func (t *towardReading) measured(i int) {
	r := t.r
	value, piece := r.comparison(i)
	if value == 0 {
		t.measuredAgainst(i)
		return
	}
	t.piece = piece
	before, behind := r.nameBefore(i), r.nameBehind(i)
	measure, other := behind, before
	if r.items[i].value < 0 {
		measure, other = before, behind
		for k := measure - 1; k >= 0 && other < 0 && r.sameSentence(k, measure); k-- {
			if r.items[k].kind == name {
				other = k
			}
		}
	}
	if value < 0 {
		measure, other = other, measure
	}
	if other >= 0 {
		t.of(other, comparedValue)
	}
	if measure >= 0 {
		t.of(measure, -comparedValue)
	}
}

// measuredAgainst reads "compared to B, A is awful".
func (t *towardReading) measuredAgainst(i int) {
	r := t.r
	measure, clause := r.nameBehind(i), r.clauseAt(r.items[i].first)
	if measure < 0 || clause+1 >= len(r.clauses) || r.clauses[clause+1].sentence != r.clauses[clause].sentence {
		return
	}
	value := r.clauses[clause+1].says()
	t.piece = r.span(&r.clauses[clause+1])
	for k := measure + 1; k < len(r.items) && value != 0; k++ {
		if r.items[k].kind == name && r.clauseAt(r.items[k].first) == clause+1 {
			sign := float32(comparedValue)
			if value < 0 {
				sign = -sign
			}
			t.of(k, sign)
			t.of(measure, -sign)
			return
		}
	}
}

// comparison is the value of the opinion that item i compares by, in its clause: the first
// one behind it, or else the last one before it; and where it stands.
func (r *Reader) comparison(i int) (value float32, piece feature.Span) {
	clause := r.clauseAt(r.items[i].first)
	for k := range r.opinions {
		s := &r.opinions[k]
		if int(s.clause) != clause {
			continue
		}
		value, piece = s.value, feature.Span{Start: s.start, End: s.end}
		if s.start >= r.items[i].end {
			break
		}
	}
	if r.items[i].start == piece.End+1 { // "tastier than"
		piece.End = r.items[i].end
	}
	return value, piece
}

// nameBefore is the nearest name before item i in its clause, nameBehind that behind it;
// -1 for none.
func (r *Reader) nameBefore(i int) int {
	for k := i - 1; k >= 0 && r.clauseAt(r.items[k].first) == r.clauseAt(r.items[i].first); k-- {
		if r.items[k].kind == name {
			return k
		}
	}
	return -1
}

func (r *Reader) nameBehind(i int) int {
	for k := i + 1; k < len(r.items) && r.within(i, k); k++ {
		if r.items[k].kind == name {
			return k
		}
	}
	return -1
}

// changed reads "switched from A to B".
func (t *towardReading) changed(i int, sign float32) {
	r := t.r
	for k := range r.items {
		if r.items[k].kind == switched && r.sameSentence(min(k, i), max(k, i)) {
			t.piece = feature.Span{Start: min(r.items[k].start, r.items[i].start), End: max(r.items[k].end, r.items[i].end)}
			for n := i + 1; n < len(r.items) && r.items[n].first <= r.items[i].last+3; n++ {
				if r.items[n].kind == name {
					t.of(n, sign*comparedValue)
					return
				}
			}
		}
	}
}

// judged gives each opinion to the name nearest to it in its clause, or, where the clause
// has none, to the one named last before it. It needs two things to tell apart.
func (t *towardReading) judged() {
	r := t.r
	others := false
	for i := range r.items {
		others = others || r.items[i].kind == name && !t.isOwn(i)
	}
	if !others {
		return
	}
	for k := range r.opinions {
		s := &r.opinions[k]
		c := &r.clauses[min(int(s.clause), len(r.clauses)-1)]
		if i := r.namedBy(s); i >= 0 && t.isOwn(i) {
			t.add(feature.Span{Start: s.start, End: s.end}, c.meant(s.value, s.naive)*c.weight)
		}
	}
}

// namedBy is the item of the name that an opinion is about, -1 for none.
func (r *Reader) namedBy(s *said) int {
	best, distance := -1, int32(1<<30)
	last := -1
	for i := range r.items {
		it := &r.items[i]
		if it.kind != name {
			continue
		}
		if it.end <= s.end {
			last = i
		}
		if r.clauseAt(it.first) != int(s.clause) {
			continue
		}
		d := it.first - s.last
		if d < 0 {
			d = s.last - it.first - 1 // of two as near the one before
		}
		if d < distance || d <= distance+1 && it.first > s.last && r.isTaken(best, s) {
			best, distance = i, d
		}
	}
	if best < 0 {
		return last
	}
	return best
}

// isTaken tells whether the name at item i, before s, is what another opinion of the
// clause stands right before: in "I hate A and love B" A is what is hated.
func (r *Reader) isTaken(i int, s *said) bool {
	if i < 0 || r.items[i].first > s.last {
		return false
	}
	for k := range r.opinions {
		if o := &r.opinions[k]; o.clause == s.clause && o.last < r.items[i].first && r.items[i].first-o.last <= 2 {
			return true
		}
	}
	return false
}

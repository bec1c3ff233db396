package structure

// negationOrAnswer opens a negation, or notes an answer where yes or no begins a
// sentence and ends a clause, or follows a question.
func (w *walk) negationOrAnswer(it *item, i int) {
	if w.begins(it.first) {
		asked, alone := w.asked(), w.marked(it.last+1)
		switch {
		case it.kind == yes && (asked || alone):
			w.at.traits |= isAnswerYes
			return
		case it.kind == no && (asked || alone), it.kind != yes && asked && alone:
			w.at.traits |= isAnswerNo
			return
		}
	}
	if it.kind == yes {
		return
	}
	if it.kind == around && w.turnBack(it.first, it.end, int32(w.g.back)) {
		return
	}
	if w.begins(it.first) {
		w.at.traits |= isAsking // if it ends with a question mark: "isn't it good?"
	}
	before := w.negation // of two negations in a row ("ne pense pas") the first stays
	if !before.open || before.attached {
		before = negation{start: it.start}
	}
	w.negation = negation{
		open: true, never: before.never || it.kind == never, start: before.start, end: it.end, first: it.first, last: it.last,
		raised: before.raised || it.value > 0 || w.g.raisedBefore > 0 && it.first-w.thought <= int32(w.g.raisedBefore),
	}
}

// asked tells whether the sentence before ends with a question mark.
func (w *walk) asked() bool {
	return len(w.r.clauses) > 0 && w.r.clauses[len(w.r.clauses)-1].is(isQuestion)
}

// answers tells whether a word of strength answers a question by itself ("Absolutely.").
func (w *walk) answers(it *item) bool {
	return it.kind == more && w.begins(it.first) && w.asked() && w.marked(it.last+1)
}

// marked tells whether a mark or the end stands at token.
func (w *walk) marked(token int32) bool {
	if int(token) >= len(w.r.scanner.tokens) {
		return true
	}
	k := w.r.scanner.tokens[token].kind
	return k >= sentenceEnd && k < name
}

// opinion reads an opinion: strengthened or weakened by what stands before it, and
// turned around where a negation reaches it.
func (w *walk) opinion(it *item) {
	value := float32(it.value)
	s := said{start: it.start, end: it.end, last: it.last, clause: int32(len(w.r.clauses)), naive: value, symbol: it.kind == symbol, compared: it.kind == compared}
	switch it.kind {
	case idiom:
		s.naive = 0
		w.r.rules |= Idiom
	case event:
		if it.value == 0 {
			return
		}
		s.naive = 0
		w.r.rules |= Event
	}
	if w.boost != 0 && it.first <= w.boostBy {
		value *= w.boost
		w.r.rules |= Strength
		w.boost = 0
	}
	s.value = value
	if w.at.is(isComparison) {
		w.r.rules |= Comparison
	}
	switch {
	case !w.reaches(it):
	case w.negation.never && it.kind == compared: // "never better"
		s.value, s.negated = 1.5*value, true
		w.r.rules |= Negation
		w.negation.attached, w.negation.last = true, it.last
	default:
		s.value, s.negated = negate(value), true
		w.r.rules |= Negation
		if w.negation.raised {
			w.r.rules |= Raised
		}
		if it.end-w.negation.start <= maxScope {
			s.start = w.negation.start
		}
		w.negation.attached, w.negation.again = true, false
		w.negation.sign, w.negation.last = value > 0, it.last
	}
	w.r.opinions = append(w.r.opinions, s)
}

// maxScope is the longest piece, in bytes, that is named as one opinion with its negation.
const maxScope = 60

// reaches tells whether the open negation reaches an opinion: the first one near
// enough, or any in the sentence where what is thought is negated, and those joined
// to it by "or".
func (w *walk) reaches(it *item) bool {
	n := &w.negation
	switch {
	case !n.open || it.kind == event || it.kind == symbol:
		return false
	case it.kind == idiom && !n.raised && (w.g.verbFinal || it.value < 0 || it.first-n.last > 1):
		return false
	case n.attached:
		return n.again && it.first-n.last <= 4 && n.sign == (it.value > 0)
	case n.raised || n.waits:
		return true
	default:
		return it.first-n.last <= int32(w.g.reach)
	}
}

// turnBack turns around the last opinion of the clause, where it ends at most reach
// tokens before token. The negation ends at byte end.
func (w *walk) turnBack(token, end, reach int32) bool {
	if len(w.r.opinions) <= int(w.at.firstOpinion) {
		return false
	}
	s := &w.r.opinions[len(w.r.opinions)-1]
	if s.symbol || s.negated || token-s.last > reach+1 {
		return false
	}
	if s.compared { // "besser geht es nicht"
		s.value, s.negated = 1.5*s.value, true
	} else {
		s.value, s.negated = negate(s.value), true
	}
	w.r.rules |= Negation
	s.end = max(s.end, end)
	return true
}

// denied turns around the opinion before a negation that stands behind it. Without one
// the clause denies what was said before.
func (w *walk) denied(it *item, reach int) {
	if !w.turnBack(it.first, it.end, int32(reach)) && len(w.r.opinions) == int(w.at.firstOpinion) {
		w.at.traits |= isNegated
	}
}

// negate is the value of an opinion that is negated. What is not good is rather bad,
// and what is not bad is good by a little.
func negate(value float32) float32 {
	switch {
	case value > 0:
		return -min(0.5+0.6*value, 2)
	case value <= -1.5:
		return 1.2
	case value < 0:
		return 0.3
	default:
		return 0
	}
}

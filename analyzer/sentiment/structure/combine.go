package structure

// combine decides how much of what each clause says counts.
func (r *Reader) combine() {
	r.answers()
	for i := range r.clauses {
		c := &r.clauses[i]
		if c.is(isWish) {
			c.value = -1
			r.rules |= Wish
		}
	}
	r.yield(isOthers, Speaker)
	r.yield(isExpected, Expectation)
	r.yield(isFormerly, Time)
	r.contrasts()
}

// answers reads questions. What is asked is not said, unless yes answers it, and what
// no answers is denied. Who asks why something is bad says that it is.
func (r *Reader) answers() {
	if r.traits&isQuestion == 0 {
		return
	}
	for i := range r.clauses {
		c := &r.clauses[i]
		answer := r.answer(i)
		switch {
		case !r.inQuestion(i):
			continue
		case answer == isAnswerYes:
		case answer == isAnswerNo:
			c.value = negate(c.value)
			c.traits |= isDenied
		case c.is(isAsking) && r.deniedOpinion(c):
			c.value, c.weight = c.naive, 0.8
			c.traits |= isAskedBack
		case r.sentenceIs(i, isWhy) && c.value < 0:
			c.weight = 0.8
		case r.sentenceIs(i, isAsking):
			c.weight = 0
		default:
			c.weight = 0.1
		}
		r.rules |= Question
		if answer != 0 {
			r.rules |= Answer
		}
	}
}

// answer is what the sentence after that of clause i answers: isAnswerYes, isAnswerNo or 0.
func (r *Reader) answer(i int) traits {
	for _, next := range r.clauses[i:] {
		if next.sentence > r.clauses[i].sentence {
			return next.traits & (isAnswerYes | isAnswerNo)
		}
	}
	return 0
}

// inQuestion tells whether the sentence of clause i ends with a question mark.
func (r *Reader) inQuestion(i int) bool {
	for _, c := range r.clauses[i:] {
		if c.sentence != r.clauses[i].sentence {
			return false
		}
		if c.is(isQuestion) {
			return true
		}
	}
	return false
}

// sentenceIs tells whether a clause of the sentence of clause i has one of traits.
func (r *Reader) sentenceIs(i int, t traits) bool {
	for k := i; k >= 0 && r.clauses[k].sentence == r.clauses[i].sentence; k-- {
		if r.clauses[k].is(t) {
			return true
		}
	}
	return false
}

// deniedOpinion tells whether the one opinion of a question is negated ("isn't it great?").
func (r *Reader) deniedOpinion(c *clause) bool {
	said := r.opinions[c.firstOpinion:c.lastOpinion]
	return len(said) == 1 && said[0].negated && c.naive > 0 && said[0].last-c.first >= 2
}

// yield gives clauses of a kind, such as those of what others say, no weight where a
// clause near by that is none of these says something, and the weight alone else. A
// denial without an opinion of its own denies what they say.
func (r *Reader) yield(t traits, rule Rules) {
	const near = 1
	if r.traits&t == 0 {
		return
	}
	for i := range r.clauses {
		c := &r.clauses[i]
		if !c.is(t) {
			continue
		}
		found, denied := -1, -1
		for k := range r.clauses {
			o := &r.clauses[k]
			if d := o.sentence - c.sentence; o.is(t) || d < -near || d > near {
				continue
			}
			if o.says() != 0 {
				found = k
			} else if k > i && o.is(isNegated|isAnswerNo) && denied < 0 && o.last-o.first <= 8 {
				denied = k
			}
		}
		if found >= 0 || denied >= 0 || c.is(isChanged) && c.value != 0 {
			r.rules |= rule
		}
		switch {
		case found >= 0:
			c.weight = 0
		case denied >= 0:
			r.clauses[denied].value = negate(c.value)
			c.weight = 0
		default:
			c.weight *= aloneWeight(c.traits)
		}
	}
}

// aloneWeight is the weight of what only others say, of what was only expected, and of
// what was true once: the opposite holds now where it "used to be" so.
func aloneWeight(t traits) float32 {
	switch {
	case t&isOthers != 0:
		return 0.6
	case t&isExpected != 0:
		return 0.3
	case t&isChanged != 0:
		return -0.5
	default:
		return 1
	}
}

const (
	// lostInSentence is the weight of what "but" overrules in its sentence, lostBefore
	// that of a sentence before.
	lostInSentence = 0.25
	lostBefore     = 0.5
)

// contrasts lets what follows "but" win over what came before, and what "although"
// concedes lose, where they say opposite things.
func (r *Reader) contrasts() {
	for i := range r.clauses {
		c := &r.clauses[i]
		switch {
		case c.is(isContrast), c.is(isNow):
			r.contrast(i)
		case c.is(isConceded):
			from, until := r.sentence(i)
			var rest float32
			for k := from; k < until; k++ {
				if k != i {
					rest += r.clauses[k].says()
				}
			}
			if rest*c.says() < 0 {
				r.rules |= Contrast
				c.weight *= lostInSentence
			}
		}
	}
}

// contrast weighs what stands before clause i, which begins with "but", against what
// follows.
func (r *Reader) contrast(i int) {
	from, until := r.sentence(i)
	lost := float32(lostInSentence)
	if from == i && i > 0 {
		from, _ = r.sentence(i - 1)
		lost = lostBefore
	}
	var before, follows float32
	for k := from; k < i; k++ {
		before += r.clauses[k].says()
	}
	if before == 0 && from > 0 { // "I hoped it would be good. It was not, though."
		from, _ = r.sentence(from - 1)
		lost = lostBefore
		for k := from; k < i; k++ {
			before += r.clauses[k].says()
		}
	}
	end := i
	for ; end < until && (end == i || !r.clauses[end].is(isContrast)); end++ {
		follows += r.clauses[end].says()
	}
	if c := &r.clauses[i]; follows == 0 && before != 0 && c.is(isNegated) && c.last-c.first <= 6 {
		c.value, lost = negate(before), 0
		follows = c.value
	}
	if before*follows < 0 {
		r.rules |= Contrast
		for k := from; k < i; k++ {
			r.clauses[k].weight *= lost
		}
	}
}

// sentence returns the clauses of the sentence of clause i: from up to before until.
func (r *Reader) sentence(i int) (from, until int) {
	from, until = i, i+1
	for from > 0 && r.clauses[from-1].sentence == r.clauses[i].sentence {
		from--
	}
	for until < len(r.clauses) && r.clauses[until].sentence == r.clauses[i].sentence {
		until++
	}
	return from, until
}

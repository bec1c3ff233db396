package structure

// traits are what is known of a clause.
type traits uint32

const (
	isContrast   traits = 1 << iota // begins with "but"
	isConceded                      // begins with "although"
	isFormerly                      // tells of what was
	isChanged                       // and is so no longer
	isNow                           // tells of what is
	isExpected                      // tells of what was expected
	isOthers                        // tells what others say
	isSelf                          // tells what the author says
	isWish                          // wants what is not there
	isAnswerYes                     // says yes
	isAnswerNo                      // says no
	isNegated                       // negates, and no opinion of its own
	isAsking                        // begins as a question for yes or no
	isWhy                           // asks why
	isQuestion                      // ends with a question mark
	isComparison                    // has a comparison
	isDenied                        // asks what the answer denies
	isAskedBack                     // asks for assent ("isn't it great?")
)

// clause is a part of a sentence between marks, contrasts and changes of time or
// speaker.
type clause struct {
	traits   traits
	sentence int32
	// first is its first token, last the one behind it.
	first, last int32
	// opinions from firstOpinion up to lastOpinion are in it.
	firstOpinion, lastOpinion int32
	// naive is the sum of its opinions as words alone say, value as they are meant.
	naive, value float32
	// weight is how much of value counts.
	weight float32
}

func (c *clause) is(t traits) bool { return c.traits&t != 0 }

// says is what the clause adds to the whole.
func (c *clause) says() float32 { return c.weight * c.value }

// meant is an opinion of the clause as its question and the answer leave it.
func (c *clause) meant(value, naive float32) float32 {
	switch {
	case c.is(isDenied):
		return negate(value)
	case c.is(isAskedBack):
		return naive
	}
	return value
}

// said is one opinion.
type said struct {
	start, end   int32 // in the text, with its negation
	last         int32 // its last token
	clause       int32
	naive, value float32
	negated      bool
	symbol       bool // an emoji or emoticon
	compared     bool // in comparison, as "better"
}

// negation is the negation that is open where the walk is.
type negation struct {
	open     bool
	never    bool  // nothing compares
	raised   bool  // "I don't think that"
	waits    bool  // for the next clause, behind one that is put in between
	attached bool  // an opinion was found
	again    bool  // "or" lets it reach the next opinion
	sign     bool  // of the opinion found
	start    int32 // in the text
	end      int32
	first    int32 // token
	last     int32 // its last token, or that of the last opinion found
}

// walk makes clauses and opinions of the items.
type walk struct {
	r *Reader
	g *grammar
	// at is the clause being read.
	at       clause
	negation negation
	// boost strengthens or weakens the opinion that begins by token boostBy.
	boost   float32
	boostBy int32
	// echoes says that the clause has a verb of questions or the author, as "it was" has.
	echoes  bool
	thought int32 // the last token of a verb of thought, -1 for none
	// events went wrong, and thanks were said that may be meant otherwise.
	events, thanks int
}

func (r *Reader) findClauses(g *grammar) {
	r.clauses, r.opinions, r.traits = r.clauses[:0], r.opinions[:0], 0
	w := walk{r: r, g: g, thought: -9}
	w.at.weight = 1
	for i := range r.items {
		switch r.items[i].kind {
		case subject, which, quotation, name, wordToken, from, to, switched:
		case more, less, verb:
			it := r.settle(i)
			w.item(&it, i)
		default:
			w.item(&r.items[i], i)
		}
	}
	w.close(int32(len(r.scanner.tokens)), int32(len(r.scanner.tokens)), 0, true)
	r.events, r.thanks = w.events, w.thanks
}

// close ends the clause before token end; the next one begins at token next, with traits.
func (w *walk) close(end, next int32, t traits, sentence bool) {
	n := &w.negation
	if n.open && !n.attached {
		if w.g.finalNegation && !n.raised && end-n.last <= 2 && w.turnBack(n.first, n.end, 12) {
			n.attached = true
		} else if !n.waits || sentence {
			w.at.traits |= isNegated
		}
	}
	if n.open && !n.attached && n.raised && sentence {
		w.r.rules |= Raised
	}
	keep := !sentence && (t == 0 || t == isConceded && n.raised && !n.attached) && n.open && (n.raised || n.waits || w.g.insertions && !n.attached && end-n.last <= 2)
	if keep {
		n.waits = true
	} else {
		*n = negation{}
	}
	if sentence && w.echoes && w.asked() && w.begins(w.at.first) && end-w.at.first <= 3 && int(w.at.firstOpinion) == len(w.r.opinions) && w.at.traits&isQuestion == 0 {
		// "Was it good? It was."
		if w.at.is(isNegated) {
			w.at.traits |= isAnswerNo
		} else {
			w.at.traits |= isAnswerYes
		}
	}
	w.echoes = false
	c := w.at
	c.last, c.lastOpinion = end, int32(len(w.r.opinions))
	if c.last > c.first || c.traits&(isAnswerYes|isAnswerNo) != 0 {
		for _, s := range w.r.opinions[c.firstOpinion:] {
			c.naive += s.naive
			c.value += s.value
		}
		w.r.clauses = append(w.r.clauses, c)
		w.r.traits |= c.traits
	} else if !sentence && t == 0 {
		t = c.traits // "but, on the other hand, "
	}
	if !sentence && t == 0 && c.firstOpinion == c.lastOpinion {
		t = c.traits & (isOthers | isExpected | isFormerly | isChanged) // "they say, as I hear, that"
	}
	w.at = clause{traits: t, sentence: c.sentence, first: next, firstOpinion: c.lastOpinion, weight: 1}
	if sentence {
		w.at.sentence++
	}
	w.boost = 0
}

// begins tells whether token stands first in its sentence.
func (w *walk) begins(token int32) bool {
	n := len(w.r.clauses)
	return token == w.at.first && (n == 0 || w.r.clauses[n-1].sentence != w.at.sentence)
}

// item reads the item at i.
func (w *walk) item(it *item, i int) {
	switch it.kind {
	case opinion, idiom, symbol, compared:
		w.opinion(it)
	case better, worse:
		w.at.traits |= isComparison
		if it.value != 0 {
			w.opinion(it)
			w.r.rules |= Comparison
		}
	case event:
		w.events++
		w.opinion(it)
	case thanks:
		w.thanks++
		w.opinion(it)
	case sentenceEnd:
		w.close(it.first, it.first+1, 0, true)
	case question:
		w.at.traits |= isQuestion
		w.close(it.first, it.last+1, 0, true)
	case comma:
		if i+1 < len(w.r.items) && w.r.items[i+1].kind == than && w.r.items[i+1].first == it.last+1 {
			return // "лучше, чем"
		}
		w.close(it.first, it.first+1, 0, false)
	case but:
		if it.value > 0 && !w.marked(it.last+1) {
			return // a word that is one before a comma alone, as が
		}
		w.close(it.first, it.last+1, isContrast, false)
	case though:
		if w.ends(i) {
			w.winsOverBefore(it)
			return
		}
		w.close(it.first, it.last+1, isConceded, false)
	case negator, never, around, no, yes:
		w.negationOrAnswer(it, i)
	case after:
		w.denied(it, w.g.back)
	case afterFar:
		w.denied(it, w.g.backFar)
	case raised:
		w.thought = it.last
		if n := &w.negation; n.open && !n.attached && it.first-n.last <= 4 {
			n.raised = true
		}
	case more, less:
		if w.answers(it) {
			w.at.traits |= isAnswerYes
			return
		}
		w.boost, w.boostBy = 1.35, it.last+3
		if it.kind == less {
			w.boost = 0.65
		}
	case or:
		if n := &w.negation; n.open && n.attached && it.first-n.last <= 2 {
			n.again = true
		}
	default:
		w.trait(it)
	}
}

// winsOverBefore marks the sentence that ends with "though" as one that wins over the
// sentence before.
func (w *walk) winsOverBefore(it *item) {
	first := -1
	for k := len(w.r.clauses) - 1; k >= 0 && w.r.clauses[k].sentence == w.at.sentence; k-- {
		first = k
	}
	if first < 0 {
		w.at.traits |= isContrast
	} else if it.first == w.at.first {
		w.r.clauses[first].traits |= isContrast
	} else {
		w.at.traits |= isContrast
	}
}

// ends tells whether the item at i ends its sentence.
func (w *walk) ends(i int) bool {
	next := w.r.items[i].last + 1
	if int(next) >= len(w.r.scanner.tokens) {
		return true
	}
	k := w.r.scanner.tokens[next].kind
	return k == sentenceEnd || k == question
}

package structure

// trait notes what an item says of its clause, or begins a new one with it where the
// clause has an opinion already or speaks of another time.
func (w *walk) trait(it *item) {
	var t traits
	switch it.kind {
	case formerly:
		t = isFormerly
		if it.value < 0 {
			t |= isChanged
		}
	case now:
		t = isNow
	case expected:
		t = isExpected
	case others:
		t = isOthers
	case self:
		w.echoes = true
		w.at.traits |= isSelf
		return
	case wish:
		t = isWish
	case ask:
		w.echoes = true
		if w.g.askAnywhere || w.begins(it.first) {
			w.at.traits |= isAsking
		}
		return
	case why:
		w.at.traits |= isWhy
		return
	case than:
		w.at.traits |= isComparison
		return
	default:
		return
	}
	said := len(w.r.opinions) > int(w.at.firstOpinion)
	if said && w.g.verbFinal && t == isExpected {
		w.at.traits |= t
		return
	}
	if said && t != isNow && t != isWish || t == isNow && w.at.is(isFormerly) && said {
		w.close(it.first, it.first, 0, false)
	}
	w.at.traits |= t
}

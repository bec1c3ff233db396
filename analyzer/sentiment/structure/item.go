package structure

// item is a word, a phrase or a mark that structure knows.
type item struct {
	entry
	// tokens from first up to last are it.
	first, last int32
	start, end  int32
}

// findItems finds the words, phrases and marks among the tokens.
func (r *Reader) findItems(g *grammar) {
	r.items = r.items[:0]
	tokens := r.scanner.tokens
	for i := 0; i < len(tokens); {
		t := &tokens[i]
		if t.kind != wordToken {
			r.items = append(r.items, item{entry{kind: t.kind}, int32(i), int32(i), t.start, t.end})
			i++
			continue
		}
		e, n := g.table.match(tokens[i:])
		if n == 0 {
			i++
			continue
		}
		last := i + n - 1
		if e.kind != none {
			r.items = append(r.items, item{e, int32(i), int32(last), t.start, tokens[last].end})
		}
		i = last + 1
	}
}

// settle decides what the item at i is where that depends on its neighbours.
func (r *Reader) settle(i int) item {
	it := r.items[i]
	switch it.kind {
	case more, less: // "incredibly good", but "incredibly" alone
		if it.value == 0 {
			return it
		}
		if i+1 < len(r.items) && r.items[i+1].first <= it.last+2 {
			if k := r.items[i+1].kind; k == opinion || k == compared || k == verb || k == idiom || k == more {
				it.value = 0
				return it
			}
		}
		it.kind = opinion
	case verb:
		it.kind = wordToken
		for p := i - 1; p >= 0 && r.items[p].last >= r.items[p+1].first-1; p-- {
			switch r.items[p].kind {
			case self, subject, others, negator, never, around, to, ask, expected, wish:
				it.kind = opinion
			case more, less, now, formerly:
				continue
			}
			break
		}
	}
	return it
}

package query

// Both is the query that matches where two do; either may be nil.
func Both(a, b *Query) *Query {
	switch {
	case a == nil || a.root == nil:
		return b
	case b == nil || b.root == nil:
		return a
	}
	return &Query{root: And{a.root, b.root}}
}

// Implied is a query without NOT that matches at least where q does, in documents that hold
// at least what q is matched with; nil where there is none that leaves anything out.
func (q *Query) Implied() *Query {
	if n := implied(q.Root()); n != nil {
		return &Query{root: n}
	}
	return nil
}

func implied(n Node) Node {
	switch n := n.(type) {
	case nil, Not:
		return nil
	case And:
		var all And
		for _, c := range n {
			if i := implied(c); i != nil {
				all = append(all, i)
			}
		}
		if len(all) < 2 {
			if len(all) == 0 {
				return nil
			}
			return all[0]
		}
		return all
	case Or:
		each := make(Or, len(n))
		for i, c := range n {
			if each[i] = implied(c); each[i] == nil {
				return nil
			}
		}
		return each
	default:
		return n
	}
}

package query

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// write returns requests as the lists of a source's configuration, without
// duplicates, in order.
func (p planner) write(requests []request) Plan {
	var plan Plan
	add := func(list *[]string, value string) {
		if value != "" && !slices.Contains(*list, value) {
			*list = append(*list, value)
		}
	}
	for _, a := range requests {
		add(&plan.Tags, a.tag)
		add(&plan.Accounts, a.account)
		add(&plan.Queries, p.writeWords(a.words))
	}
	if p.can.Any {
		plan.Queries = p.pack(plan.Queries)
	}
	return plan
}

// writeWords returns a query for posts with all of some words and phrases. Where
// a platform does not support phrases, their words are asked for.
func (p planner) writeWords(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		if p.can.Phrases && (strings.Contains(w, " ") || len(words) > 1) {
			w = `"` + w + `"`
		}
		quoted[i] = w
	}
	return strings.Join(quoted, " ")
}

// pack joins queries with OR, up to the platform's maximal length and
// number of them.
func (p planner) pack(queries []string) []string {
	var packed []string
	for _, q := range queries {
		last := len(packed) - 1
		if last >= 0 && p.canPack(q) && p.canPack(packed[last]) {
			joined := packed[last] + " OR " + q
			fits := p.can.MaxQuery == 0 || utf8.RuneCountInString(joined) <= p.can.MaxQuery
			if fits && (p.can.MaxAny == 0 || strings.Count(joined, " OR ") <= p.can.MaxAny) {
				packed[last] = joined
				continue
			}
		}
		packed = append(packed, q)
	}
	return packed
}

// canPack reports whether q can be an operand of OR. Several words that are all
// required cannot, as platforms differ in the precedence of OR.
func (p planner) canPack(q string) bool {
	for _, part := range strings.Split(q, " OR ") {
		inside := strings.Trim(part, `"`)
		if strings.ContainsAny(inside, `"`) || strings.Contains(inside, " ") && inside == part {
			return false
		}
	}
	return true
}

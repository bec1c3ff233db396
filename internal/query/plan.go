package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxAlternatives bounds what one query may ask of one platform.
const maxAlternatives = 200

// Plan is what a platform is asked for so that it yields the posts a query
// matches. It asks for more than the query wants, never knowingly for less: what
// comes is matched again, by Query.Match. Where a platform cannot be asked,
// Missing says so.
type Plan struct {
	Queries  []string
	Tags     []string
	Accounts []string
	// Missing are the parts of the query whose posts the platform does not yield,
	// or not all of them.
	Missing []Unsupported
}

// Unsupported is a part of a query that a platform cannot be asked for.
type Unsupported struct {
	// Part is the part in normal form.
	Part string `json:"part"`
	// Why is a clause for a reader: "a wildcard cannot be searched for".
	Why string `json:"why"`
}

// Empty tells whether there is nothing to ask.
func (p Plan) Empty() bool { return len(p.Queries)+len(p.Tags)+len(p.Accounts) == 0 }

// PlanQuery plans q for a platform of that name and ability. Where the plan would
// miss something and the platform's timeline can be read, it is empty: reading
// everything misses nothing.
func NewPlan(q *Query, platform string, can Capabilities) Plan {
	if q.Root() == nil || elsewhere(q.Root(), platform) {
		return Plan{}
	}
	pl := planner{platform: platform, can: can}
	asks, missing, ok := pl.ask(q.Root())
	if !ok && len(missing) == 0 {
		missing = []Unsupported{{Part: q.String(), Why: "there is nothing in it to search for"}}
	}
	plan := pl.write(asks)
	plan.Missing = missing
	if can.Timeline && len(missing) > 0 {
		return Plan{}
	}
	return plan
}

// ask is one thing to ask for: all of some words, or a tag, or an account.
type ask struct {
	words   []string
	tag     string
	account string
}

type planner struct {
	platform string
	can      Capabilities
}

// ask returns what to ask for so that every post n matches is among the answers,
// but for what is missing. It is false where n cannot be asked for at all.
func (p planner) ask(n Node) (asks []ask, missing []Unsupported, ok bool) {
	switch n := n.(type) {
	case Or:
		return p.askAny(n)
	case And:
		return p.askAll(n)
	case Near:
		return p.askAll(And{sideNode(n.Left), sideNode(n.Right)})
	case Words:
		return p.askWords(n)
	case Tag:
		return p.askTag(n)
	case Handle:
		if n.Wild || !p.can.Words {
			return nil, unasked(n, "mentions of a handle cannot be searched for"), false
		}
		local, _, _ := strings.Cut(n.Name, "@")
		return []ask{{words: []string{local}}}, nil, true
	case Field:
		return p.askField(n)
	default:
		return nil, nil, false
	}
}

func sideNode(side []Words) Node {
	if len(side) == 1 {
		return side[0]
	}
	any := make(Or, len(side))
	for i, w := range side {
		any[i] = w
	}
	return any
}

// askAny asks for every alternative.
func (p planner) askAny(n Or) (asks []ask, missing []Unsupported, ok bool) {
	for _, part := range n {
		if elsewhere(part, p.platform) {
			continue
		}
		found, without, can := p.ask(part)
		if !can && len(without) == 0 {
			without = unasked(part, "there is nothing in it to search for")
		}
		asks, missing, ok = append(asks, found...), append(missing, without...), ok || can
	}
	if len(asks) > maxAlternatives {
		missing = append(missing, Unsupported{Part: writeNode(n), Why: "it has more alternatives than are searched for"})
		asks = asks[:maxAlternatives]
	}
	return asks, missing, ok
}

// askAll asks for the part that costs least, as posts with all parts are among
// those with that one; parts that are one word or phrase each are asked for
// together.
func (p planner) askAll(n And) (asks []ask, missing []Unsupported, ok bool) {
	var together ask
	for _, part := range n {
		found, without, can := p.ask(part)
		if !can {
			missing = append(missing, without...)
			continue
		}
		if len(found) == 1 && len(found[0].words) > 0 && len(without) == 0 {
			together.words = append(together.words, found[0].words...)
		}
		if !ok || betterAsks(found, without, asks, missing) {
			asks, missing = found, without
		}
		ok = true
	}
	if len(together.words) > 0 && (len(asks) != 1 || asks[0].account == "") {
		return []ask{together}, nil, true
	}
	if ok {
		return asks, missing, true
	}
	return nil, missing, false
}

// betterAsks tells whether asking for a is better than asking for b: it misses
// less, or takes fewer questions.
func betterAsks(a []ask, aMissing []Unsupported, b []ask, bMissing []Unsupported) bool {
	return cmp.Or(cmp.Compare(len(aMissing), len(bMissing)), cmp.Compare(len(a), len(b))) < 0
}

// askWords asks for a term or phrase. A word with a wildcard in a phrase is left
// out of it, which asks for more.
func (p planner) askWords(n Words) ([]ask, []Unsupported, bool) {
	if p.can.Words {
		var phrases []string
		var run Words
		flush := func() {
			if len(run) > 0 {
				phrases = append(phrases, run.String())
			}
			run = nil
		}
		for _, w := range n {
			if w.Wild {
				flush()
				continue
			}
			run = append(run, w)
		}
		flush()
		if len(phrases) == 0 {
			return nil, unasked(n, "a wildcard cannot be searched for"), false
		}
		return []ask{{words: phrases}}, nil, true
	}
	if !p.can.Tags {
		return nil, unasked(n, "words cannot be searched for"), false
	}
	var tag strings.Builder
	for _, w := range n {
		if w.Wild || w.symbol {
			return nil, unasked(n, "words cannot be searched for"), false
		}
		tag.WriteString(w.Text)
	}
	return []ask{{tag: tag.String()}}, unasked(n, "words cannot be searched for; only posts with the hashtag #"+tag.String()+" are found"), true
}

func (p planner) askTag(n Tag) ([]ask, []Unsupported, bool) {
	switch {
	case n.Wild:
		return nil, unasked(n, "a wildcard cannot be searched for"), false
	case p.can.Tags:
		return []ask{{tag: n.Name}}, nil, true
	case p.can.Words:
		return []ask{{words: []string{n.Name}}}, nil, true
	default:
		return nil, unasked(n, "hashtags cannot be searched for"), false
	}
}

func (p planner) askField(n Field) ([]ask, []Unsupported, bool) {
	if n.Name == FieldAuthor && !n.Wild && p.can.Accounts && !strings.Contains(n.Value, " ") {
		return []ask{{account: n.Value}}, nil, true
	}
	return nil, nil, false
}

// elsewhere tells whether n matches posts of other platforms only.
func elsewhere(n Node, platform string) bool {
	there := func(part Node) bool { return elsewhere(part, platform) }
	switch n := n.(type) {
	case Field:
		return n.Name == FieldPlatform && n.Value != platform
	case And:
		return slices.ContainsFunc(n, there)
	case Or:
		return !slices.ContainsFunc(n, func(part Node) bool { return !there(part) })
	default:
		return false
	}
}

// write turns asks into what a source is configured with, each once, in order.
func (p planner) write(asks []ask) Plan {
	var plan Plan
	add := func(list *[]string, value string) {
		if value != "" && !slices.Contains(*list, value) {
			*list = append(*list, value)
		}
	}
	for _, a := range asks {
		add(&plan.Tags, a.tag)
		add(&plan.Accounts, a.account)
		add(&plan.Queries, p.writeWords(a.words))
	}
	if p.can.Any {
		plan.Queries = p.pack(plan.Queries)
	}
	return plan
}

// writeWords writes a question for all of some terms and phrases. A platform
// that cannot search for several words in a row is asked for each.
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

// pack joins questions with OR as long as the platform takes the length.
func (p planner) pack(queries []string) []string {
	var packed []string
	for _, q := range queries {
		last := len(packed) - 1
		if last >= 0 && p.packs(q) && p.packs(packed[last]) {
			joined := packed[last] + " OR " + q
			if p.can.MaxQuery == 0 || utf8.RuneCountInString(joined) <= p.can.MaxQuery {
				packed[last] = joined
				continue
			}
		}
		packed = append(packed, q)
	}
	return packed
}

// packs tells whether q can stand beside OR: several words that are all wanted
// cannot, as platforms differ in what binds stronger.
func (p planner) packs(q string) bool {
	for _, part := range strings.Split(q, " OR ") {
		inside := strings.Trim(part, `"`)
		if strings.ContainsAny(inside, `"`) || strings.Contains(inside, " ") && inside == part {
			return false
		}
	}
	return true
}

func unasked(n Node, why string) []Unsupported { return []Unsupported{{Part: writeNode(n), Why: why}} }

func writeNode(n Node) string {
	var b strings.Builder
	n.write(&b, 0)
	return b.String()
}

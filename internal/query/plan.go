package query

import (
	"cmp"
	"slices"
	"strings"
)

// maxRequests is the most requests that the alternatives of one query make.
const maxRequests = 200

// Plan is what to ask a platform for, so that it yields the posts a query
// matches. It may ask for more than the query matches, but never knowingly for
// less: results are matched again with Query.Match. What a platform cannot be
// asked for is in Missing.
type Plan struct {
	Queries  []string
	Tags     []string
	Accounts []string
	// Missing are the parts of the query whose posts the platform does not
	// yield, or not completely.
	Missing []Unsupported
}

// Unsupported is a part of a query that a platform does not support.
type Unsupported struct {
	// Part is that part in normal form.
	Part string `json:"part"`
	// Why is the reason, a clause for a reader: "a wildcard cannot be searched
	// for".
	Why string `json:"why"`
}

// Empty reports whether there is nothing to ask for.
func (p Plan) Empty() bool { return len(p.Queries)+len(p.Tags)+len(p.Accounts) == 0 }

// NewPlan plans q for a platform of that name and capabilities. The plan is
// empty where it would miss something and the platform's timeline can be read,
// since reading everything misses nothing.
func NewPlan(q *Query, platform string, can Capabilities) Plan {
	if q.Root() == nil || excludesPlatform(q.Root(), platform) {
		return Plan{}
	}
	pl := planner{platform: platform, can: can}
	requests, missing, ok := pl.plan(q.Root())
	if !ok && len(missing) == 0 {
		missing = []Unsupported{{Part: q.String(), Why: "there is nothing in it to search for"}}
	}
	plan := pl.write(requests)
	plan.Missing = missing
	if can.Timeline && len(missing) > 0 {
		return Plan{}
	}
	return plan
}

// request is one thing to ask for: posts with all of some words, a hashtag, or
// an account.
type request struct {
	words   []string
	tag     string
	account string
}

type planner struct {
	platform string
	can      Capabilities
}

// plan returns requests whose results contain every post that n matches, except
// those of missing. ok is false where nothing can be asked for.
func (p planner) plan(n Node) (requests []request, missing []Unsupported, ok bool) {
	switch n := n.(type) {
	case Or:
		return p.planOr(n)
	case And:
		return p.planAnd(n)
	case Near:
		return p.planAnd(And{sideNode(n.Left), sideNode(n.Right)})
	case Words:
		return p.planWords(n)
	case Tag:
		return p.planTag(n)
	case Handle:
		if n.Wild || !p.can.Words {
			return nil, unsupported(n, "mentions of a handle cannot be searched for"), false
		}
		local, _, _ := strings.Cut(n.Name, "@")
		return []request{{words: []string{local}}}, nil, true
	case Field:
		return p.planField(n)
	case Seen:
		return nil, unsupported(n, "what pictures show and recordings say cannot be searched for"), false
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

// planOr asks for every alternative.
func (p planner) planOr(n Or) (requests []request, missing []Unsupported, ok bool) {
	for _, part := range n {
		if excludesPlatform(part, p.platform) {
			continue
		}
		found, without, can := p.plan(part)
		if !can && len(without) == 0 {
			without = unsupported(part, "there is nothing in it to search for")
		}
		requests, missing, ok = append(requests, found...), append(missing, without...), ok || can
	}
	if len(requests) > maxRequests {
		missing = append(missing, Unsupported{Part: writeNode(n), Why: "it has more alternatives than are searched for"})
		requests = requests[:maxRequests]
	}
	return requests, missing, ok
}

// planAnd asks for the cheapest part, since posts with all parts are among those
// with that one. Parts that are single words or phrases are asked for together.
func (p planner) planAnd(n And) (requests []request, missing []Unsupported, ok bool) {
	var together request
	for _, part := range n {
		found, without, can := p.plan(part)
		if !can {
			missing = append(missing, without...)
			continue
		}
		if len(found) == 1 && len(found[0].words) > 0 && len(without) == 0 {
			together.words = append(together.words, found[0].words...)
		}
		if !ok || betterRequests(found, without, requests, missing) {
			requests, missing = found, without
		}
		ok = true
	}
	if len(together.words) > 0 && (len(requests) != 1 || requests[0].account == "") {
		return []request{together}, nil, true
	}
	if ok {
		return requests, missing, true
	}
	return nil, missing, false
}

// betterRequests reports whether asking for a is better than asking for b: it
// misses less, or takes fewer requests.
func betterRequests(a []request, aMissing []Unsupported, b []request, bMissing []Unsupported) bool {
	return cmp.Or(cmp.Compare(len(aMissing), len(bMissing)), cmp.Compare(len(a), len(b))) < 0
}

// planWords asks for a word or phrase. Words with a wildcard are left out of a
// phrase, which asks for more.
func (p planner) planWords(n Words) ([]request, []Unsupported, bool) {
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
			w.Before, w.After = "", "" // signs are matched here
			run = append(run, w)
		}
		flush()
		if len(phrases) == 0 {
			return nil, unsupported(n, "a wildcard cannot be searched for"), false
		}
		return []request{{words: phrases}}, nil, true
	}
	if !p.can.Tags {
		return nil, unsupported(n, "words cannot be searched for"), false
	}
	var tag strings.Builder
	for _, w := range n {
		if w.Wild || w.symbol {
			return nil, unsupported(n, "words cannot be searched for"), false
		}
		tag.WriteString(w.Text)
	}
	if n.signed() && tag.Len() == 1 { // #c for C++ is of something else
		return nil, unsupported(n, "words cannot be searched for"), false
	}
	return []request{{tag: tag.String()}}, unsupported(n, "words cannot be searched for; only posts with the hashtag #"+tag.String()+" are found"), true
}

func (p planner) planTag(n Tag) ([]request, []Unsupported, bool) {
	switch {
	case n.Wild:
		return nil, unsupported(n, "a wildcard cannot be searched for"), false
	case p.can.Tags:
		return []request{{tag: n.Name}}, nil, true
	case p.can.Words:
		return []request{{words: []string{n.Name}}}, nil, true
	default:
		return nil, unsupported(n, "hashtags cannot be searched for"), false
	}
}

func (p planner) planField(n Field) ([]request, []Unsupported, bool) {
	if n.Name == FieldAuthor && !n.Wild && p.can.Accounts && !strings.Contains(n.Value, " ") {
		return []request{{account: n.Value}}, nil, true
	}
	return nil, nil, false
}

// excludesPlatform reports whether n only matches posts of other platforms.
func excludesPlatform(n Node, platform string) bool {
	there := func(part Node) bool { return excludesPlatform(part, platform) }
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

func unsupported(n Node, why string) []Unsupported {
	return []Unsupported{{Part: writeNode(n), Why: why}}
}

func writeNode(n Node) string {
	var b strings.Builder
	n.write(&b, 0)
	return b.String()
}

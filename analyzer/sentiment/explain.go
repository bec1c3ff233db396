package sentiment

import (
	"math"
	"slices"

	"earshot/analyzer/sentiment/feature"
	"earshot/internal/social"
)

const (
	// maxReasons is the most reasons given for a text.
	maxReasons = 5
	// minReason is the least weight of a reason, in units of score.
	minReason = 0.05
	// minContribution is the least contribution that is added up; that of most
	// features is smaller.
	minContribution = 0.01
	// maxContributions bounds the features explained, and so the work on long texts.
	maxContributions = 4096
)

// attribution is how much a span of the text adds to the score of positive minus
// that of negative.
type attribution struct {
	span   feature.Span
	weight float32
}

// explainBuffers holds the buffers of reasons, reused from text to text.
type explainBuffers struct {
	attributions []attribution
	state        []uint8
	total        []float32
	taken        []attribution
	group        rowSums
}

// reasons returns the spans of text that contributed most, the strongest first.
// The contributions of all features of the same span are added up; of overlapping
// spans only the strongest is returned, and each wording once.
func (r *scratch) reasons(text string, table *index) []social.Reason {
	r.attributions = r.attributions[:0]
	for k := range r.gradient[:table.net.Dim] {
		r.gradient[k] *= table.net.Scale
	}
	x := &r.features
	r.collect(table, r.hits[:r.words], x.WordSpans, feature.LengthNorm(len(x.Words)))
	r.collect(table, r.hits[r.words:], x.GramSpans, feature.LengthNorm(len(x.Grams)))
	if len(r.attributions) == 0 {
		return nil
	}
	attributions := slices.DeleteFunc(r.mergeNested(merge(r.attributions)), func(p attribution) bool { return abs(p.weight) < minReason })
	r.taken = r.taken[:0]
	var out []social.Reason
	for len(r.taken) < maxReasons {
		best := strongest(attributions)
		if best < 0 {
			break
		}
		p := attributions[best]
		attributions[best].weight = 0
		if slices.ContainsFunc(r.taken, func(q attribution) bool { return overlap(p.span, q.span) }) {
			continue
		}
		shown := expandToGraphemes(text, p.span)
		name := text[shown.Start:shown.End]
		if slices.ContainsFunc(out, func(r social.Reason) bool { return r.Text == name }) {
			continue
		}
		r.taken = append(r.taken, p)
		if out == nil {
			out = make([]social.Reason, 0, maxReasons)
		}
		out = append(out, social.Reason{Text: name, Weight: p.weight})
	}
	return out
}

// collect appends the attributions of hits among features at spans; share is their
// length norm.
func (r *scratch) collect(table *index, hits []match, spans []feature.Span, share float32) {
	for first := 0; first < len(hits); {
		span := spans[hits[first].position]
		// The n-grams of a word have the same span and follow one another.
		next := first + 1
		for next < len(hits) && spans[hits[next].position] == span {
			next++
		}
		if w := share * r.weight(table, hits[first:next]); abs(w) > minContribution {
			r.attributions = append(r.attributions, attribution{span, w})
		}
		first = next
	}
}

// weight is what hits add to the score of positive minus that of negative, before
// the length norm.
func (r *scratch) weight(table *index, hits []match) float32 {
	gradients := r.gradient[:table.net.Dim]
	s := &r.group
	clear(s.total[:8*table.width])
	s.addAll(table, hits)
	total := s.numbers()
	weight := table.scale * float32(total[1]-total[0])
	total = total[2:][:len(gradients)]
	for k, g := range gradients {
		weight += g * float32(total[k])
	}
	return weight
}

// strongest is the index of the attribution of the greatest absolute weight; of
// equal ones the earlier and then the longer; -1 when all are 0.
func strongest(attributions []attribution) int {
	best, most := -1, float32(0)
	for i := range attributions {
		if w := abs(attributions[i].weight); w > most {
			best, most = i, w
		}
	}
	return best
}

// merge sorts by start, the longer first, and adds up the weights of equal spans.
func merge(attributions []attribution) []attribution {
	slices.SortFunc(attributions, func(a, b attribution) int {
		if a.span.Start != b.span.Start {
			return int(a.span.Start - b.span.Start)
		}
		return int(b.span.End - a.span.End)
	})
	out := attributions[:1]
	for _, p := range attributions[1:] {
		if last := &out[len(out)-1]; last.span == p.span {
			last.weight += p.weight
			continue
		}
		out = append(out, p)
	}
	return out
}

// A span is named instead of the spans nested in it when its own weight is at least
// this share of the strongest of them. The share is lower where the outer span
// reverses the polarity, as "not good" does, than where it agrees.
const (
	minShareReversing = 0.25
	minShareAgreeing  = 0.75
)

// mergeNested decides, for spans nested in others, whether to name the outer one
// ("not good") or the inner ones ("very", "good"). The attributions it returns may
// still overlap partially.
func (x *explainBuffers) mergeNested(attributions []attribution) []attribution {
	const (
		free = iota
		absorbed
		dropped
	)
	x.state = append(x.state[:0], make([]uint8, len(attributions))...)
	x.total = append(x.total[:0], make([]float32, len(attributions))...)
	state, total := x.state, x.total
	// Of two spans with the same start the later one is the shorter, so going
	// backwards decides inner spans before outer ones.
	for i := len(attributions) - 1; i >= 0; i-- {
		p := attributions[i]
		total[i] = p.weight
		parts := nestedIn(attributions, i)
		var strongest float32
		for k := range parts {
			if !inside(parts[k], p) {
				continue
			}
			total[i] += parts[k].weight
			if at := i + 1 + k; state[at] == free && abs(total[at]) > abs(strongest) {
				strongest = total[at]
			}
		}
		need := float32(minShareAgreeing)
		if strongest*p.weight < 0 {
			need = minShareReversing
		}
		if abs(p.weight) < need*abs(strongest) {
			state[i] = dropped
			continue
		}
		for k := range parts {
			if inside(parts[k], p) {
				state[i+1+k] = absorbed
			}
		}
	}
	out := attributions[:0]
	for i, p := range attributions {
		if state[i] == free {
			out = append(out, attribution{p.span, total[i]})
		}
	}
	return out
}

// nestedIn returns the attributions after i whose spans begin inside it; they
// include partial overlaps, see inside.
func nestedIn(attributions []attribution, i int) []attribution {
	end := i + 1
	for end < len(attributions) && attributions[end].span.Start < attributions[i].span.End {
		end++
	}
	return attributions[i+1 : end]
}

func inside(part, whole attribution) bool { return part.span.End <= whole.span.End }

func overlap(a, b feature.Span) bool { return a.Start < b.End && b.Start < a.End }

func abs(f float32) float32 { return math.Float32frombits(math.Float32bits(f) &^ (1 << 31)) }

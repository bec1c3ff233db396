package sentiment

import (
	"math"
	"slices"

	"earshot/analyzer/sentiment/feature"
	"earshot/internal/social"
)

const (
	// maxReasons is how many pieces of a text are named.
	maxReasons = 5
	// minReason is the least weight worth naming, in units of score.
	minReason = 0.05
	// trifle is what is not worth adding up; most features weigh less.
	trifle = 0.01
	// maxPieces bounds the work on long texts.
	maxPieces = 4096
)

// piece is a stretch of the text and how far it moved the score of positive
// minus that of negative.
type piece struct {
	span   feature.Span
	weight float32
}

// explaining is what finding the reasons works with, reused from text to text.
type explaining struct {
	pieces []piece
	state  []uint8
	total  []float32
	taken  []piece
	group  sums
}

// reasons are the pieces of text that weighed most, the strongest first. The
// weights of all features that stand on the same stretch are added up; of
// stretches that overlap the strongest is named, and each wording once.
func (r *reading) reasons(text string, table *index) []social.Reason {
	r.pieces = r.pieces[:0]
	for k := range r.slope[:table.net.Dim] {
		r.slope[k] *= table.net.Scale
	}
	x := &r.features
	r.gather(table, r.hits[:r.words], feature.Share(len(x.Words)))
	r.gather(table, r.hits[r.words:], feature.Share(len(x.Grams)))
	if len(r.pieces) == 0 {
		return nil
	}
	pieces := r.join(merge(r.pieces))
	r.taken = r.taken[:0]
	var out []social.Reason
	for len(r.taken) < maxReasons {
		best := strongest(pieces)
		if best < 0 {
			break
		}
		p := pieces[best]
		pieces[best].weight = 0
		if slices.ContainsFunc(r.taken, func(q piece) bool { return overlap(p.span, q.span) }) {
			continue
		}
		shown := readable(text, p.span)
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

// gather makes pieces of hits, each of which counts with a share.
func (r *reading) gather(table *index, hits []hit, share float32) {
	for first := 0; first < len(hits); {
		span := hits[first].span
		// The n-grams of a word stand on the same stretch, one after another.
		next := first + 1
		for next < len(hits) && hits[next].span == span {
			next++
		}
		if w := share * r.weight(table, hits[first:next]); abs(w) > trifle {
			r.pieces = append(r.pieces, piece{span, w})
		}
		first = next
	}
}

// weight is how much hits move the score of positive less that of negative, in
// sum and without their share.
func (r *reading) weight(table *index, hits []hit) float32 {
	slopes := r.slope[:table.net.Dim]
	s := &r.group
	clear(s.total[:])
	for _, h := range hits {
		s.add(table.rows[h.row:][:table.width])
	}
	s.carry()
	total := s.numbers()
	weight := table.scale * float32(total[1]-total[0])
	for k, n := range total[2:][:len(slopes)] {
		weight += slopes[k] * float32(n)
	}
	return weight
}

// strongest is the place of the piece that weighs most, the earlier and then
// the longer of equals; -1 when none is worth naming.
func strongest(pieces []piece) int {
	best := -1
	for i, p := range pieces {
		if abs(p.weight) >= minReason && (best < 0 || abs(p.weight) > abs(pieces[best].weight)) {
			best = i
		}
	}
	return best
}

// merge adds up the weights on the same stretch and orders by start, the
// longer first.
func merge(pieces []piece) []piece {
	slices.SortFunc(pieces, func(a, b piece) int {
		if a.span.Start != b.span.Start {
			return int(a.span.Start - b.span.Start)
		}
		return int(b.span.End - a.span.End)
	})
	out := pieces[:1]
	for _, p := range pieces[1:] {
		if last := &out[len(out)-1]; last.span == p.span {
			last.weight += p.weight
			continue
		}
		out = append(out, p)
	}
	return out
}

// A stretch stands for those inside it when what it adds to them is at least
// this share of the strongest: more is asked where it says the same as they do
// than where it turns them around, as "not good" does.
const (
	turning  = 0.25
	agreeing = 0.75
)

// join makes up its mind, for stretches inside others, whether to name the
// longer one ("not good") or the parts ("very", "good"); the pieces it returns
// may still overlap without one being inside the other.
func (x *explaining) join(pieces []piece) []piece {
	const (
		free = iota
		absorbed
		dropped
	)
	x.state = append(x.state[:0], make([]uint8, len(pieces))...)
	x.total = append(x.total[:0], make([]float32, len(pieces))...)
	state, total := x.state, x.total
	// The later of two pieces of one start is the shorter: going backwards,
	// parts are settled before what they are part of.
	for i := len(pieces) - 1; i >= 0; i-- {
		p := pieces[i]
		total[i] = p.weight
		parts := partsOf(pieces, i)
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
		need := float32(agreeing)
		if strongest*p.weight < 0 {
			need = turning
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
	out := pieces[:0]
	for i, p := range pieces {
		if state[i] == free {
			out = append(out, piece{p.span, total[i]})
		}
	}
	return out
}

// partsOf are the pieces after i that begin inside it; partial overlaps are
// among them, see inside.
func partsOf(pieces []piece, i int) []piece {
	end := i + 1
	for end < len(pieces) && pieces[end].span.Start < pieces[i].span.End {
		end++
	}
	return pieces[i+1 : end]
}

func inside(part, whole piece) bool { return part.span.End <= whole.span.End }

func overlap(a, b feature.Span) bool { return a.Start < b.End && b.Start < a.End }

func abs(f float32) float32 { return math.Float32frombits(math.Float32bits(f) &^ (1 << 31)) }

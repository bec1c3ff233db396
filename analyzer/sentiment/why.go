package sentiment

import (
	"cmp"
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
	// maxPieces bounds the work on long texts.
	maxPieces = 4096
)

// piece is a stretch of the text and how far it moved the score of positive
// minus that of negative.
type piece struct {
	span   feature.Span
	weight float32
}

// reasons are the pieces of text that weighed most, the strongest first. The
// weights of all features that stand on the same stretch are added up; of
// stretches that overlap the strongest is named, and each wording once. The
// pieces are not to be used afterwards.
func reasons(text string, pieces []piece) []social.Reason {
	if len(pieces) == 0 {
		return nil
	}
	pieces = join(merge(pieces))
	slices.SortFunc(pieces, func(a, b piece) int {
		return cmp.Or(cmp.Compare(abs(b.weight), abs(a.weight)), cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(b.span.End, a.span.End))
	})
	var taken []piece
	var out []social.Reason
	for _, p := range pieces {
		if len(taken) == maxReasons || abs(p.weight) < minReason {
			break
		}
		if slices.ContainsFunc(taken, func(q piece) bool { return overlap(p.span, q.span) }) {
			continue
		}
		shown := readable(text, p.span)
		name := text[shown.Start:shown.End]
		if slices.ContainsFunc(out, func(r social.Reason) bool { return r.Text == name }) {
			continue
		}
		taken = append(taken, p)
		out = append(out, social.Reason{Text: name, Weight: p.weight})
	}
	return out
}

// merge adds up the weights on the same stretch and orders by start, the
// longer first.
func merge(pieces []piece) []piece {
	slices.SortStableFunc(pieces, func(a, b piece) int {
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
func join(pieces []piece) []piece {
	const (
		free = iota
		absorbed
		dropped
	)
	state := make([]uint8, len(pieces))
	total := make([]float32, len(pieces))
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

func abs(f float32) float32 { return float32(math.Abs(float64(f))) }

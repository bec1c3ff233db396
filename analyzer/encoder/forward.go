package encoder

import (
	"math"

	"github.com/viterin/vek/vek32"
)

// maxPieces is how many pieces of a text the network reads.
const maxPieces = 128

// buffers hold the numbers between the layers of one text, a row a piece, reused
// from text to text.
type buffers struct {
	lattice  lattice
	input    []float32 // what a layer reads
	normal   []float32 // the same, normalised
	query    []float32 // query, key and value
	attended []float32
	sum      []float32 // what a layer returns
	inner    []float32
	outer    []float32
	weights  [maxPieces]float32
	mean     [layerSize]float32
}

// forward writes the vector of a text of these pieces, of which there is at least
// one, to out.
func (n *network) forward(b *buffers, pieces []int32, out *[Size]float32) {
	rows := len(pieces)
	b.input = resize(b.input, rows*layerSize)
	b.normal = resize(b.normal, rows*layerSize)
	b.query = resize(b.query, rows*3*layerSize)
	b.attended = resize(b.attended, rows*layerSize)
	b.sum = resize(b.sum, rows*layerSize)
	b.inner = resize(b.inner, rows*innerSize)
	b.outer = resize(b.outer, rows*layerSize)

	n.embed(b.input, pieces)
	for i := range n.layers {
		n.layers[i].forward(b, rows, n.epsilon)
		b.input, b.sum = b.sum, b.input
	}
	mean := b.mean[:]
	clear(mean)
	for t := range rows {
		add(mean, b.input[t*layerSize:][:layerSize])
	}
	for i := range mean {
		mean[i] /= float32(rows)
	}
	n.last.apply(out[:], mean, 1)
	square := 0.0
	for i, x := range out {
		y := math.Tanh(float64(x))
		out[i] = float32(y)
		square += y * y
	}
	scale := float32(1 / math.Sqrt(max(square, 1e-12)))
	for i := range out {
		out[i] *= scale
	}
}

// embed writes the row of each piece twice over, with the waves that tell its place.
func (n *network) embed(to []float32, pieces []int32) {
	for t, id := range pieces {
		row := to[t*embeddingSize:][:embeddingSize]
		for i, x := range n.embeddings[int(id)*embeddingSize:][:embeddingSize] {
			row[i] = 2 * x
		}
		for i, frequency := range n.timing {
			sin, cos := math.Sincos(float64(float32(t) * frequency))
			row[i] += float32(sin)
			row[i+len(n.timing)] += float32(cos)
		}
	}
}

// forward reads rows of b.input and writes those of b.sum.
func (l *layer) forward(b *buffers, rows int, epsilon float32) {
	l.before.apply(b.normal, b.input, rows, l.width, epsilon)
	l.query.apply(b.query, b.normal, rows)
	l.attend(b, rows)
	l.joined.apply(b.sum, b.attended, rows)
	residual := b.input
	if l.widen != nil {
		l.widen.apply(b.outer, b.input, rows)
		residual = b.outer
	}
	add(b.sum, residual[:rows*layerSize])
	l.between.apply(b.normal, b.sum, rows, layerSize, epsilon)
	l.inner.apply(b.inner, b.normal, rows)
	for i, x := range b.inner {
		b.inner[i] = max(x, 0)
	}
	l.outer.apply(b.outer, b.inner, rows)
	add(b.sum, b.outer)
}

// attend writes to b.attended, for each piece and head, the mean of the values of
// all pieces, weighed by how well its query fits their keys.
func (l *layer) attend(b *buffers, rows int) {
	for t := range rows {
		for head := range l.heads {
			at := func(row, part int) []float32 {
				return b.query[row*3*l.width+part*l.width+head*l.headWidth:][:l.headWidth]
			}
			weights := b.weights[:rows]
			query := at(t, 0)
			highest := float32(math.Inf(-1))
			for other := range weights {
				weights[other] = l.queryScale * vek32.Dot(query, at(other, 1))
				highest = max(highest, weights[other])
			}
			sum := float32(0)
			for other, w := range weights {
				weights[other] = float32(math.Exp(float64(w - highest)))
				sum += weights[other]
			}
			to := b.attended[t*l.width+head*l.headWidth:][:l.headWidth]
			clear(to)
			for other, w := range weights {
				w /= sum
				for i, x := range at(other, 2) {
					to[i] += w * x
				}
			}
		}
	}
}

// apply writes the sums of rows of from to rows of to. A row of weights stays in the
// cache while all pieces of the text are multiplied with it.
func (l *linear) apply(to, from []float32, rows int) {
	for j := range l.out {
		weights, bias := l.rows[j*l.in:][:l.in], l.bias[j]
		for t := range rows {
			to[t*l.out+j] = bias + vek32.Dot(weights, from[t*l.in:][:l.in])
		}
	}
}

func (n *normal) apply(to, from []float32, rows, size int, epsilon float32) {
	for t := range rows {
		row, out := from[t*size:][:size], to[t*size:][:size]
		mean := vek32.Sum(row) / float32(size)
		variance := float32(0)
		for i, x := range row {
			out[i] = x - mean
			variance += out[i] * out[i]
		}
		scale := float32(1 / math.Sqrt(float64(variance/float32(size)+epsilon)))
		for i := range out {
			out[i] = out[i]*scale*n.scale[i] + n.shift[i]
		}
	}
}

// add adds from to to, number by number.
func add(to, from []float32) { vek32.Add_Inplace(to, from) }

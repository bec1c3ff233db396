package encoder

import (
	"encoding/binary"
	"math"
	"slices"

	"earshot/internal/social"
)

// tensor is a weight as stored.
type tensor struct {
	shape []int
	bytes []byte
}

// linear is a layer of sums: output j is the product of row j with the input, and
// bias j. Rows are of the length of the input.
type linear struct {
	in, out int
	rows    []float32
	bias    []float32
}

// normal scales and shifts each number after its layer's mean and deviation were
// made 0 and 1 (Ba et al. 2016, arXiv:1607.06450).
type normal struct{ scale, shift []float32 }

// layer is one layer of the transformer: attention, then two sums with a
// rectifier between them. A layer whose input is narrower than its output has a
// widen for what is added to the output as it is.
type layer struct {
	widen            *linear
	before           normal
	query            linear // of query, key and value
	queryScale       float32
	heads            int
	joined           linear
	between          normal
	inner, outer     linear
	width, headWidth int
}

// network is all that has been learned.
type network struct {
	embeddings []float32 // embeddingSize numbers a piece
	pieces     int
	timing     []float32
	epsilon    float32
	layers     [2]layer
	last       linear
}

const (
	embeddingSize = 256
	layerSize     = 512
	innerSize     = 1536

	prefix  = "module_apply_default/Encoder_en/KonaTransformer/Encode/"
	learned = "module/Encoder_en/KonaTransformer/Encode/"
	stack   = prefix + "TransformerStack/"
)

// weightReader takes weights out of a manifest and keeps the first fault.
type weightReader struct {
	tensors map[string]tensor
	err     error
}

// numbers returns the weight of a name, of a shape but for dimensions of 1.
func (r *weightReader) numbers(name string, shape ...int) []float32 {
	t, ok := r.tensors[name]
	got := slices.DeleteFunc(slices.Clone(t.shape), func(n int) bool { return n == 1 })
	if !ok || !slices.Equal(got, shape) {
		if r.err == nil {
			r.err = social.Errorf(social.CodeInvalid, "encoder: the weight %s has the shape %v, not %v", name, t.shape, shape)
		}
		size := 1
		for _, n := range shape {
			size *= n
		}
		return make([]float32, size)
	}
	out := make([]float32, len(t.bytes)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(t.bytes[4*i:]))
	}
	return out
}

// number returns a weight that is one number, a whole one where so stored.
func (r *weightReader) number(name string) float32 { return r.numbers(name)[0] }

func (r *weightReader) whole(name string) int { return int(math.Float32bits(r.number(name))) }

// linear returns a layer of sums whose weights are stored by input.
func (r *weightReader) linear(weights, bias string, in, out int) linear {
	stored := r.numbers(weights, in, out)
	rows := make([]float32, len(stored))
	for i := range in {
		for j := range out {
			rows[j*in+i] = stored[i*out+j]
		}
	}
	return linear{in: in, out: out, rows: rows, bias: r.numbers(bias, out)}
}

func (r *weightReader) normal(name string, size int) normal {
	return normal{
		scale: r.numbers(name+"layer_norm_scale/ConcatPartitions/concat", size),
		shift: r.numbers(name+"layer_norm_bias/ConcatPartitions/concat", size),
	}
}

func (r *weightReader) layer(number string, width int) layer {
	const (
		biasEnd   = "/bias/ConcatPartitions/concat"
		kernelEnd = "/kernel/part_0"
		attention = "/TransformerLayer/MultiheadAttention/"
		forward   = "/TransformerLayer/FFN/"
	)
	own := prefix + number
	l := layer{
		before: r.normal(own+"/TransformerLayer/layer_prepostprocess/layer_norm/", width),
		query: r.linear(learned+number+attention+"qkv_transform_single"+kernelEnd,
			own+attention+"qkv_transform_single"+biasEnd, width, 3*width),
		queryScale: r.number(stack + number + attention + "mul/y"),
		joined: r.linear(learned+number+attention+"output_transform_single"+kernelEnd,
			own+attention+"output_transform_single"+biasEnd, width, layerSize),
		between: r.normal(own+forward+"layer_prepostprocess/layer_norm/", layerSize),
		inner:   r.linear(stack+number+forward+"conv1/Tensordot/Reshape_1", own+forward+"conv1"+biasEnd, layerSize, innerSize),
		outer:   r.linear(stack+number+forward+"conv2/Tensordot/Reshape_1", own+forward+"conv2"+biasEnd, innerSize, layerSize),
		width:   width,
		// Both layers have as many heads; the number is stored with the second alone.
		heads:     r.whole(stack + "Layer_1" + attention + "split_heads/split_last_dimension/Reshape/shape/2"),
		headWidth: r.whole(stack + number + attention + "split_heads/split_last_dimension/Reshape/shape/3"),
	}
	if width != layerSize {
		widen := r.linear(own+"/TransformerLayer/dense/kernel/ConcatPartitions/concat", own+"/TransformerLayer/dense"+biasEnd, width, layerSize)
		l.widen = &widen
	}
	if l.heads*l.headWidth != width && r.err == nil {
		r.err = social.Errorf(social.CodeInvalid, "encoder: %d heads of %d numbers are no layer of %d", l.heads, l.headWidth, width)
	}
	return l
}

// newNetwork takes the weights out of the tensors.
func newNetwork(tensors map[string]tensor, pieces int) (*network, error) {
	r := &weightReader{tensors: tensors}
	// The table has two rows more than the vocabulary has pieces.
	n := &network{
		pieces:     pieces + 2,
		embeddings: r.numbers("module/Embeddings_en", pieces+2, embeddingSize),
		timing:     r.numbers(stack+"Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1", embeddingSize/2),
		epsilon:    r.number(stack + "Layer_1/TransformerLayer/FFN/layer_prepostprocess/layer_norm/Cast/x"),
		layers:     [2]layer{r.layer("Layer_0", embeddingSize), r.layer("Layer_1", layerSize)},
		last: r.linear("module/Encoder_en/hidden_layers/tanh_layer_0/weights",
			"module/Encoder_en/hidden_layers/tanh_layer_0/bias", layerSize, Size),
	}
	return n, r.err
}

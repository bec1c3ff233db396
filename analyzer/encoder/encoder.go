package encoder

import "sync"

// Size is how many numbers stand for a text.
const Size = 512

// Version names the weights and how they are read: the package's version and the
// beginning of its manifest's hash.
const Version = "use-0.2.0-507d11df"

// Encoder encodes texts. It is safe for concurrent use.
type Encoder struct {
	vocabulary *vocabulary
	network    *network
	pool       sync.Pool // of *buffers
}

// Open reads the weights in the folder dir; see Find. A file that is missing, or is
// not the package's to the byte, is an error that names it.
func Open(dir string) (*Encoder, error) {
	pieces, err := readVocabulary(dir)
	if err != nil {
		return nil, err
	}
	tensors, err := readWeights(dir)
	if err != nil {
		return nil, err
	}
	network, err := newNetwork(tensors, len(pieces))
	if err != nil {
		return nil, err
	}
	e := &Encoder{vocabulary: newVocabulary(pieces), network: network}
	e.pool.New = func() any { return new(buffers) }
	return e, nil
}

// Encode writes the vector of text, of length 1, to out and returns how many of the
// pieces of text it has read: at most 128, and none where there are no letters or
// signs, which leaves out as it is. It makes no allocation once its buffers have the
// size of the longest text.
func (e *Encoder) Encode(text string, out *[Size]float32) int {
	b := e.pool.Get().(*buffers)
	defer e.pool.Put(b)
	pieces := e.vocabulary.cut(&b.lattice, text)
	if len(pieces) > 0 {
		e.network.forward(b, pieces, out)
	}
	return len(pieces)
}

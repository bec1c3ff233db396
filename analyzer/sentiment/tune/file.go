package tune

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"

	"earshot/internal/social"
)

// magic begins a model file; its last byte is the version of the format. After it
// come the length and text of the base model's version, the number of fingerprints
// of training texts and the fingerprints, the number of features and for each its
// key and its two weights as IEEE 754 numbers. All are little-endian and sorted.
var magic = []byte("earshot tune\x00\x02")

// maxEntries bounds the lists of a file.
const maxEntries = 16_000_000

// setVersion derives the model's version from its content.
func (m *Model) setVersion() error {
	data, err := m.Encode()
	if err != nil {
		return err
	}
	m.version = fmt.Sprintf("%s+tuned-%x", m.base.Version(), sha256.Sum256(data))
	m.version = m.version[:len(m.base.Version())+len("+tuned-")+8]
	return nil
}

// Encode returns the model as a file, without its base model.
func (m *Model) Encode() ([]byte, error) {
	base := m.base.Version()
	if len(base) > math.MaxUint16 {
		return nil, social.Errorf(social.CodeInternal, "tune: the base's version is too long")
	}
	out := bytes.Clone(magic)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(base)))
	out = append(out, base...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(m.seen)))
	for _, f := range slices.Sorted(maps.Keys(m.seen)) {
		out = binary.LittleEndian.AppendUint64(out, f)
	}
	out = binary.LittleEndian.AppendUint32(out, uint32(len(m.weights)))
	for _, key := range slices.Sorted(maps.Keys(m.weights)) {
		out = binary.LittleEndian.AppendUint32(out, key)
		for _, v := range m.weights[key] {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
	}
	return out, nil
}

// Parse reads a file made by Encode. It fails with social.CodeInvalid for
// anything else, and with social.CodeConflict for a model tuned on another base.
func Parse(base Classifier, data []byte) (*Model, error) {
	r := reader{data: data}
	switch head := r.take(len(magic)); {
	case bytes.Equal(head, []byte("earshot tune\x00\x01")):
		return nil, social.Errorf(social.CodeConflict, "tune: the model was tuned by an older version of Earshot; tune it anew")
	case !bytes.Equal(head, magic):
		return nil, social.Errorf(social.CodeInvalid, "tune: this is no file of a tuned model")
	}
	version := string(r.take(int(r.uint16())))
	seen := map[uint64]bool{}
	for range r.count(8) {
		seen[r.uint64()] = true
	}
	weights := map[uint32]delta{}
	for range r.count(12) {
		key := r.uint32()
		w := delta{math.Float32frombits(r.uint32()), math.Float32frombits(r.uint32())}
		for _, v := range w {
			if f := float64(v); math.IsNaN(f) || math.Abs(f) > 1000 {
				return nil, social.Errorf(social.CodeInvalid, "tune: a weight of %v", v)
			}
		}
		weights[key] = w
	}
	switch {
	case r.short || len(r.data) > 0:
		return nil, social.Errorf(social.CodeInvalid, "tune: the file is not whole")
	case version != base.Version():
		return nil, social.Errorf(social.CodeConflict, "tune: the model was tuned on %s, and this is %s; tune it anew", version, base.Version())
	}
	m := newModel(base, weights, seen)
	return m, m.setVersion()
}

// reader decodes a file; short is set once the data ended too early.
type reader struct {
	data  []byte
	short bool
}

func (r *reader) take(n int) []byte {
	if n > len(r.data) {
		r.short, r.data = true, nil
		return make([]byte, min(n, 8))
	}
	part := r.data[:n]
	r.data = r.data[n:]
	return part
}

func (r *reader) uint16() uint16 { return binary.LittleEndian.Uint16(r.take(2)) }
func (r *reader) uint32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *reader) uint64() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }

// count reads a number of entries of size bytes each; it returns 0 and sets short
// where the rest of the file cannot hold them.
func (r *reader) count(size int) int {
	n := int(r.uint32())
	if n > maxEntries || n*size > len(r.data) {
		r.short = true
		return 0
	}
	return n
}

package sentiment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"

	"earshot/analyzer/sentiment/feature"
)

// The model file, all integers little-endian or unsigned varints
// (encoding/binary):
//
//	"ESSM" | format u8 | feature version u8 | number of tables u8
//	a table: language length u8, language | bias negative, bias positive, scale, sure f32
//	         | n varint | n keys, each as the varint difference to the one before
//	         | n pairs of int8 weights
//	         | dim u8, hidden u8; with a dim above 0 also scale f32 | n rows of dim int8 embeddings
//	           | hidden rows of dim f32, hidden f32 biases, 2 rows of hidden f32, 2 f32 biases
//	CRC-32 (IEEE) of all before, u32
const (
	fileMagic   = "ESSM"
	fileFormat  = 3
	maxLanguage = 24
	maxKeys     = 1 << 22
	maxFile     = 64 << 20
)

// Encode returns tables as a model file. The same tables give the same bytes.
func Encode(tables []Table) ([]byte, error) {
	if len(tables) == 0 || len(tables) > math.MaxUint8 {
		return nil, fmt.Errorf("sentiment: encode: %d tables, want 1 to %d", len(tables), math.MaxUint8)
	}
	out := append([]byte(fileMagic), fileFormat, feature.Version, byte(len(tables)))
	for _, t := range tables {
		if err := t.check(); err != nil {
			return nil, fmt.Errorf("sentiment: encode: %w", err)
		}
		out = append(out, byte(len(t.Language)))
		out = append(out, t.Language...)
		for _, f := range []float32{t.Bias[0], t.Bias[1], t.Scale, t.Sure} {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(f))
		}
		out = binary.AppendUvarint(out, uint64(len(t.Keys)))
		var last uint32
		for _, k := range t.Keys {
			out = binary.AppendUvarint(out, uint64(k-last))
			last = k
		}
		for _, w := range t.Weights {
			out = append(out, byte(w))
		}
		out = t.Net.appendTo(out)
	}
	return binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(out)), nil
}

func (n Net) appendTo(out []byte) []byte {
	out = append(out, byte(n.Dim), byte(n.Hidden))
	if n.Dim == 0 {
		return out
	}
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(n.Scale))
	for _, e := range n.Embeddings {
		out = append(out, byte(e))
	}
	for _, layer := range [][]float32{n.In, n.Bias, n.Out, n.OutBias[:]} {
		for _, f := range layer {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(f))
		}
	}
	return out
}

// decode reads and validates a model file.
func decode(data []byte) ([]Table, error) {
	const start = len(fileMagic) + 3
	if len(data) > maxFile {
		return nil, fmt.Errorf("%d bytes, more than %d", len(data), maxFile)
	}
	if len(data) < start+4 || !bytes.HasPrefix(data, []byte(fileMagic)) {
		return nil, errors.New("not a sentiment model file")
	}
	if f := data[4]; f != fileFormat {
		return nil, fmt.Errorf("file format %d, this program reads %d", f, fileFormat)
	}
	if v := data[5]; v != feature.Version {
		return nil, fmt.Errorf("made for features version %d, this program has %d", v, feature.Version)
	}
	body, sum := data[:len(data)-4], binary.LittleEndian.Uint32(data[len(data)-4:])
	if crc32.ChecksumIEEE(body) != sum {
		return nil, errors.New("damaged: checksum does not match")
	}
	r := reader{data: body[start:]}
	tables := make([]Table, 0, data[6])
	seen := make(map[string]bool)
	for range data[6] {
		t := r.table()
		if r.err != nil {
			return nil, r.err
		}
		if err := t.check(); err != nil {
			return nil, err
		}
		if seen[t.Language] {
			return nil, fmt.Errorf("two tables for %q", t.Language)
		}
		seen[t.Language] = true
		tables = append(tables, t)
	}
	if len(r.data) > 0 {
		return nil, fmt.Errorf("%d bytes left over", len(r.data))
	}
	if !seen[Multilingual] {
		return nil, fmt.Errorf("no table for %q", Multilingual)
	}
	return tables, nil
}

// reader decodes values from the front of data; err is set once one is missing.
type reader struct {
	data []byte
	err  error
}

func (r *reader) take(n int) []byte {
	if r.err != nil || n > len(r.data) {
		r.err = errors.New("cut short")
		return nil
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *reader) float() float32 {
	if b := r.take(4); b != nil {
		return math.Float32frombits(binary.LittleEndian.Uint32(b))
	}
	return 0
}

func (r *reader) varint() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.err = errors.New("cut short")
		return 0
	}
	r.data = r.data[n:]
	return v
}

func (r *reader) table() Table {
	var t Table
	if b := r.take(1); b != nil {
		t.Language = string(r.take(int(b[0])))
	}
	t.Bias[0], t.Bias[1], t.Scale, t.Sure = r.float(), r.float(), r.float(), r.float()
	n := r.varint()
	// A feature takes at least three bytes, which bounds the allocation.
	if r.err != nil || n > uint64(len(r.data)/3) {
		r.err = errors.New("cut short")
		return t
	}
	t.Keys = make([]uint32, n)
	var last uint64
	for i := range t.Keys {
		last += r.varint()
		if r.err != nil || last > math.MaxUint32 {
			r.err = errors.New("feature out of range")
			return t
		}
		t.Keys[i] = uint32(last)
	}
	t.Weights = r.bytes(2 * int(n))
	t.Net = r.net(int(n))
	return t
}

func (r *reader) net(keys int) Net {
	var n Net
	if b := r.take(2); b != nil {
		n.Dim, n.Hidden = int(b[0]), int(b[1])
	}
	if n.Dim == 0 || r.err != nil {
		return n
	}
	n.Scale = r.float()
	n.Embeddings = r.bytes(keys * n.Dim)
	n.In, n.Bias, n.Out = r.floats(n.Hidden*n.Dim), r.floats(n.Hidden), r.floats(2*n.Hidden)
	n.OutBias = [2]float32{r.float(), r.float()}
	return n
}

func (r *reader) bytes(n int) []int8 {
	data := r.take(n)
	out := make([]int8, len(data))
	for i, b := range data {
		out[i] = int8(b)
	}
	return out
}

func (r *reader) floats(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = r.float()
	}
	return out
}

package database

import (
	"encoding/binary"
	"errors"
	"math"
	"time"
)

// Row reads a row of the format RowBinary, column by column in the order it was
// written; see https://clickhouse.com/docs/interfaces/formats/RowBinary. A query
// selects such a row as formatRow('RowBinary', ...): it comes as one text, which
// costs a fraction of what its columns cost one by one. Texts share the memory of the
// row. What does not read as it should makes everything after it zero; see Err.
type Row struct {
	rest string
	err  error
}

// NewRow reads text.
func NewRow(text string) *Row { return &Row{rest: text} }

var (
	errShortRow = errors.New("storage: a row ends within a value")
	errLongRow  = errors.New("storage: a row goes on after its last column")
)

// Err tells whether the row was of the columns that were read, no less and no more.
func (r *Row) Err() error {
	if r.err == nil && r.rest != "" {
		return errLongRow
	}
	return r.err
}

// Fail makes err the error of the row, unless it has one already: a value was read whole
// and says something that it cannot.
func (r *Row) Fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// take cuts n bytes off.
func (r *Row) take(n uint64) string {
	if n > uint64(len(r.rest)) {
		r.rest, r.err = "", errShortRow
		return ""
	}
	cut := r.rest[:n]
	r.rest = r.rest[n:]
	return cut
}

// length reads how many bytes or members follow, an unsigned LEB128.
func (r *Row) length() uint64 {
	var n uint64
	for i := 0; i < len(r.rest) && i < binary.MaxVarintLen64; i++ {
		b := r.rest[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
	}
	r.rest, r.err = "", errShortRow
	return 0
}

// fixed reads an unsigned number of so many bytes, the lowest first.
func (r *Row) fixed(bytes uint64) uint64 {
	var n uint64
	for i, cut := 0, r.take(bytes); i < len(cut); i++ {
		n |= uint64(cut[i]) << (8 * i)
	}
	return n
}

// Text reads a String, or a LowCardinality one.
func (r *Row) Text() string { return r.take(r.length()) }

// Uint64 reads a UInt64.
func (r *Row) Uint64() uint64 { return r.fixed(8) }

// Uint8 reads a UInt8.
func (r *Row) Uint8() uint8 { return uint8(r.fixed(1)) }

// Uint32 reads a UInt32.
func (r *Row) Uint32() uint32 { return uint32(r.fixed(4)) }

// Int64 reads an Int64.
func (r *Row) Int64() int64 { return int64(r.fixed(8)) }

// Float32 reads a Float32.
func (r *Row) Float32() float32 { return math.Float32frombits(r.Uint32()) }

// Bool reads a Bool, or a UInt8 that is one.
func (r *Row) Bool() bool { return r.fixed(1) != 0 }

// Time reads a DateTime64(6), in UTC.
func (r *Row) Time() time.Time { return time.UnixMicro(r.Int64()).UTC() }

// Known reads whether the value of a Nullable column is there; it follows if so.
func (r *Row) Known() bool { return r.fixed(1) == 0 && r.err == nil }

// Count reads a Nullable(Int64), nil where it is not known.
func (r *Row) Count() *int64 {
	if !r.Known() {
		return nil
	}
	n := r.Int64()
	return &n
}

// Texts reads an Array(String), nil where it is empty.
func (r *Row) Texts() []string { return listOf(r, r.Text) }

// Float32s reads an Array(Float32), nil where it is empty.
func (r *Row) Float32s() []float32 { return listOf(r, r.Float32) }

// Int64s reads an Array(Int64), nil where it is empty.
func (r *Row) Int64s() []int64 { return listOf(r, r.Int64) }

// Bools reads an Array(Bool), nil where it is empty.
func (r *Row) Bools() []bool { return listOf(r, r.Bool) }

// TextLists reads an Array(Array(String)), nil where it is empty.
func (r *Row) TextLists() [][]string { return listOf(r, r.Texts) }

// Float32Lists reads an Array(Array(Float32)), nil where it is empty.
func (r *Row) Float32Lists() [][]float32 { return listOf(r, r.Float32s) }

// listOf reads a list. Every member takes a byte at least, so a length that is wrong
// reserves no more than in proportion to the row.
func listOf[T any](r *Row, one func() T) []T {
	n := r.length()
	if n == 0 {
		return nil
	}
	if n > uint64(len(r.rest)) {
		r.rest, r.err = "", errShortRow
		return nil
	}
	list := make([]T, n)
	for i := range list {
		list[i] = one()
	}
	if r.err != nil {
		return nil
	}
	return list
}

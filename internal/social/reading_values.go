package social

import (
	"maps"
	"slices"
)

// ReadValues are values by the reading they are of. Its methods leave it as it is.
type ReadValues map[Reading][]string

// With returns v with these values of r and no others; none leaves r out.
func (v ReadValues) With(r Reading, values ...string) ReadValues {
	out := maps.Clone(v)
	if out == nil {
		out = ReadValues{}
	}
	if delete(out, r); len(values) > 0 {
		out[r] = values
	}
	return out
}

// Plus returns v with one more value of r, once.
func (v ReadValues) Plus(r Reading, value string) ReadValues {
	if slices.Contains(v[r], value) {
		return v
	}
	return v.With(r, append(slices.Clip(v[r]), value)...)
}

// Minus returns v without a value of r.
func (v ReadValues) Minus(r Reading, value string) ReadValues {
	return v.With(r, slices.DeleteFunc(slices.Clone(v[r]), func(other string) bool { return other == value })...)
}

// Len is the number of values of all readings.
func (v ReadValues) Len() int {
	n := 0
	for _, values := range v {
		n += len(values)
	}
	return n
}

// Reads tells whether f lets a post through for what was read in it: AnyRead,
// EveryRead and Pictured.
func (f Filter) Reads(a *Analysis) bool {
	if f.Pictured && !slices.ContainsFunc(a.Evidence, func(e BrandEvidence) bool { return slices.ContainsFunc(e.Kinds, isPictorial) }) {
		return false
	}
	for _, info := range Readings() {
		anyOf, every := f.AnyRead[info.Reading], f.EveryRead[info.Reading]
		if len(anyOf)+len(every) == 0 {
			continue
		}
		read := info.Get(a)
		held := func(value string) bool {
			return slices.ContainsFunc(read, func(v ReadValue) bool { return v.Value == value })
		}
		if len(anyOf) > 0 && !slices.ContainsFunc(anyOf, held) {
			return false
		}
		if slices.ContainsFunc(every, func(value string) bool { return !held(value) }) {
			return false
		}
	}
	return true
}

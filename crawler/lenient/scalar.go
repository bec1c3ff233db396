package lenient

import (
	"math"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"
)

// scalar is the value itself, or the one in a list of one.
func (n Node) scalar() Node {
	if n.IsArray() {
		if list := n.Result.Array(); len(list) == 1 && !list[0].IsObject() && !list[0].IsArray() {
			return n.in(list[0])
		}
	}
	return n
}

// String reads a text, or a number as it is written; empty for anything else.
func (n Node) String() string {
	s, ok := n.text()
	if !ok {
		n.Fault("is " + n.Kind())
	}
	return s
}

// text reads a text; false where there is something else.
func (n Node) text() (string, bool) {
	if n.None() {
		return "", true
	}
	switch one := n.scalar(); one.Type {
	case gjson.String:
		return one.Str, true
	case gjson.Number:
		return one.Raw, true
	}
	if n.IsObject() {
		// A text as some formats wrap it.
		for _, key := range []string{"rendered", "#text", "$t", "@value", "$date", "$oid", "$numberLong"} {
			if inner := n.Result.Get(gjson.Escape(key)); inner.Type == gjson.String {
				return inner.Str, true
			}
		}
	}
	return "", false
}

// Int reads a whole number, also one in quotes; 0 for anything else.
func (n Node) Int() int64 {
	i, _ := n.number()
	return i
}

// Count reads a count of 0 or more; nil for anything else. What is no number is
// named, a negative one means that a platform does not say.
func (n Node) Count() *int64 {
	i, ok := n.number()
	if !ok || i < 0 {
		return nil
	}
	return &i
}

// number reads a whole number; false for an absent one and anything else, which
// is named.
func (n Node) number() (int64, bool) {
	if n.None() {
		return 0, false
	}
	one := n.scalar()
	if one.Type != gjson.Number && one.Type != gjson.String {
		n.Fault("is " + n.Kind())
		return 0, false
	}
	written := strings.TrimSpace(one.Result.String())
	if one.Type == gjson.Number {
		written = one.Raw
	}
	if written == "" {
		return 0, false
	}
	if i, err := strconv.ParseInt(written, 10, 64); err == nil {
		return i, true
	}
	f, err := strconv.ParseFloat(written, 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) >= 1<<53 {
		n.Fault("is no number: " + quote(written))
		return 0, false
	}
	return int64(f), true
}

// Float reads a number; 0 for anything else.
func (n Node) Float() float64 {
	if n.None() {
		return 0
	}
	one := n.scalar()
	switch one.Type {
	case gjson.Number:
		return one.Num
	case gjson.String:
		if f, err := strconv.ParseFloat(strings.TrimSpace(one.Str), 64); err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) {
			return f
		}
	}
	n.Fault("is no number")
	return 0
}

// Bool reads true, also as 1 or in quotes; false for anything else.
func (n Node) Bool() bool {
	if n.None() {
		return false
	}
	one := n.scalar()
	switch one.Type {
	case gjson.True:
		return true
	case gjson.Number:
		return one.Num != 0
	case gjson.String:
		switch strings.ToLower(strings.TrimSpace(one.Str)) {
		case "true", "1", "yes":
			return true
		case "", "false", "0", "no", "null":
			return false
		}
	}
	n.Fault("is neither true nor false")
	return false
}

// quote shortens what is quoted of an answer.
func quote(s string) string {
	const most = 40
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most]) + "..."
	}
	return strconv.Quote(s)
}

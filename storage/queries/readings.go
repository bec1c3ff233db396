package queries

import (
	"fmt"
	"strings"

	"earshot/internal/social"
)

// columns are the columns of a reading in the table analyses. The last of them
// says how certain the reading is, unless its shape is Many.
func columns(info social.ReadingInfo) []string {
	column := info.Column
	switch info.Shape {
	case social.One:
		return []string{column, column + "_certainty"}
	case social.Judged:
		return []string{column + ".term", column + ".label", column + ".certainty"}
	default:
		return []string{column}
	}
}

// AnalysisColumns are the columns of all readings in the table analyses, which
// has none of those that are worked out from other columns.
func AnalysisColumns() []string {
	var out []string
	for _, info := range social.Readings() {
		if info.Set != nil {
			out = append(out, columns(info)...)
		}
	}
	return out
}

// MentionColumns are the columns of all readings in the table mentions, where
// nothing is counted by how certain they are.
func MentionColumns() []string {
	var out []string
	for _, info := range social.Readings() {
		names := columns(info)
		if info.Shape != social.Many {
			names = names[:len(names)-1]
		}
		out = append(out, names...)
	}
	return out
}

// readingConditions let a mention through by what was read in its post, for the
// parameters any_ and every_ with the name of each reading.
func readingConditions() string {
	var b strings.Builder
	for _, info := range social.Readings() {
		values := info.Column
		switch info.Shape {
		case social.One:
			values = "[toString(" + info.Column + ")]"
		case social.Judged:
			values = info.Column + ".term"
		}
		for _, c := range []struct{ prefix, has string }{{"any_", "hasAny"}, {"every_", "hasAll"}} {
			given := "{" + c.prefix + string(info.Reading) + ":Array(String)}"
			fmt.Fprintf(&b, "AND (empty(%s) OR %s(%s, %s))\n    ", given, c.has, values, given)
		}
	}
	return strings.TrimSpace(b.String())
}

// Values are the expressions for what a mention holds of a reading: a value, the label it
// is counted by, the join that makes a row of each, and a condition that there is one.
type Values struct{ Term, Judged, Join, Held string }

// ValuesOf are the expressions for a reading.
func ValuesOf(info social.ReadingInfo) Values {
	switch info.Shape {
	case social.One:
		return Values{Term: info.Column, Judged: "label", Held: "AND " + info.Column + " != ''"}
	case social.Judged:
		return Values{Term: "read_value", Judged: "read_label", Join: "ARRAY JOIN " + info.Column + ".term AS read_value, " + info.Column + ".label AS read_label"}
	default:
		return Values{Term: "read_value", Judged: "label", Join: "ARRAY JOIN " + info.Column + " AS read_value"}
	}
}

// everyReading are the values of all readings of a mention, as arrays of their kind, the
// value and the label it is counted by.
func everyReading() string {
	var lists []string
	for _, info := range social.Readings() {
		kind, column := "'"+string(info.Reading)+"'", info.Column
		switch info.Shape {
		case social.One:
			lists = append(lists, "if("+column+" = '', [], [("+kind+", toString("+column+"), toString(label))])")
		case social.Judged:
			lists = append(lists, "arrayMap((v, l) -> ("+kind+", toString(v), toString(l)), "+column+".term, "+column+".label)")
		default:
			lists = append(lists, "arrayMap(v -> ("+kind+", toString(v), toString(label)), "+column+")")
		}
	}
	return strings.Join(lists, ", ")
}

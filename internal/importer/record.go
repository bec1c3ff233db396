package importer

import (
	"math"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"
)

// record is one item of a file, whatever the file is made of.
type record interface {
	// source is Zeeschuimer's name of the platform; empty for other formats.
	source() string
	// has tells whether there is something at place, be it empty.
	has(place string) bool
	// text is the text at place; several are joined by line breaks.
	text(place string) string
	// list is the texts at place, or the records in the list there.
	list(place string) ([]string, []record)
	// inner is the record at place, nil for none.
	inner(place string) record
}

// jsonRecord is an object.
type jsonRecord struct {
	item gjson.Result
	// envelope is what Zeeschuimer and 4CAT put around the item or into it.
	envelope gjson.Result
	// wrapped is where else a path is looked for.
	wrapped gjson.Result
}

// mostWhole is the least number that is not whole in floating point.
const mostWhole = 1 << 53

// newJSONRecord unwraps an object that valid JSON holds: Zeeschuimer has the
// platform's item in data, 4CAT its own notes on it in __import_meta.
func newJSONRecord(raw string) jsonRecord {
	whole := gjson.Parse(raw)
	if data := whole.Get("data"); data.IsObject() && whole.Get("source_platform").Exists() {
		return jsonRecord{item: data, envelope: whole}
	}
	return jsonRecord{item: whole, envelope: whole.Get("__import_meta")}
}

func (r jsonRecord) source() string { return r.envelope.Get("source_platform").String() }

// get is what is at place; one that begins with ^ is in the envelope.
func (r jsonRecord) get(place string) gjson.Result {
	if outer, ok := strings.CutPrefix(place, "^"); ok {
		return r.envelope.Get(outer)
	}
	for _, in := range []gjson.Result{r.item, r.wrapped} {
		if found := in.Get(place); found.Exists() {
			return found
		}
		if strings.Contains(place, ".") {
			// Flattened objects have the path as a key.
			if found := in.Get(gjson.Escape(place)); found.Exists() {
				return found
			}
		}
	}
	return gjson.Result{}
}

func (r jsonRecord) has(place string) bool { return r.get(place).Exists() }

func (r jsonRecord) text(place string) string {
	v := r.get(place)
	switch {
	case v.IsArray():
		var all []string
		for _, e := range v.Array() {
			if e.Type == gjson.String || e.Type == gjson.Number {
				all = append(all, e.String())
			}
		}
		return strings.Join(all, "\n")
	case v.IsObject():
		return extended(v)
	case v.Type == gjson.Number && v.Num >= mostWhole && strings.ContainsAny(v.Raw, "eE"):
		// Digits that are lost are not made up.
		return "1E+" + strconv.Itoa(int(math.Log10(v.Num)))
	default:
		return clean(v.String())
	}
}

func (r jsonRecord) list(place string) (texts []string, records []record) {
	v := r.get(place)
	if !v.IsArray() {
		return split(r.text(place)), nil
	}
	for _, e := range v.Array() {
		switch {
		case e.IsObject():
			records = append(records, jsonRecord{item: e})
		case e.Type == gjson.String:
			texts = append(texts, clean(e.String()))
		case e.IsArray():
			// A list in each member of a list: the first of each.
			if inner := e.Array(); len(inner) > 0 && inner[0].Type == gjson.String {
				texts = append(texts, clean(inner[0].String()))
			}
		}
	}
	return texts, records
}

func (r jsonRecord) inner(place string) record {
	if v := r.get(place); v.IsObject() {
		return jsonRecord{item: v, envelope: r.envelope}
	}
	return nil
}

// extended is the value that MongoDB's exports wrap in an object
// (mongodb.com/docs/manual/reference/mongodb-extended-json); "" for any other object.
func extended(v gjson.Result) string {
	for _, key := range []string{"$date", "$oid", "$numberLong", "$numberInt", "$numberDouble"} {
		switch inner := v.Get(gjson.Escape(key)); {
		case inner.IsObject():
			return extended(inner)
		case inner.Exists():
			return inner.String()
		}
	}
	return ""
}

// rowRecord is a row of a table: cells by the lower-case names of their columns.
type rowRecord map[string]string

func (r rowRecord) source() string { return "" }

// cell is the cell of a column. Apify writes paths with /.
func (r rowRecord) cell(place string) (string, bool) {
	name := columnName(place)
	cell, ok := r[name]
	if !ok && strings.Contains(name, ".") {
		cell, ok = r[strings.ReplaceAll(name, ".", "/")]
	}
	return cell, ok
}

func (r rowRecord) has(place string) bool {
	_, ok := r.cell(place)
	return ok
}

func (r rowRecord) text(place string) string {
	cell, _ := r.cell(place)
	return clean(cell)
}

func (r rowRecord) list(place string) ([]string, []record) {
	cell := r.text(place)
	if strings.HasPrefix(cell, "[") && gjson.Valid(cell) {
		return jsonRecord{item: gjson.Parse(`{"cell":` + cell + `}`)}.list("cell")
	}
	return split(cell), nil
}

func (r rowRecord) inner(string) record { return nil }

// columnName makes names of columns comparable.
func columnName(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// split takes apart a list that was written as one text.
func split(s string) []string {
	if strings.Contains(s, "://") {
		return strings.FieldsFunc(s, func(c rune) bool {
			return c == ',' && strings.Contains(s, ",http") || c == '|' || c == ';' || c == ' ' || c == '\n'
		})
	}
	return strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(",;|\n、，", c) })
}

// clean takes off what stands for nothing.
func clean(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
	switch strings.TrimSpace(s) {
	case "None", "null", "NULL", "NaN", "nan", "$undefined", "N/A":
		return ""
	}
	return s
}

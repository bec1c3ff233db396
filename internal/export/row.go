package export

import (
	"reflect"
	"slices"
	"strconv"

	"earshot/internal/social"
)

// rowType is the struct type of a row of posts. The fields of the fixed columns
// are those of postRow, personRow, doubtRow, noiseRow, opinionRow and contextRow; the columns of the
// readings between them follow from social.Readings.
type rowType struct {
	fields   reflect.Type
	readings []social.ReadingInfo
	// evidence is a reading without columns of its own.
	evidence social.ReadingInfo
}

// valueRow is a value of a reading whose values are judged each.
type valueRow struct {
	Term      string  `json:"term" parquet:"term"`
	Label     string  `json:"label" parquet:"label,dict"`
	Certainty float32 `json:"certainty" parquet:"certainty"`
}

func newRowType() rowType {
	var t rowType
	t.evidence, _ = social.ReadEvidence.Info()
	fields := slices.Concat(fieldsOf(postRow{}), fieldsOf(personRow{}), fieldsOf(doubtRow{}))
	for _, info := range social.Readings() {
		if info.Set == nil {
			continue // worked out from columns that are there
		}
		t.readings = append(t.readings, info)
		fields = append(fields, readingFields(info)...)
	}
	fields = slices.Concat(fields, fieldsOf(noiseRow{}), fieldsOf(opinionRow{}), fieldsOf(contextRow{}))
	for i := range fields {
		fields[i].Name = "Column" + strconv.Itoa(i)
	}
	t.fields = reflect.StructOf(fields)
	return t
}

func fieldsOf(row any) []reflect.StructField {
	fields := reflect.VisibleFields(reflect.TypeOf(row))
	for i := range fields {
		fields[i].Index, fields[i].Offset = nil, 0
	}
	return fields
}

// readingFields are the columns of one reading.
func readingFields(info social.ReadingInfo) []reflect.StructField {
	field := func(t reflect.Type, name, kind string) reflect.StructField {
		return reflect.StructField{Type: t, Tag: reflect.StructTag(`json:"` + name + `" parquet:"` + name + "," + kind + `"`)}
	}
	switch info.Shape {
	case social.One:
		return []reflect.StructField{
			field(reflect.TypeFor[*string](), info.Column, "optional,dict"),
			field(reflect.TypeFor[*float32](), info.Column+"_certainty", "optional"),
		}
	case social.Judged:
		return []reflect.StructField{field(reflect.TypeFor[[]valueRow](), info.Column, "list")}
	default:
		return []reflect.StructField{field(reflect.TypeFor[[]string](), info.Column, "list")}
	}
}

// header is the names of the columns.
func (t rowType) header() []string {
	return headerOf(t.fields)
}

// row is a post as a pointer to a struct of the type.
func (t rowType) row(p *social.StoredPost) any {
	row := reflect.New(t.fields)
	next := 0
	add := func(v reflect.Value) {
		row.Elem().Field(next).Set(v)
		next++
	}
	for _, part := range t.parts(p) {
		if read, ok := part.(cells); ok {
			for _, v := range read {
				add(reflect.ValueOf(v))
			}
			continue
		}
		fields := reflect.ValueOf(part).Elem()
		for i := range fields.NumField() {
			add(fields.Field(i))
		}
	}
	return row.Interface()
}

// parts are the parts of the row of a post in the order of their columns: pointers to
// structs, and what was read in the post.
func (t rowType) parts(p *social.StoredPost) parts {
	out := make(parts, 0, len(t.readings)+6)
	out = append(out, newPostRow(p), &personRow{Corrected: p.Analysis.Sentiment.Corrected}, newDoubtRow(&p.Analysis))
	for _, info := range t.readings {
		out = append(out, readingValues(info, info.Get(&p.Analysis)))
	}
	return append(out, newNoiseRow(&p.Analysis), newOpinionRow(p.Analysis.Sentiment), t.newContextRow(p))
}

// readingValues are what was read in a post, for the columns of readingFields.
func readingValues(info social.ReadingInfo, read []social.ReadValue) cells {
	switch info.Shape {
	case social.One:
		if len(read) == 0 {
			return cells{(*string)(nil), (*float32)(nil)}
		}
		return cells{&read[0].Value, &read[0].Certainty}
	case social.Judged:
		rows := make([]valueRow, len(read))
		for i, v := range read {
			rows[i] = valueRow{Term: v.Value, Label: string(v.Label), Certainty: v.Certainty}
		}
		return cells{rows}
	default:
		values := make([]string, len(read))
		for i, v := range read {
			values[i] = v.Value
		}
		return cells{values}
	}
}
